// The pen on the pad, moved by the pointer or by keys.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf } from "../kit/canvas.js";
import { takesKeys } from "../kit/input.js";
import { drawLine, SIDE } from "./ink.js";

const STEPS = { ArrowUp: [0, -3], ArrowDown: [0, 3], ArrowLeft: [-3, 0], ArrowRight: [3, 0] };

/**
 * Let a canvas be drawn on. Gives the state of the pen: { ink, at, down }, the ink of the trait `ink`,
 * where the keys have moved the pen to, and whether it draws there. What is drawn goes to Python.
 * @param {import("./view.js").View} view
 * @param {HTMLCanvasElement} pad
 */
export function penOn(view, pad) {
  const pen = { ink: new Uint8Array(SIDE * SIDE), at: [SIDE / 2, SIDE / 2], down: false };
  const take = () => {
    const bytes = bytesOf(view.get("ink"));
    if (bytes.length === pen.ink.length) pen.ink = bytes.slice();
  };
  const send = () => {
    view.model.set("ink", new DataView(pen.ink.slice().buffer));
    view.model.save_changes();
    view.redraw();
  };
  view.model.on("change:ink", take);
  take();
  byPointer(pad, pen, send);
  byKeys(pad, pen, send);
  return pen;
}

function byPointer(pad, pen, send) {
  let last = null;
  const drawTo = (event) => {
    const box = pad.getBoundingClientRect();
    const here = [
      ((event.clientX - box.left) / box.width) * SIDE,
      ((event.clientY - box.top) / box.height) * SIDE,
    ];
    drawLine(pen.ink, last ?? here, here);
    last = here;
    send();
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

/** Arrow keys move the pen, space puts it down or lifts it, delete clears. */
function byKeys(pad, pen, send) {
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
    send();
  });
}
