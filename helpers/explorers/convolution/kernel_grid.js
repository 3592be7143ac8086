// A kernel that is a picture and a form at once: one field per weight, coloured by its value.

import { largest } from "../kit/arithmetic.js";
import { css, diverging, readable } from "../kit/colours.js";
import { element } from "../kit/elements.js";
import { fontSize } from "../kit/grid.js";
import { takesKeys } from "../kit/input.js";
import { number } from "../kit/words.js";

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Colour, Palette } from "../kit/colours.js" */
/**
 * What is called with all numbers when one of them was changed, and with the weight under the
 * pointer or the focus, or null.
 * @typedef {{ edited: (rows: number[][]) => void, pointed: (index: number | null) => void }} Calls
 */
/** @typedef {{ fields: HTMLInputElement[], kernel: Matrix, texts: string[] }} Shown */

const SMALLEST_FONT = 9;
const NO_KERNEL = { rows: 0, columns: 0, values: new Float64Array(0) };

/**
 * Make the grid.
 * @param {Calls} calls
 */
export function kernelGrid(calls) {
  const box = element("div", { class: "cnn-kernel-grid", role: "group" });
  // Measures texts only.
  const ruler = /** @type {OffscreenCanvasRenderingContext2D} */ (
    new OffscreenCanvas(1, 1).getContext("2d")
  );
  /**
   * All fields that were ever needed; making them takes longer than drawing.
   * @type {HTMLInputElement[]}
   */
  const made = [];
  /** @type {Shown} */
  const shown = { fields: [], kernel: NO_KERNEL, texts: [] };

  /** @param {number} size */
  function useFields(size) {
    while (made.length < size * size) made.push(field());
    const before = shown.fields;
    shown.fields = made.slice(0, size * size);
    for (const surplus of before.slice(size * size)) surplus.remove();
    box.append(...shown.fields.slice(before.length));
    for (const [index, input] of shown.fields.entries())
      input.setAttribute("aria-label", nameOf(index, size));
    box.setAttribute("aria-label", `kernel, ${size} by ${size} weights`);
    calls.pointed(null);
  }

  listen(box, shown, calls);
  return {
    box,
    /**
     * @param {Matrix} kernel a square one
     * @param {number} cell side of a field in pixels
     * @param {Palette} palette
     * @param {boolean} editable
     */
    show(kernel, cell, palette, editable) {
      shown.kernel = kernel;
      if (shown.fields.length !== kernel.values.length) useFields(kernel.columns);
      const long = [...kernel.values].map(short),
        fitting = fontSize(ruler, long, cell, palette.font);
      // What is cut off would be another number: in narrow cells "−0.04" is "−.04".
      shown.texts = fitting ? long : long.map((text) => text.replace(/^(−?)0\./, "$1."));
      const font = fitting || fontSize(ruler, shown.texts, cell, palette.font) || SMALLEST_FONT;
      const sizes = [`columns: ${kernel.columns}`, `cell: ${cell}px`, `digits: ${font}px`];
      const style = sizes.map((size) => `--cnn-${size}`).join("; ");
      if (box.getAttribute("style") !== style) box.setAttribute("style", style);
      const limit = largest(kernel.values);
      shown.fields.forEach((input, index) => {
        if (input.readOnly === editable) input.readOnly = !editable;
        write(input, kernel.values[index], shown.texts[index]);
        paint(input, diverging(kernel.values[index], limit, palette));
      });
    },
  };
}

/**
 * What the fields do under keys and pointer.
 * @param {HTMLElement} box
 * @param {Shown} shown the fields and the kernel as they stand
 * @param {Calls} calls
 */
