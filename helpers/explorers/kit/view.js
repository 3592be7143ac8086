// The shell that every view shares: when it is drawn, in which theme, what the keyboard and a
// screen reader get. A view supplies `build(view)`, which makes its elements once and returns
// `draw(resized)`, which shows the model's state in them.

import { readPalette } from "./colours.js";
import { element } from "./elements.js";

/**
 * What `build` gets of a model with these traits. A Bytes trait is a DataView.
 * @template Traits
 * @typedef {{ root: HTMLElement, model: any, width: number,
 *   get: <Name extends keyof Traits>(trait: Name) => Traits[Name],
 *   set: (changes: Partial<Traits>) => void,
 *   palette: () => import("./colours.js").Palette,
 *   redraw: () => void, afterFrame: (tell: () => void) => void }} View
 */

/**
 * Mount a view into anywidget's element and return the function that removes it.
 *
 * `build` gets { root, model, width, get, set, afterFrame, palette, redraw }: `get(trait)` reads the
 * model, `set({ trait: value })` changes what differs and sends it to Python, `palette()` is the
 * theme's colours, `redraw()` asks for a drawing before the next frame. So does a change of a trait,
 * of the theme or of the size. `afterFrame(tell)` lets the picture go first: new ends of a slider,
 * say, which make its library build it anew; what `tell` sets must be in the picture already.
 * `draw(resized)` is told whether `width` changed since the last time: to read the width of an
 * element while the page is changing costs a layout, so measure only then.
 */
export function mount({ model, el }, className, build) {
  const root = element("div", { class: `cnn-view ${className}` });
  el.append(root);
  let palette = null,
    draw = null,
    width = 0,
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
      draw(resized);
      resized = false;
    },
  );
  const view = {
    root,
    model,
    width,
    redraw: drawings.redraw,
    afterFrame: drawings.afterFrame,
    get: (trait) => model.get(trait),
    set: (changes) => setTraits(model, changes),
    palette() {
      if (!palette) {
        root.classList.toggle("cnn-dark", isDark(root));
        palette = readPalette(root);
      }
      return palette;
    },
  };
  draw = build(view);

  model.on("change", drawings.redraw);
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
    model.off("change", drawings.redraw);
    stopSize();
    stopTheme();
    root.remove();
  };
}

/**
 * When to draw. `measure()` gives the width there is to paint on: null before the element is in the
 * page, 0 where the page has no layout for a moment. `paint()` draws.
 */
function scheduler(measure, paint) {
  let stale = false,
    drawing = false,
    frame = 0,
    later = null;

  // What the drawing itself tells the model is in the picture already.
  const unheard = (work) => {
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
    unheard(tell);
  };
  const afterFrame = (tell) => {
    if (!later) requestAnimationFrame(() => setTimeout(tellLater));
    later = tell;
  };
  return { redraw, redrawInFrame, update, afterFrame, stop: () => cancelAnimationFrame(frame) };
}

/** Send to Python what differs. */
function setTraits(model, changes) {
  const differs = ([trait, value]) => !same(model.get(trait), value);
  const changed = Object.entries(changes).filter(differs);
  for (const [trait, value] of changed) model.set(trait, value);
  if (changed.length) model.save_changes();
}

/** Call `tell(width)` whenever the element's size changes; return what ends it. */
function onWidth(root, tell) {
  const size = new ResizeObserver(([{ contentRect }]) => tell(contentRect.width));
  size.observe(root);
  return () => size.disconnect();
}

/** Call `tell()` whenever the page's theme changes; return what ends it. */
function onTheme(tell) {
  const marks = ["class", "data-jp-theme-name", "data-jp-theme-light", "data-vscode-theme-kind"];
  const theme = new MutationObserver(tell);
  theme.observe(document.body, { attributes: true, attributeFilter: marks });
  return () => theme.disconnect();
}

/** Light text means a dark theme: true in JupyterLab, VS Code and an exported page alike. */
function isDark(root) {
  const [red, green, blue] = getComputedStyle(root)
    .color.match(/[\d.]+/g)
    .map(Number);
  return red + green + blue > 382;
}

function same(a, b) {
  return a === b || (typeof a === "object" && JSON.stringify(a) === JSON.stringify(b));
}
