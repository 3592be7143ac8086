// A kernel that is a picture and a form at once: one field per weight, coloured by its value.

import { largest } from "../kit/arithmetic.js";
import { css, diverging, readable } from "../kit/colours.js";
import { element } from "../kit/elements.js";
import { fontSize } from "../kit/grid.js";
import { takesKeys } from "../kit/input.js";
import { number } from "../kit/words.js";

const SMALLEST_FONT = 9;

/**
 * Make the grid. `edited(rows)` is called with all numbers when one of them was changed,
 * `pointed(index)` with the weight under the pointer or the focus, or null.
 * Returns { box, show(kernel, cell, palette, editable) }; `kernel` is a square matrix, `cell` the
 * side of a field in pixels.
 */
export function kernelGrid(edited, pointed) {
  const box = element("div", { class: "cnn-kernel-grid", role: "group" });
  const ruler = new OffscreenCanvas(1, 1).getContext("2d"); // measures texts only
  const made = []; // all fields that were ever needed; making them takes longer than drawing
  const shown = { fields: [], kernel: null };

  function useFields(size) {
    while (made.length < size * size) made.push(field());
    const before = shown.fields;
    shown.fields = made.slice(0, size * size);
    for (const surplus of before.slice(size * size)) surplus.remove();
    box.append(...shown.fields.slice(before.length));
    for (const [index, input] of shown.fields.entries())
      input.setAttribute("aria-label", nameOf(index, size));
    box.setAttribute("aria-label", `kernel, ${size} by ${size} weights`);
    pointed(null);
  }

  listen(box, shown, edited, pointed);
  return {
    box,
    show(kernel, cell, palette, editable) {
      shown.kernel = kernel;
      if (shown.fields.length !== kernel.values.length) useFields(kernel.columns);
      const texts = [...kernel.values].map(short);
      const font = fontSize(ruler, texts, cell, palette.font) || SMALLEST_FONT;
      const style = `--cnn-columns: ${kernel.columns}; --cnn-cell: ${cell}px; --cnn-digits: ${font}px`;
      if (box.getAttribute("style") !== style) box.setAttribute("style", style);
      const limit = largest(kernel.values);
      shown.fields.forEach((input, index) => {
        if (input.readOnly === editable) input.readOnly = !editable;
        paint(input, kernel.values[index], limit, palette);
      });
    },
  };
}

/** What the fields do under keys and pointer; `shown` is { fields, kernel } as they stand. */
function listen(box, shown, edited, pointed) {
  const indexOf = (event) => shown.fields.indexOf(event.target);
  const focused = () => shown.fields.indexOf(document.activeElement);

  box.addEventListener("focusin", (event) => {
    const index = indexOf(event);
    if (index < 0) return;
    // A cell may be too small for all digits.
    event.target.value = number(shown.kernel.values[index], 6);
    event.target.select();
    pointed(index);
  });
  box.addEventListener("focusout", (event) => {
    const index = indexOf(event);
    if (index < 0) return; // the kernel has another size now
    event.target.removeAttribute("aria-invalid");
    event.target.value = short(shown.kernel.values[index]);
    pointed(null);
  });
  box.addEventListener("input", (event) => {
    const value = parseNumber(event.target.value);
    if (value === null) return event.target.setAttribute("aria-invalid", "true");
    event.target.removeAttribute("aria-invalid");
    const values = [...shown.kernel.values],
      size = shown.kernel.columns;
    values[indexOf(event)] = value;
    edited(Array.from({ length: size }, (_, row) => values.slice(row * size, (row + 1) * size)));
  });
  box.addEventListener("keydown", (event) => {
    const next = shown.fields[neighbour(event, indexOf(event), shown.kernel.columns)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  box.addEventListener("pointerover", (event) => pointed(Math.max(indexOf(event), focused())));
  box.addEventListener("pointerleave", () => pointed(focused()));
}

function paint(input, value, limit, palette) {
  const text = short(value),
    colour = diverging(value, limit, palette);
  if (!isBeingTyped(input, value) && input.value !== text) input.value = text;
  const background = css(colour);
  if (input.dataset.painted === background) return; // to write a style takes time, even the same one
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

function nameOf(index, size) {
  return `kernel row ${Math.floor(index / size)}, column ${index % size}`;
}

/** Whether the text of the focused field must be left alone: it is the value, or not a number yet. */
function isBeingTyped(input, value) {
  const isOpen = input.hasAttribute("aria-invalid") || parseNumber(input.value) === value;
  return input === document.activeElement && isOpen;
}

/** Index of the field that a key leads to, -1 where it leads nowhere. */
function neighbour(event, index, size) {
  const { value, selectionStart, selectionEnd } = event.target;
  // Left and right move the caret inside a number that is being typed, else between cells.
  const all = selectionStart === 0 && selectionEnd === value.length;
  const [down, right] = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    Enter: [event.shiftKey ? -1 : 1, 0],
    ArrowLeft: [0, all || selectionEnd === 0 ? -1 : 0],
    ArrowRight: [0, all || selectionStart === value.length ? 1 : 0],
  }[event.key] ?? [0, 0];
  const row = Math.floor(index / size) + down,
    column = (index % size) + right;
  const moved = (down || right) && row >= 0 && column >= 0 && row < size && column < size;
  return moved ? row * size + column : -1;
}

/** A number in about five characters. */
function short(value) {
  return number(value, Math.abs(value) >= 10 ? 1 : 2);
}

/** "−1", "0,5" and "1/9" are numbers too; null for anything else. */
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
