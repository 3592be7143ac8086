// A window hides a part of a digit, and a network says what it still reads.

/** @import { Palette } from "../kit/colours.js" */
/** @import { DigitTraits } from "../kit/digits.js" */
/** @import { Box, Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Described, Network } from "../kit/network/forward.js" */
/** @import { Answers, Hidden } from "./answers.js" */
/**
 * The traits of helpers.explorers.occlusion.explorer.OcclusionView.
 * @typedef {DigitTraits & { sizes: number[], greys: number[], network: Described,
 *   size: number, grey: number, place: number[] }} Traits
 */

import { clamp, largest } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging } from "../kit/colours.js";
import {
  chosenPixels,
  paintInk,
  paintOutline,
  paintShares,
  SIDE,
  threePanels,
  writeTitle,
} from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintCells } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { answer, readNetwork } from "../kit/network/forward.js";
import { highlight } from "../kit/pen.js";
import { paintScale, SCALE } from "../kit/scale.js";
import { inSlices } from "../kit/slices.js";
import { widget } from "../kit/view.js";
import { answerNext, covered, describe, isComplete, leadAt, unanswered } from "./answers.js";

const WIDEST = 320; // of the bars

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const network = readNetwork(view.get("network"));
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-occlusion-text", { letters: 225 });
  view.root.append(canvas, line);
  const answersIn = answering(view, network);
  /** @type {{ picture?: Grid, heat?: Grid }} */
  let grids = {};
  moveWindow(view, canvas, () => grids);

  return () => {
    const panels = threePanels(view.width, WIDEST, SCALE),
      context = fit(canvas, view.width, panels.height),
      palette = view.palette();
    const hidden = hiddenIn(view),
      pixels = chosenPixels(view),
      answers = answersIn(hidden);
    view.shown = { place: hidden.place };
    const picture = layOut(SIDE, SIDE, panels.first),
      heat = overlaid(picture, panels.second, answers.places);
    grids = { picture, heat };
    paintCovered(context, picture, pixels, hidden, palette);
    writeTitle(context, "what the network gets", panels.first, palette);
    const limit = paintLeads(context, heat, answers, hidden, palette);
    paintScale(context, panels.second, limit, palette);
    paintOutline(context, layOut(SIDE, SIDE, panels.second), pixels, palette);
    writeTitle(context, `lead of ${hidden.label}, in logits`, panels.second, palette);

    const bars = { ...panels.third, width: Math.min(panels.third.width, WIDEST) };
    const box = [bars.x, bars.y, bars.width, bars.height];
    const shares = answer(network, covered(pixels, hidden));
    paintShares(context, box, shares, palette, { label: hidden.label });
    writeTitle(context, "its answer", bars, palette);

    const text = describe(shares, answers, hidden);
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/**
 * Move the window by a click, into the picture or into the map, and by the arrow keys.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement} canvas
 * @param {() => { picture?: Grid, heat?: Grid }} grids
 */
function moveWindow(view, canvas, grids) {
  onPoint(canvas, (x, y) => {
    const { picture, heat } = grids(),
      { size } = hiddenIn(view);
    const place = heat?.cellAt(x, y),
      pixel = picture?.cellAt(x, y);
    if (place) view.set({ place });
    else if (pixel) view.set({ place: insidePicture(pixel, size, -Math.floor(size / 2)) });
  });
  onArrows(canvas, (rows, columns) => {
    const { size, place } = hiddenIn(view);
    view.set({ place: insidePicture([place[0] + rows, place[1] + columns], size) });
  });
}

/**
 * A place for a window, moved so that the window stays in the picture.
 * @param {number[]} place
 * @param {number} size
 */
function insidePicture(place, size, by = 0) {
  return place.map((at) => clamp(at + by, 0, SIDE - size));
}

/**
 * @param {View<Traits>} view
 * @returns {Hidden}
 */
function hiddenIn(view) {
  const size = view.get("sizes")[view.get("size")];
  return {
    label: view.get("labels")[view.get("digit")],
    size,
    grey: view.get("greys")[view.get("grey")],
    place: insidePicture(view.get("place"), size),
  };
}

/**
 * The answers to a window, as far as they are known. The others come in slices; those to a window
 * that was chosen before are kept.
 * @param {View<Traits>} view
 * @param {Network} network
 * @returns {(hidden: Hidden) => Answers}
 */
function answering(view, network) {
  /** @type {Map<string, Answers>} */
  const known = new Map();
  let now = "",
    stop = () => {};
  return ({ size, grey }) => {
    const key = [view.get("digit"), size, grey].join();
    const answers = known.get(key) ?? unanswered(size);
    known.set(key, answers);
    if (key === now) return answers;
    now = key;
    stop();
    const pixels = chosenPixels(view);
    const step = () => {
      if (!isComplete(answers)) answerNext(answers, network, pixels, { size, grey });
      return !isComplete(answers);
    };
    stop = isComplete(answers) ? () => {} : inSlices(step, view.redraw);
    return answers;
  };
}

/**
 * A grid of all places, cell for cell as far from the edge as the middle of the window there.
 * @param {Grid} picture
 * @param {Required<Box>} box
 * @param {number} places
 */
function overlaid({ cell }, { x, y }, places) {
  const edge = ((SIDE - places) / 2) * cell,
    side = places * cell;
  return layOut(places, places, { x: x + edge, y: y + edge, width: side, height: side });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Uint8Array} pixels
 * @param {Hidden} hidden
 * @param {Palette} palette
 */
function paintCovered(context, grid, pixels, { size, grey, place: [top, left] }, palette) {
  /** @type {(row: number, column: number) => boolean} */
  const isHidden = (row, column) =>
    row >= top && column >= left && row < top + size && column < left + size;
  /** @type {(row: number, column: number) => number} */
  const byteAt = (row, column) =>
    isHidden(row, column) ? 255 * grey : pixels[row * SIDE + column];
  paintInk(context, grid, byteAt, palette);
  highlight(context, grid.rectangle(top, left, size, size), palette);
}

/**
 * How far the right class leads for every place that is computed, the chosen one in a frame; the
 * largest lead, or how far it is behind, has the strongest colour and is returned.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Answers} answers
 * @param {Hidden} hidden
 * @param {Palette} palette
 */
function paintLeads(context, grid, answers, { label, place: [row, column] }, palette) {
  const leads = Array.from({ length: answers.places ** 2 }, (_, place) =>
    place < answers.done ? leadAt(answers, place, label) : 0,
  );
  const limit = largest(leads);
  paintCells(
    context,
    grid,
    (i, j) => diverging(leads[i * answers.places + j], limit, palette),
    palette,
  );
  highlight(context, grid.rectangle(row, column), palette, { line: 2 });
  return limit;
}

export default widget("cnn-occlusion", build);