function listen(box, shown, { edited, pointed }) {
  const indexOf = (/** @type {EventTarget | null} */ element) =>
    shown.fields.indexOf(/** @type {HTMLInputElement} */ (element));
  const pointTo = (/** @type {number} */ index) => pointed(index < 0 ? null : index);
  const focused = () => indexOf(document.activeElement);

  box.addEventListener("focusin", ({ target }) => {
    const index = indexOf(target),
      field = shown.fields[index];
    if (!field) return;
    field.value = number(shown.kernel.values[index], 6); // a cell may be too small for all digits
    field.select();
    pointed(index);
  });
  box.addEventListener("focusout", ({ target }) => {
    const index = indexOf(target),
      field = shown.fields[index];
    if (!field) return; // the kernel has another size now
    field.removeAttribute("aria-invalid");
    field.value = shown.texts[index];
    pointed(null);
  });
  box.addEventListener("input", ({ target }) => {
    const index = indexOf(target),
      field = shown.fields[index];
    const value = parseNumber(field.value);
    if (value === null) return field.setAttribute("aria-invalid", "true");
    field.removeAttribute("aria-invalid");
    const values = [...shown.kernel.values],
      size = shown.kernel.columns;
    values[index] = value;
    edited(Array.from({ length: size }, (_, row) => values.slice(row * size, (row + 1) * size)));
  });
  box.addEventListener("keydown", (event) => {
    const index = indexOf(event.target);
    if (index < 0) return;
    const next = shown.fields[neighbour(event, shown.fields[index], index, shown.kernel.columns)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  box.addEventListener("pointerover", ({ target }) =>
    pointTo(Math.max(indexOf(target), focused())),
  );
  box.addEventListener("pointerleave", () => pointTo(focused()));
}

/**
 * @param {HTMLInputElement} input
 * @param {number} value
 * @param {string} text
 */
function write(input, value, text) {
  if (!isBeingTyped(input, value) && input.value !== text) input.value = text;
}

/**
 * @param {HTMLInputElement} input
 * @param {Colour} colour
 */
function paint(input, colour) {
  const background = css(colour);
  // To write a style takes time, even the same one.
  if (input.dataset.painted === background) return;
  input.dataset.painted = background;
  input.style.background = background;
  input.style.color = css(readable(colour));
}

function field() {
  return takesKeys(
    element("input", {
      type: "text",
      inputmode: "decimal",
      autocomplete: "off",
      spellcheck: "false",
    }),
  );
}

/**
 * @param {number} index
 * @param {number} size
 */
function nameOf(index, size) {
  return `kernel row ${Math.floor(index / size)}, column ${index % size}`;
}

/**
 * Whether the text of the focused field must be left alone: it is the value, or not a number yet.
 * @param {HTMLInputElement} input
 * @param {number} value
 */
function isBeingTyped(input, value) {
  const isOpen = input.hasAttribute("aria-invalid") || parseNumber(input.value) === value;
  return input === document.activeElement && isOpen;
}

/**
 * Index of the field that a key leads to, -1 where it leads nowhere.
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} field
 * @param {number} index
 * @param {number} size
 */
function neighbour(event, { value, selectionStart, selectionEnd }, index, size) {
  // Left and right move the caret inside a number that is being typed, else between cells.
  const all = selectionStart === 0 && selectionEnd === value.length;
  /** @type {Record<string, [number, number]>} */
  const steps = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Enter: [event.shiftKey ? -1 : 1, 0],
    ArrowLeft: [0, all || selectionEnd === 0 ? -1 : 0],
    ArrowRight: [0, all || selectionStart === value.length ? 1 : 0],
  };
  const [down, right] = steps[event.key] ?? [0, 0];
  const row = Math.floor(index / size) + down,
    column = (index % size) + right;
  const moved = (down || right) && row >= 0 && column >= 0 && row < size && column < size;
  return moved ? row * size + column : -1;
}

/**
 * A number in about five characters.
 * @param {number} value
 */
function short(value) {
  return number(value, Math.abs(value) >= 10 ? 1 : 2);
}

/**
 * "−1", "0,5" and "1/9" are numbers too; null for anything else.
 * @param {string} text
 */
export function parseNumber(text) {
  const parts = text
    .replace(/−/g, "-")
    .replace(/,/g, ".")
    .split("/")
    .map((part) => part.trim());
  const [top, bottom = "1", ...rest] = parts;
  const value = Number(top) / Number(bottom);
  return top && bottom && !rest.length && Number.isFinite(value) ? value : null;
}
