// A window hides a part of a digit. All answers of the network were computed beforehand.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { diverging } from "../kit/colours.js";
import {
  chosenPixels,
  paintInk,
  paintShares,
  SIDE,
  threePanels,
  writeTitle,
} from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintCells } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { answersAt, describe, shareIn, sharesIn } from "./answers.js";

const WIDEST = 320; // of the bars

/**
 * @typedef {import("../kit/digits.js").DigitTraits & { sizes: number[], greys: number[], shares: DataView, size: number,
 *   grey: number, place: number[] }} Traits
 * @typedef {import("../kit/view.js").View<Traits>} View
 */

/** @param {View} view */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-occlusion-text");
  line.style.minHeight = "4.2em"; // three lines, so that nothing below jumps
  view.root.append(canvas, line);
  let picture = null,
    heat = null;

  const size = () => view.get("sizes")[view.get("size")];
  const inside = (value) => clamp(value, 0, SIDE - size());
  onPoint(canvas, (x, y) => {
    const place = heat?.cellAt(x, y),
      pixel = picture?.cellAt(x, y);
    if (place) view.set({ place });
    else if (pixel) view.set({ place: pixel.map((at) => inside(at - Math.floor(size() / 2))) });
  });
  onArrows(canvas, (rows, columns) => {
    const [row, column] = view.get("place").map(inside);
    view.set({ place: [inside(row + rows), inside(column + columns)] });
  });

  return () => {
    const panels = threePanels(view.width),
      context = fit(canvas, view.width, panels.height),
      palette = view.palette();
    const hidden = hiddenIn(view, size(), view.get("place").map(inside)),
      { label, block } = hidden;
    const bytes = bytesOf(view.get("shares"));
    picture = layOut(SIDE, SIDE, panels.first);
    heat = overlaid(picture, panels.second, block.places);
    paintCovered(context, picture, chosenPixels(view), hidden, palette);
    writeTitle(context, "what the network gets", panels.first, palette);

    const lost = (row, column) => 1 - shareIn(bytes, block, row, column, label);
    paintCells(context, heat, (row, column) => diverging(lost(row, column), 1, palette), palette);
    highlight(context, heat.rectangle(...hidden.place), palette, { line: 2 });
    writeTitle(context, `lost probability of ${label}`, panels.second, palette);

    const bars = { ...panels.third, width: Math.min(panels.third.width, WIDEST) };
    const shares = sharesIn(bytes, block, hidden.place),
      box = [bars.x, bars.y, bars.width, bars.height];
    paintShares(context, box, shares, palette, { label });
    writeTitle(context, "its answer", bars, palette);

    const text = describe(bytes, block, hidden);
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/**
 * The digit's class, the window, and where the answers to it lie.
 * @param {View} view
 */
function hiddenIn(view, size, place) {
  const digit = view.get("digit"),
    greys = view.get("greys");
  const where = { sizes: view.get("sizes"), greys: greys.length };
  return {
    label: view.get("labels")[digit],
    size,
    grey: greys[view.get("grey")],
    place,
    block: answersAt(digit, view.get("size"), view.get("grey"), where),
  };
}

/** A grid of all places, cell for cell as far from the edge as the middle of the window there. */
function overlaid({ cell }, { x, y }, places) {
  const edge = ((SIDE - places) / 2) * cell,
    side = places * cell;
  return layOut(places, places, { x: x + edge, y: y + edge, width: side, height: side });
}

function paintCovered(context, grid, pixels, { size, grey, place: [top, left] }, palette) {
  const isHidden = (row, column) =>
    row >= top && column >= left && row < top + size && column < left + size;
  const byteAt = (row, column) =>
    isHidden(row, column) ? 255 * grey : pixels[row * SIDE + column];
  paintInk(context, grid, byteAt, palette);
  highlight(context, grid.rectangle(top, left, size, size), palette);
}

export default { render: (context) => mount(context, "cnn-occlusion", build) };
