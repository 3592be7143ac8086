// The pen on the pad, moved by the pointer or by keys.

/** @import { View } from "../kit/view.js" */
/** @import { Traits } from "./view.js" */
/**
 * `ink` is that of the pad, `at` where the keys have moved the pen to, [x, y] in ink pixels, and
 * `down` whether it draws there.
 * @typedef {{ ink: Uint8Array, at: number[], down: boolean }} Pen
 */

import { clamp } from "../kit/arithmetic.js";
import { bytesOf } from "../kit/canvas.js";
import { SIDE as DIGIT } from "../kit/digits.js";
import { takesKeys } from "../kit/input.js";
import { drawLine, SIDE } from "./ink.js";

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
  /** @type {Pen} */
  const pen = { ink: new Uint8Array(SIDE * SIDE), at: [SIDE / 2, SIDE / 2], down: false };
  let example = OWN;
  // An example that was chosen since the last drawing goes onto the pad.
  const follow = () => {
    if (example === view.get("example")) return;
    example = view.get("example");
    if (example === OWN) return;
    enlarge(bytesOf(view.get("examples")).subarray((example - 1) * DIGIT * DIGIT), pen.ink);
    tell();
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  const tell = () => {
    view.model.set("ink", new DataView(pen.ink.slice().buffer));
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
  const before = bytesOf(view.get("ink"));
  if (before.length === pen.ink.length) pen.ink = before.slice();
  byPointer(pad, pen, drawn);
  byKeys(pad, pen, (changed) => (changed ? drawn() : view.redraw()));
  const clear = () => {
    pen.ink.fill(0);
    drawn();
  };
  return { pen, clear, follow };
}

/**
 * Each pixel of a digit becomes a square of ink.
 * @param {Uint8Array} digit
 * @param {Uint8Array} ink
 */
export function enlarge(digit, ink) {
  const square = SIDE / DIGIT;
  for (let at = 0; at < ink.length; at++) {
    const row = Math.floor(at / SIDE / square),
      column = Math.floor((at % SIDE) / square);
    ink[at] = digit[row * DIGIT + column];
  }
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
    drawLine(pen.ink, last ?? here, here);
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
  takesKeys(pad).addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (step) {
      const next = pen.at.map((value, axis) => clamp(value + step[axis], 2, SIDE - 3));
      if (pen.down) drawLine(pen.ink, pen.at, next);
      pen.at = next;
    } else if (event.key === " ") {
      pen.down = !pen.down;
      if (pen.down) drawLine(pen.ink, pen.at, pen.at);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      pen.ink.fill(0);
    } else return;
    event.preventDefault();
    event.stopPropagation();
    moved(!step || pen.down);
  });
}
