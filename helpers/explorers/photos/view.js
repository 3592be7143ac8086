// Photos, filters and their answers side by side, computed in the kernel and painted here.

import { fit, paintPixels } from "../kit/canvas.js";
import { diverging, readable } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { layOut, paintCells, paintNumbers } from "../kit/grid.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

const LARGEST = 256;

/** Where the bytes of each panel begin: photos have 1 or 3 a pixel, numbers have none. */
export function offsets(panels) {
  let next = 0;
  return panels.map(({ look, rows, columns, channels }) => {
    const start = next;
    if (look !== "numbers") next += rows * columns * channels;
    return start;
  });
}

/** Red, green, blue, opaque for each pixel. `colourOf(byte)` is asked for pixels of one channel. */
export function toPixels(bytes, channels, colourOf) {
  // Four bytes at once, in the order of all machines that browsers run on: the last comes first.
  const pack = (red, green, blue) => ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  const pixels = new Uint32Array(bytes.length / channels);
  if (channels === 1) {
    const colours = Uint32Array.from({ length: 256 }, (_, byte) => pack(...colourOf(byte)));
    for (let at = 0; at < pixels.length; at++) pixels[at] = colours[bytes[at]];
  } else
    for (let at = 0; at < pixels.length; at++)
      pixels[at] = pack(bytes[3 * at], bytes[3 * at + 1], bytes[3 * at + 2]);
  return new Uint8ClampedArray(pixels.buffer);
}

function build(view) {
  const row = element("div", { class: "cnn-photo-panels" });
  const line = liveLine("cnn-photo-text");
  view.root.append(row, line);
  let shown = [],
    side = 0;

  const rebuild = (panels) => {
    shown = panels.map(() => {
      const caption = element("figcaption", { class: "cnn-caption" });
      const canvas = element("canvas", { role: "img" });
      return { caption, canvas, figure: element("figure", {}, caption, canvas) };
    });
    row.replaceChildren(...shown.map(({ figure }) => figure));
    row.style.setProperty("--cnn-count", panels.length);
  };

  return (resized) => {
    const panels = view.get("panels"),
      data = view.get("pixels"),
      palette = view.palette();
    if (shown.length !== panels.length) rebuild(panels);
    if (resized) side = Math.min(shown[0].figure.clientWidth, LARGEST);
    const starts = offsets(panels);
    panels.forEach((panel, index) => {
      const { caption, canvas } = shown[index];
      setText(caption, panel.title);
      const context = fit(canvas, side, side);
      if (panel.look === "numbers") paintKernel(context, panel, side, palette);
      else {
        const { rows, columns, channels } = panel;
        const start = data.byteOffset + starts[index];
        const bytes = new Uint8Array(data.buffer, start, rows * columns * channels);
        const colourOf =
          panel.look === "signed"
            ? (byte) => diverging((byte - 128) / 127, 1, palette).map(Math.round)
            : (byte) => [byte, byte, byte];
        paintPhoto(context, rows, columns, toPixels(bytes, channels, colourOf), side);
      }
      for (const [top, left, high, wide] of panel.frames) {
        const y = side / panel.rows,
          x = side / panel.columns;
        highlight(context, [left * x, top * y, wide * x, high * y], palette, { line: 2 });
      }
      canvas.setAttribute("aria-label", `${panel.title}. ${view.get("text")}`);
    });
    line.say(view.get("text"));
  };
}

function paintPhoto(context, rows, columns, pixels, side) {
  // Pixels that are enlarged much are meant to be seen; others are smoothed where they do not fit.
  const smooth = side < 4 * columns && side % columns !== 0;
  const image = new ImageData(pixels, columns, rows);
  paintPixels(context, image, [0, 0, side, side], { smooth });
}

function paintKernel(context, { values, limit }, side, palette) {
  const box = { x: 2, y: 2, width: side - 5, height: side - 5 };
  const grid = layOut(values.length, values[0].length, box, 60);
  const colourOf = (i, j) => diverging(values[i][j], limit, palette);
  paintCells(context, grid, colourOf, palette);
  const written = (digits) =>
    paintNumbers(
      context,
      grid,
      (i, j) => number(values[i][j], digits),
      (i, j) => readable(colourOf(i, j)),
      palette,
    );
  written(2) || written(1);
}

export default { render: (context) => mount(context, "cnn-photos", build) };
