// The shell that every view shares: when it is drawn, in which theme, what the keyboard and a
// screen reader get.

import { offerState } from "./call.js";
import { readPalette } from "./colours.js";
import { element, reserveLines } from "./elements.js";
import { guessForm } from "./guess.js";
import { sayProblem } from "./problem.js";

/** @import { Palette } from "./colours.js" */

/** How far a number may be from another that is the same to a reader. */
const ROUNDING = 1e-9;

/**
 * What anywidget gives to `render`.
 * @typedef {{ get: (trait: string) => any, set: (trait: string, value: unknown) => void,
 *   save_changes: () => void, send: (content: object) => void, on: (event: string, call: (model: Changed) => void) => void,
 *   off: (event: string, call: (model: Changed) => void) => void }} Model
 * @typedef {{ changed: Record<string, unknown>, previous: (trait: string) => unknown }} Changed
 * @typedef {{ model: Model, el: HTMLElement }} Context
 */
/**
 * What `build` gets of a model with these traits, where a Bytes trait is a DataView. `set` changes
 * what differs and sends it to Python. `redraw` asks for a drawing before the next frame; so does a
 * change of a trait, of the theme or of the size. `afterFrame` lets the picture go first: new ends
 * of a slider, say, which make its library build it anew; what `tell` sets must be in the picture
 * already. `shown` has what is drawn where a trait holds what cannot be, such as a unit beyond the
 * last. `waits` tells whether a move has been made that is not to be answered before a guess; only
 * a view that asks for a drawing itself, as a pen does, needs it.
 * @template Traits
 * @typedef {{ root: HTMLElement, model: Model, width: number,
 *   get: <Name extends keyof Traits>(trait: Name) => Traits[Name],
 *   set: (changes: Partial<Traits>) => void, palette: () => Palette,
 *   redraw: () => void, afterFrame: (tell: () => void) => void,
 *   shown: Partial<Traits>, waits: () => boolean }} View
 */

/**
 * Shows the model's state. It is told whether the width changed since the last time: to read the
 * width of an element while the page is changing costs a layout, so measure only then.
 * @typedef {(resized: boolean) => void} Draw
 */

/**
 * What a module exports to anywidget: `build` makes the view's elements, once, and what draws them.
 * @template Traits
 * @param {string} className
 * @param {(view: View<Traits>) => Draw} build
 */
export function widget(className, build) {
  return { render: (/** @type {Context} */ context) => mount(context, className, build) };
}

/**
 * Mount a view into anywidget's element and return the function that removes it.
 * @template Traits
 * @param {Context} context
 * @param {string} className
 * @param {(view: View<Traits>) => Draw} build
 */
export function mount({ model, el }, className, build) {
  const root = element("div", { class: `cnn-view ${className}` });
  el.append(root);
  /** @type {Palette | null} */
  let palette = null;
  let width = 0,
    resized = true;
  const drawings = scheduler(
    () => {
      // anywidget renders before the element is in the page; the ResizeObserver calls again then.
      if (!width) return null;
      if (resized || !palette) view.width = root.clientWidth;
      return view.width;
    },
    () => {
      view.palette(); // sets the class of the dark theme, which style sheets ask for
      if (resized) reserveLines(root);
      draw(resized);
      resized = false;
    },
  );
  /** @type {View<Traits>} */
  const view = {
    root,
    model,
    width,
    shown: {},
    redraw: drawings.redraw,
    afterFrame: drawings.afterFrame,
    get: (trait) => model.get(String(trait)),
    set: (changes) => setTraits(model, changes),
    waits: () => Boolean(guess?.waits()),
    palette() {
      if (palette) return palette;
      root.classList.toggle("cnn-dark", isDark(root));
      palette = readPalette(root);
      return palette;
    },
  };
  const draw = drawOrSay(view, build);
  const guess = askFirst(model, root, drawings.redraw);
  offerState(model, root, (trait) => shownIn(view, trait) ?? model.get(trait));

  const onChange = (/** @type {Changed} */ changed) => {
    if (!guess?.isOpen()) drawings.redraw();
    else if (!drawings.isDrawing() && isMove(changed)) guess.remind();
  };
  model.on("change", onChange);
  // Arrow keys go on from what was drawn last, and two of them may come before the next frame.
  root.addEventListener("keydown", drawings.update, true);
  const stopSize = onWidth(root, (wide) => {
    if (wide === width) return;
    width = wide;
    resized = true;
    drawings.redrawInFrame();
  });
  const stopTheme = onTheme(() => {
    palette = null;
    drawings.redrawInFrame();
  });
  return () => {
    drawings.stop();
    model.off("change", onChange);
    guess?.forget();
    stopSize();
    stopTheme();
    root.remove();
  };
}

/**
 * Whether a change is more than another rounding: a slider that is made writes −0.3999999999999999
 * where −0.4 stood.
 * @param {Changed} model
 */
