// A window hides a part of a digit. All answers of the network were computed beforehand.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { css, diverging, grey } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintCells } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";

const SIDE = 28,
  HEIGHT = 256,
  TOP = 24,
  LARGE = 224,
  GAP = 20,
  CLASSES = 10;
const ENOUGH = 680; // width at which the third panel stands beside the others, not below

/** Where the answers to one digit, size and grey begin, and how many places the window has down. */
export function answersAt(digit, size, grey, { sizes, greys }) {
  const block = (side) => (SIDE - side + 1) ** 2 * CLASSES;
  const whole = sizes.reduce((sum, side) => sum + block(side) * greys, 0);
  const before = sizes.slice(0, size).reduce((sum, side) => sum + block(side) * greys, 0);
  return {
    from: digit * whole + before + grey * block(sizes[size]),
    places: SIDE - sizes[size] + 1,
  };
}

function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-occlusion-text");
  line.style.minHeight = "4.2em"; // three lines, so that nothing below jumps
  view.root.append(canvas, line);
  let picture = null,
    heat = null;

  const side = () => view.get("sizes")[view.get("size")];
  const inside = (value) => clamp(value, 0, SIDE - side());
  onPoint(canvas, (x, y) => {
    const place = heat?.cellAt(x, y),
      pixel = picture?.cellAt(x, y);
    if (place) return view.set({ place });
    if (pixel) view.set({ place: pixel.map((at) => inside(at - Math.floor(side() / 2))) });
  });
  onArrows(canvas, (rows, columns) => {
    const [row, column] = view.get("place").map(inside);
    view.set({ place: [inside(row + rows), inside(column + columns)] });
  });

  return () => {
    const palette = view.palette(),
      width = view.width;
    const below = width < ENOUGH;
    const context = fit(canvas, width, below ? 2 * HEIGHT : HEIGHT);
    const sizes = view.get("sizes"),
      greys = view.get("greys"),
      digit = view.get("digit");
    const window = side(),
      ink = greys[view.get("grey")],
      label = view.get("labels")[digit];
    const [row, column] = view.get("place").map(inside);
    const { from, places } = answersAt(digit, view.get("size"), view.get("grey"), {
      sizes,
      greys: greys.length,
    });
    const bytes = bytesOf(view.get("shares"));
    const share = (down, across, of) => bytes[from + (down * places + across) * CLASSES + of] / 255;

    const pixels = bytesOf(view.get("pixels")).subarray(
      digit * SIDE * SIDE,
      (digit + 1) * SIDE * SIDE,
    );
    const hidden = (i, j) => i >= row && j >= column && i < row + window && j < column + window;
    picture = layOut(SIDE, SIDE, { x: 0, y: TOP, width: LARGE, height: LARGE });
    const value = (i, j) => (hidden(i, j) ? 255 * ink : pixels[i * SIDE + j]);
    paintCells(context, picture, (i, j) => grey(value(i, j), 0, 255, palette), palette);
    highlight(context, picture.rectangle(row, column, window, window), palette);
    write(context, "what the network gets", LARGE / 2, 14, palette, LARGE);

    const left = LARGE + GAP;
    // As large as its part of the picture, and as far from the edge: window and cell correspond.
    const cell = picture.cell,
      edge = ((window - 1) / 2) * cell;
    heat = layOut(places, places, {
      x: left + edge,
      y: TOP + edge,
      width: places * cell,
      height: places * cell,
    });
    paintCells(context, heat, (i, j) => diverging(1 - share(i, j, label), 1, palette), palette);
    highlight(context, heat.rectangle(row, column), palette, { line: 2 });
    write(context, `lost probability of ${label}`, left + LARGE / 2, 14, palette, LARGE);

    const shares = Array.from({ length: CLASSES }, (_, of) => share(row, column, of));
    const best = shares.indexOf(Math.max(...shares));
    const start = below ? 0 : left + LARGE + GAP;
    bars(
      context,
      { left: start, top: below ? HEIGHT : 0, width: Math.min(width - start - 4, 320) },
      shares,
      best,
      label,
      palette,
    );

    const worst = lowest(places, (i, j) => share(i, j, label));
    const text =
      `A ${label} with a ${window} × ${window} window of grey ${ink} over rows ${row} to ${row + window - 1}, ` +
      `columns ${column} to ${column + window - 1}: the network says ${best} (${percent(shares[best])})` +
      `${best === label ? "" : `, wrong; ${label} has ${percent(shares[label])}`}. ` +
      `Worst place: rows from ${worst.row}, columns from ${worst.column}, ${percent(worst.share)} for ${label}.`;
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/** The place where the right class has the least. */
export function lowest(places, share) {
  let found = { row: 0, column: 0, share: share(0, 0) };
  for (let row = 0; row < places; row++)
    for (let column = 0; column < places; column++)
      if (share(row, column) < found.share) found = { row, column, share: share(row, column) };
  return found;
}

function percent(share) {
  return `${Math.round(100 * share)} %`;
}

function bars(context, { left, top, width }, shares, best, label, palette) {
  const high = LARGE / CLASSES;
  write(context, "its answer", left + width / 2, top + 14, palette, width);
  shares.forEach((share, digit) => {
    const y = top + TOP + digit * high,
      box = [left + 18, y + 3, width - 18, high - 6];
    context.fillStyle = css(palette.middle);
    context.fillRect(...box);
    context.fillStyle = css(digit === label ? palette.negative : palette.positive);
    context.fillRect(box[0], box[1], box[2] * share, box[3]);
    if (digit === best) highlight(context, box, palette, { line: 1.5 });
    write(context, String(digit), left + 7, y + high / 2 + 5, palette);
  });
}

function write(context, text, x, y, palette, room) {
  context.fillStyle = css(palette.muted);
  context.font = `13px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(text, x, y, room);
}

export default { render: (context) => mount(context, "cnn-occlusion", build) };
