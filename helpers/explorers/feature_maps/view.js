// A digit, one feature map of a trained network and all maps of its layer. Every map was computed
// beforehand.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { chosenPixels, paintInk, SIDE, threePanels, writeTitle } from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { describe, mapOf, seen, strongestOf } from "./maps.js";

/**
 * @typedef {import("../kit/digits.js").DigitTraits & { layers: import("./maps.js").Layer[], maps: DataView, layer: number,
 *   channel: number, unit: number[], strongest: boolean }} Traits
 * @typedef {import("../kit/view.js").View<Traits>} View
 */

/** @param {View} view */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-maps-text");
  line.style.minHeight = "4.2em"; // three lines, so that nothing below jumps
  view.root.append(canvas, line);
  let large = null,
    small = null;

  onPoint(canvas, (x, y) => {
    const cell = large?.cellAt(x, y);
    if (cell) return view.set({ unit: cell, strongest: false });
    const place = small?.cellAt(x, y);
    if (!place) return;
    const channel = place[0] * small.columns + place[1];
    if (channel < chosenIn(view).layer.channels) view.set({ channel });
  });
  onArrows(canvas, (rows, columns) => {
    const { layer, unit } = chosenIn(view);
    const inside = (value) => clamp(value, 0, layer.size - 1);
    view.set({ unit: [inside(unit[0] + rows), inside(unit[1] + columns)], strongest: false });
  });

  return () => {
    const panels = threePanels(view.width),
      context = fit(canvas, view.width, panels.height),
      palette = view.palette();
    const chosen = chosenIn(view),
      { layer, channel, map, unit } = chosen;
    const picture = layOut(SIDE, SIDE, panels.first);
    paintBytes(context, picture, chosenPixels(view), palette);
    const [[top, bottom], [left, right]] = unit.map((place) => seen(layer, place));
    const field = picture.rectangle(top, left, bottom - top + 1, right - left + 1);
    highlight(context, field, palette);
    writeTitle(context, "the digit", panels.first, palette);

    large = layOut(layer.size, layer.size, panels.second, panels.second.width);
    paintBytes(context, large, map, palette);
    highlight(context, large.rectangle(...unit), palette, { line: 2 });
    writeTitle(context, `channel ${channel}`, panels.second, palette);

    small = thumbnails(layer.channels, panels.third);
    paintThumbnails(context, small, bytesOf(view.get("maps")), chosen, palette);
    const all = `all ${layer.channels} channels of ${layer.name}`;
    writeTitle(context, all, panels.third, palette);

    const text = inWords(view, chosen);
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/**
 * What is to be drawn; a channel or unit that the layer does not have becomes its last.
 * @param {View} view
 */
function chosenIn(view) {
  const layer = view.get("layers")[view.get("layer")],
    picture = view.get("digit");
  const channel = Math.min(view.get("channel"), layer.channels - 1);
  const map = mapOf(bytesOf(view.get("maps")), layer, picture, channel);
  const picked = view.get("unit").map((place) => Math.min(place, layer.size - 1));
  const unit = view.get("strongest") ? strongestOf(map, layer.size) : picked;
  return { layer, picture, channel, map, unit };
}

function inWords(view, { layer, picture, channel, unit }) {
  return describe(bytesOf(view.get("maps")), layer, {
    label: view.get("labels")[picture],
    picture,
    channel,
    unit: view.get("strongest") ? null : unit,
  });
}

/** Paint bytes, row by row, as large a grid as they are. */
function paintBytes(context, grid, bytes, palette) {
  paintInk(context, grid, (row, column) => bytes[row * grid.columns + column], palette);
}

/** A grid for the small maps with the columns that make them largest. */
function thumbnails(channels, box) {
  let best = null;
  for (let columns = 1; columns <= channels; columns++) {
    const grid = layOut(Math.ceil(channels / columns), columns, box, 60);
    if (!best || grid.cell > best.cell) best = grid;
  }
  return best;
}

/** All maps of the layer, the chosen one in a frame. */
function paintThumbnails(context, grid, maps, { layer, picture, channel }, palette) {
  const { size } = layer;
  for (let one = 0; one < layer.channels; one++) {
    const [x, y, cell] = grid.rectangle(Math.floor(one / grid.columns), one % grid.columns);
    const [left, top, side] = [x + 1, y + 1, cell - 3];
    const inside = { rows: size, columns: size, cell: 1, left, top, width: side, height: side };
    paintBytes(context, inside, mapOf(maps, layer, picture, one), palette);
    if (one === channel) highlight(context, [left, top, side, side], palette, { line: 2 });
  }
}

export default { render: (context) => mount(context, "cnn-maps", build) };