function isMove(model) {
  return Object.entries(model.changed).some(
    ([trait, value]) =>
      typeof value !== "number" || Math.abs(value - Number(model.previous(trait))) > ROUNDING,
  );
}

/**
 * What is drawn in the place of a trait, or undefined.
 * @param {{shown: object}} view
 * @param {string} trait
 * @returns {unknown}
 */
function shownIn(view, trait) {
  return /** @type {Record<string, unknown>} */ (view.shown)[trait];
}

/**
 * The question above a view that has one; until it is answered, the picture stays as it is.
 * @param {Model} model
 * @param {HTMLElement} root
 * @param {() => void} redraw
 */
function askFirst(model, root, redraw) {
  if (!model.get("guess")?.question) return null;
  const guess = guessForm(model.get("guess"), redraw);
  root.prepend(guess.form);
  return guess;
}

/**
 * What draws the view; where it cannot be built, or drawn the first time, a sentence stands there
 * that says what to do.
 * @template Traits
 * @param {View<Traits>} view
 * @param {(view: View<Traits>) => Draw} build
 * @returns {Draw}
 */
function drawOrSay(view, build) {
  let works = false;
  const orSay = (/** @type {() => void} */ work) => {
    try {
      work();
    } catch (error) {
      if (works) throw error;
      draw = () => {};
      sayProblem(view.root, view.model, error);
    }
  };
  /** @type {Draw} */
  let draw = () => {};
  orSay(() => {
    draw = build(view);
  });
  return (resized) =>
    orSay(() => {
      draw(resized);
      works = true;
    });
}

/**
 * When to draw. `measure()` gives the width there is to paint on: null before the element is in the
 * page, 0 where the page has no layout for a moment. `paint()` draws.
 * @param {() => number | null} measure
 * @param {() => void} paint
 */
function scheduler(measure, paint) {
  let stale = false,
    drawing = false,
    frame = 0;
  /** @type {(() => void) | null} */
  let later = null;

  // What the drawing itself tells the model is in the picture already.
  const unheard = (/** @type {() => void} */ work) => {
    drawing = true;
    try {
      work();
    } finally {
      drawing = false;
    }
  };
  // A change is drawn at once: what is left of the time until the next frame would be lost. What
  // comes after it in the same frame is drawn with that frame, so that no picture is made in vain.
  const redraw = () => {
    if (drawing || stale) return;
    stale = true;
    // Many changes of one event, such as a slider that sets a size and a position, are one drawing.
    if (!frame) queueMicrotask(update);
  };
  const redrawInFrame = () => {
    stale = true;
    frame ||= requestAnimationFrame(begin);
  };
  const begin = () => {
    frame = 0;
    update();
  };
  const update = () => {
    if (!stale) return;
    const width = measure();
    if (width === null) return;
    // While a theme is loaded the page may have no layout for a moment, which no observer sees.
    if (!width) return redrawInFrame();
    stale = false;
    frame ||= requestAnimationFrame(begin);
    unheard(paint);
  };
  const tellLater = () => {
    update(); // a key since then has changed the model, which must not be told what was before
    const tell = later;
    later = null;
    if (tell) unheard(tell);
  };
  const afterFrame = (/** @type {() => void} */ tell) => {
    if (!later) requestAnimationFrame(() => setTimeout(tellLater));
    later = tell;
  };
  const stop = () => cancelAnimationFrame(frame);
  return { redraw, redrawInFrame, update, afterFrame, stop, isDrawing: () => drawing };
}

/**
 * Send to Python what differs.
 * @param {Model} model
 * @param {Record<string, any>} changes
 */
function setTraits(model, changes) {
  const changed = Object.entries(changes).filter(
    ([trait, value]) => !same(model.get(trait), value),
  );
  for (const [trait, value] of changed) model.set(trait, value);
  if (changed.length) model.save_changes();
}

/**
 * Call `tell(width)` whenever the element's size changes; return what ends it.
 * @param {Element} root
 * @param {(width: number) => void} tell
 */
function onWidth(root, tell) {
  const size = new ResizeObserver(([{ contentRect }]) => tell(contentRect.width));
  size.observe(root);
  return () => size.disconnect();
}

/**
 * Call `tell()` whenever the page's theme changes; return what ends it.
 * @param {() => void} tell
 */
function onTheme(tell) {
  const marks = ["class", "data-jp-theme-name", "data-jp-theme-light", "data-vscode-theme-kind"];
  const theme = new MutationObserver(tell);
  theme.observe(document.body, { attributes: true, attributeFilter: marks });
  return () => theme.disconnect();
}

/**
 * Light text means a dark theme: true in JupyterLab, VS Code and an exported page alike.
 * @param {Element} root
 */
function isDark(root) {
  const channels = getComputedStyle(root).color.match(/[\d.]+/g) ?? [];
  const [red, green, blue] = channels.map(Number);
  return red + green + blue > 382;
}

/**
 * @param {any} a
 * @param {any} b
 */
function same(a, b) {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}
