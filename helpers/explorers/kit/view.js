// The shell that every view shares: when it is drawn, in which theme, what the keyboard and a
// screen reader get. A view supplies `build(view)`, which makes its elements once and returns
// `draw(resized)`, which shows the model's state in them.

import { readPalette } from "./colours.js";
import { element } from "./elements.js";

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
  let stale = false,
    drawing = false,
    frame = 0,
    later = null;

  // A change is drawn at once: what is left of the time until the next frame would be lost. What
  // comes after it in the same frame is drawn with that frame, so that no picture is made in vain.
  const redraw = () => {
    // What the drawing itself tells the model is in the picture already.
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
    // anywidget renders before the element is in the page; the ResizeObserver calls again then.
    if (!stale || !width) return;
    if (resized || !palette) view.width = root.clientWidth;
    // While a theme is loaded the page may have no layout for a moment, which no observer sees.
    if (!view.width) return redrawInFrame();
    stale = false;
    drawing = true;
    frame ||= requestAnimationFrame(begin);
    view.palette(); // sets the class of the dark theme, which style sheets ask for
    try {
      draw(resized);
      resized = false;
    } finally {
      drawing = false;
    }
  };
  const tellLater = () => {
    update(); // a key since then has changed the model, which must not be told what was before
    const tell = later;
    later = null;
    drawing = true;
    try {
      tell();
    } finally {
      drawing = false;
    }
  };
  const themed = () => {
    palette = null;
    redrawInFrame();
  };
  const view = {
    root,
    model,
    redraw,
    width,
    get: (trait) => model.get(trait),
    set(changes) {
      const differs = ([trait, value]) => !same(model.get(trait), value);
      const changed = Object.entries(changes).filter(differs);
      for (const [trait, value] of changed) model.set(trait, value);
      if (changed.length) model.save_changes();
    },
    afterFrame(tell) {
      if (!later) requestAnimationFrame(() => setTimeout(tellLater));
      later = tell;
    },
    palette() {
      palette ??= (root.classList.toggle("cnn-dark", isDark(root)), readPalette(root));
      return palette;
    },
  };
  draw = build(view);

  model.on("change", redraw);
  // Arrow keys go on from what was drawn last, and two of them may come before the next frame.
  root.addEventListener("keydown", update, true);
  const size = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width === width) return;
    width = contentRect.width;
    resized = true;
    redrawInFrame();
  });
  size.observe(root);
  const theme = new MutationObserver(themed);
  theme.observe(document.body, {
    attributes: true,
    attributeFilter: [
      "class",
      "data-jp-theme-name",
      "data-jp-theme-light",
      "data-vscode-theme-kind",
    ],
  });
  return () => {
    cancelAnimationFrame(frame);
    model.off("change", redraw);
    size.disconnect();
    theme.disconnect();
    root.remove();
  };
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
