// A digit, one feature map of a trained network and all maps of its layer. Every map was computed
// beforehand.

/** @import { Palette } from "../kit/colours.js" */
/** @import { DigitTraits } from "../kit/digits.js" */
/** @import { Box, Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Layer } from "./maps.js" */
/**
 * The traits of helpers.explorers.feature_maps.explorer.FeatureMapView.
 * @typedef {DigitTraits & { layers: Layer[], maps: DataView, layer: number, channel: number,
 *   unit: number[], strongest: boolean }} Traits
 */
/**
 * What is to be drawn: a layer, which of all pictures, a channel, its map, and one of its units.
 * @typedef {{ layer: Layer, picture: number, channel: number, map: Uint8Array,
 *   unit: number[] }} Chosen
 */

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { chosenPixels, paintInk, SIDE, threePanels, writeTitle } from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { highlight } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { describe, mapOf, seen, strongestOf } from "./maps.js";

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const line = liveLine("cnn-maps-text", { lines: 3 });
  view.root.append(canvas, line);
  /** @type {{ large?: Grid, small?: Grid }} */
  let grids = {};
  pickUnit(view, canvas, () => grids);

  return () => {
    const panels = threePanels(view.width),
      context = fit(canvas, view.width, panels.height),
      palette = view.palette();
    const chosen = chosenIn(view),
      { layer, channel, map, unit } = chosen;
    paintDigit(context, panels.first, chosenPixels(view), chosen, palette);

    const large = layOut(layer.size, layer.size, panels.second, panels.second.width);
    paintBytes(context, large, map, palette);
    highlight(context, large.rectangle(unit[0], unit[1]), palette, { line: 2 });
    writeTitle(context, `channel ${channel}`, panels.second, palette);

    const small = thumbnails(layer.channels, panels.third);
    paintThumbnails(context, small, bytesOf(view.get("maps")), chosen, palette);
    const all = `all ${layer.channels} channels of ${layer.name}`;
    writeTitle(context, all, panels.third, palette);
    grids = { large, small };

    const text = inWords(view, chosen);
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/**
 * Choose a unit, or another channel, by a click; move the unit by the arrow keys.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement} canvas
 * @param {() => { large?: Grid, small?: Grid }} grids
 */
function pickUnit(view, canvas, grids) {
  onPoint(canvas, (x, y) => {
    const { large, small } = grids();
    const cell = large?.cellAt(x, y);
    if (cell) view.set({ unit: cell, strongest: false });
    const place = small?.cellAt(x, y);
    if (!small || !place) return;
    const channel = place[0] * small.columns + place[1];
    if (channel < chosenIn(view).layer.channels) view.set({ channel });
  });
  onArrows(canvas, (rows, columns) => {
    const { layer, unit } = chosenIn(view);
    const inside = (/** @type {number} */ value) => clamp(value, 0, layer.size - 1);
    view.set({ unit: [inside(unit[0] + rows), inside(unit[1] + columns)], strongest: false });
  });
}

/**
 * What is to be drawn; a channel or unit that the layer does not have becomes its last.
 * @param {View<Traits>} view
 * @returns {Chosen}
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

/**
 * @param {View<Traits>} view
 * @param {Chosen} chosen
 */
function inWords(view, { layer, picture, channel, unit }) {
  return describe(bytesOf(view.get("maps")), layer, {
    label: view.get("labels")[picture],
    picture,
    channel,
    unit: view.get("strongest") ? null : unit,
  });
}

/**
 * The digit, with a frame around the pixels that the unit sees.
 * @param {CanvasRenderingContext2D} context
 * @param {Required<Box>} box
 * @param {Uint8Array} pixels
 * @param {Chosen} chosen
 * @param {Palette} palette
 */
function paintDigit(context, box, pixels, { layer, unit }, palette) {
  const grid = layOut(SIDE, SIDE, box);
  paintBytes(context, grid, pixels, palette);
  const [[top, bottom], [left, right]] = unit.map((place) => seen(layer, place));
  const field = grid.rectangle(top, left, bottom - top + 1, right - left + 1);
  highlight(context, field, palette);
  writeTitle(context, "the digit", box, palette);
}

/**
 * Paint bytes, row by row, into a grid of as many cells.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Uint8Array} bytes
 * @param {Palette} palette
 */
function paintBytes(context, grid, bytes, palette) {
  paintInk(context, grid, (row, column) => bytes[row * grid.columns + column], palette);
}

/**
 * A grid for the small maps with the columns that make them largest.
 * @param {number} channels
 * @param {Box} box
 */
function thumbnails(channels, box) {
  let best = layOut(channels, 1, box, 60);
  for (let columns = 2; columns <= channels; columns++) {
    const grid = layOut(Math.ceil(channels / columns), columns, box, 60);
    if (grid.cell > best.cell) best = grid;
  }
  return best;
}

/**
 * All maps of the layer, the chosen one in a frame.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Uint8Array} maps
 * @param {Chosen} chosen
 * @param {Palette} palette
 */
function paintThumbnails(context, grid, maps, { layer, picture, channel }, palette) {
  for (let one = 0; one < layer.channels; one++) {
    const [x, y, cell] = grid.rectangle(Math.floor(one / grid.columns), one % grid.columns);
    const [left, top, side] = [x + 1, y + 1, cell - 3];
    const inside = { ...grid, left, top, width: side, height: side };
    const map = { ...inside, rows: layer.size, columns: layer.size, cell: 1 };
    paintBytes(context, map, mapOf(maps, layer, picture, one), palette);
    if (one === channel) highlight(context, [left, top, side, side], palette, { line: 2 });
  }
}

export default widget("cnn-maps", build);
