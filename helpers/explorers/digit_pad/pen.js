// The pen on the pad, moved by the pointer or by keys.

/** @import { View } from "../kit/view.js" */
/** @import { Traits } from "./view.js" */
/**
 * `drawing` is what is on the pad, `at` where the keys have moved the pen to, [x, y] in pixels of
 * ink, and `down` whether it draws there.
 * @typedef {{ drawing: Drawing, at: number[], down: boolean }} Pen
 */

import { clamp } from "../kit/arithmetic.js";
import { bytesOf } from "../kit/canvas.js";
import { takesKeys } from "../kit/input.js";
import { Drawing } from "./drawing.js";
import { SIDE } from "./ink.js";

/** @type {Record<string, number[]>} */
const STEPS = { ArrowUp: [0, -3], ArrowDown: [0, 3], ArrowLeft: [-3, 0], ArrowRight: [3, 0] };
const OWN = 0; // the position of "my own" among the examples
const REST = 400; // milliseconds without a stroke after which Python is told

/**
 * Let a canvas be drawn on, and put examples there.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement} pad
 */
export function penOn(view, pad) {
  const drawing = new Drawing(bytesOf(view.get("examples")));
  /** @type {Pen} */
  const pen = { drawing, at: [SIDE / 2, SIDE / 2], down: false };
  let example = OWN;
  // An example that was chosen since the last drawing goes onto the pad.
  const follow = () => {
    if (example === view.get("example")) return;
    example = view.get("example");
    if (example === OWN) return;
    drawing.begin(example);
    tell();
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  const tell = () => {
    view.model.set("drawing", drawing.text);
    clearTimeout(resting);
    resting = setTimeout(() => view.model.save_changes(), REST);
  };
  const drawn = () => {
    tell();
    example = OWN;
    view.set({ example });
    view.redraw();
  };
  // Read once: what Python sends back of a stroke would undo those that came after it.
  drawing.read(view.get("drawing"));
  byPointer(pad, pen, drawn);
  byKeys(pad, pen, (changed) => (changed ? drawn() : view.redraw()));
  const clear = () => {
    drawing.begin(OWN);
    drawn();
  };
  return { pen, clear, follow };
}

/**
 * @param {HTMLCanvasElement} pad
 * @param {Pen} pen
 * @param {() => void} drawn
 */
function byPointer(pad, pen, drawn) {
  /** @type {number[] | null} */
  let last = null;
  const drawTo = (/** @type {PointerEvent} */ event) => {
    const box = pad.getBoundingClientRect();
    const here = [
      ((event.clientX - box.left) / box.width) * SIDE,
      ((event.clientY - box.top) / box.height) * SIDE,
    ];
    pen.drawing.line(last ?? here, here);
    last = here;
    drawn();
  };
  pad.addEventListener("pointerdown", (event) => {
    pad.setPointerCapture(event.pointerId);
    last = null;
    drawTo(event);
  });
  pad.addEventListener("pointermove", (event) => {
    if (last && event.buttons) drawTo(event);
  });
  pad.addEventListener("pointerup", () => {
    last = null;
  });
}

/**
 * Arrow keys move the pen, space puts it down or lifts it, delete clears.
 * @param {HTMLCanvasElement} pad
 * @param {Pen} pen
 * @param {(changed: boolean) => void} moved told whether there is other ink than before
 */
function byKeys(pad, pen, moved) {
  // The pen is seen as long as the keys move it.
  for (const change of ["focus", "blur"]) pad.addEventListener(change, () => moved(false));
  takesKeys(pad).addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step) {
      const next = pen.at.map((value, axis) => clamp(value + step[axis], 2, SIDE - 3));
      if (pen.down) pen.drawing.line(pen.at, next);
      pen.at = next;
    } else if (event.key === " ") {
      pen.down = !pen.down;
      if (pen.down) pen.drawing.line(pen.at, pen.at);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      pen.drawing.begin(OWN);
    } else return;
    event.preventDefault();
    event.stopPropagation();
    moved(!step || pen.down);
  });
}
