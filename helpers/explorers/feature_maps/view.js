// A digit, one feature map of a trained network and all maps of its layer.

/** @import { Palette } from "../kit/colours.js" */
/** @import { DigitTraits } from "../kit/digits.js" */
/** @import { Box, Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Described, Network } from "../kit/network/forward.js" */
/** @import { Volume } from "../kit/network/functions.js" */
/** @import { Layer, Maps } from "./maps.js" */
/** @import { Parts } from "./parts.js" */
/**
 * The traits of helpers.explorers.feature_maps.explorer.FeatureMapView.
 * @typedef {DigitTraits & { layers: Layer[], network: Described, layer: number,
 *   channel: number, unit: number[], strongest: boolean, last_channel: number,
 *   picked?: number[] | null }} Traits
 */
/**
 * What is to be drawn: the maps of a layer, a channel, and one of its units.
 * @typedef {Maps & { channel: number, unit: number[] }} Chosen
 */

import { clamp } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { chosenPixels, paintInk, SIDE, threePanels, writeTitle } from "../kit/digits.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { passes, readNetwork } from "../kit/network/forward.js";
import { highlight } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { describe, mapsIn, seen, strongestOf } from "./maps.js";
import { paintParts, partsOf } from "./parts.js";

const PARTS = 92, // pixels of the bars
  ABOVE = 28, // and of their title
  BELOW = 18; // and of the channels' numbers

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const canvas = element("canvas", { role: "img" });
  const bars = element("canvas", { role: "img" });
  const line = liveLine("cnn-maps-text", { letters: 340 });
  view.root.append(canvas, bars, line);
  /** @type {{ large?: Grid, small?: Grid }} */
  let grids = {};
  const network = readNetwork(view.get("network")),
    passedOf = passesOfDigits(view, network);
  const mapsOf = () => mapsIn(layerIn(view), passedOf()[layerIn(view).place + 1]);
  pickUnit(view, canvas, () => grids, mapsOf);

  return () => {
    const panels = threePanels(view.width),
      context = fit(canvas, view.width, panels.height),
      palette = view.palette();
    const chosen = chosenIn(view, mapsOf()),
      { layer, channel, unit } = chosen;
    paintDigit(context, panels.first, chosenPixels(view), chosen, palette);

    const large = layOut(layer.size, layer.size, panels.second, panels.second.width);
    paintMap(context, large, chosen, channel, palette);
    highlight(context, large.rectangle(unit[0], unit[1]), palette, { line: 2 });
    writeTitle(context, `channel ${channel}`, panels.second, palette);

    const small = thumbnails(layer.channels, panels.third);
    paintThumbnails(context, small, chosen, palette);
    const all = `all ${layer.channels} channels of ${layer.name}`;
    writeTitle(context, all, panels.third, palette);
    grids = { large, small };

    const label = view.get("labels")[view.get("digit")],
      picked = view.get("strongest") ? null : unit;
    view.shown = { channel, unit, picked };
    const parts = partsOf(network, passedOf(), layer.place, channel, unit);
    const text = describe(chosen, { label, channel, unit: picked }, parts);
    canvas.setAttribute("aria-label", text);
    bars.setAttribute("aria-label", `What is added up for the unit. ${text}`);
    paintBars(fit(bars, view.width, ABOVE + PARTS + BELOW), view.width, parts, palette);
    line.say(text);
    view.afterFrame(() => view.set({ last_channel: layerIn(view).channels - 1 }));
  };
}

/**
 * Choose a unit, or another channel, by a click; move the unit by the arrow keys.
 * @param {View<Traits>} view
 * @param {HTMLCanvasElement} canvas
 * @param {() => { large?: Grid, small?: Grid }} grids
 * @param {() => Maps} mapsOf
 */
function pickUnit(view, canvas, grids, mapsOf) {
  onPoint(canvas, (x, y) => {
    const { large, small } = grids();
    const cell = large?.cellAt(x, y);
    if (cell) view.set({ unit: cell, strongest: false });
    const place = small?.cellAt(x, y);
    if (!small || !place) return;
    const channel = place[0] * small.columns + place[1];
    if (channel < layerIn(view).channels) view.set({ channel });
  });
  onArrows(canvas, (rows, columns) => {
    const { layer, unit } = chosenIn(view, mapsOf());
    const inside = (/** @type {number} */ value) => clamp(value, 0, layer.size - 1);
    view.set({ unit: [inside(unit[0] + rows), inside(unit[1] + columns)], strongest: false });
  });
}

/**
 * What each channel below adds to the unit; a pool adds nothing up.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {Parts | null} parts
 * @param {Palette} palette
 */
function paintBars(context, width, parts, palette) {
  const box = { x: 0, y: ABOVE, width: width - 4, height: PARTS };
  if (!parts) return writeTitle(context, "a pool adds nothing up", box, palette);
  const many = parts.added.length > 1 ? `each channel of ${parts.below}` : parts.below;
  writeTitle(context, `what ${many} adds to the unit's sum`, box, palette);
  paintParts(context, [box.x, box.y, box.width, box.height], parts, palette);
}

/**
 * The chosen digit and the outputs of all layers; the network is asked once for each digit.
 * @param {View<Traits>} view
 * @param {Network} network
 * @returns {() => Volume[]}
 */
function passesOfDigits(view, network) {
  /** @type {Volume[][]} */
  const known = [];
  return () => {
    const digit = view.get("digit");
    const picture = () => Float32Array.from(chosenPixels(view), (byte) => byte / 255);
    known[digit] ??= passes(network, picture());
    return known[digit];
  };
}

/** @param {View<Traits>} view */
function layerIn(view) {
  return view.get("layers")[view.get("layer")];
}

/**
 * What is to be drawn; a channel or unit that the layer does not have becomes its last.
 * @param {View<Traits>} view
 * @param {Maps} maps
 * @returns {Chosen}
 */
function chosenIn(view, maps) {
  const { channels, size } = maps.layer;
  const channel = Math.min(view.get("channel"), channels - 1);
  const picked = view.get("unit").map((place) => clamp(place, 0, size - 1));
  const unit = view.get("strongest") ? strongestOf(maps.maps[channel], size) : picked;
  return { ...maps, channel, unit };
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
  paintInk(context, grid, (row, column) => pixels[row * SIDE + column], palette);
  const [[top, bottom], [left, right]] = unit.map((place) => seen(layer, place));
  const field = grid.rectangle(top, left, bottom - top + 1, right - left + 1);
  highlight(context, field, palette);
  writeTitle(context, "the digit", box, palette);
}

/**
 * Paint a map; ink is the largest value of the layer.
 * @param {CanvasRenderingContext2D} context
 * @param {Grid} grid
 * @param {Maps} maps
 * @param {number} channel
 * @param {Palette} palette
 */
function paintMap(context, grid, { layer, maps, largest }, channel, palette) {
  const byteAt = (/** @type {number} */ row, /** @type {number} */ column) =>
    largest && (255 * maps[channel][row * layer.size + column]) / largest;
  paintInk(context, grid, byteAt, palette);
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
 * @param {Chosen} chosen
 * @param {Palette} palette
 */
function paintThumbnails(context, grid, chosen, palette) {
  const { layer, channel } = chosen;
  for (let one = 0; one < layer.channels; one++) {
    const [x, y, cell] = grid.rectangle(Math.floor(one / grid.columns), one % grid.columns);
    const [left, top, side] = [x + 1, y + 1, cell - 3];
    const inside = { ...grid, left, top, width: side, height: side };
    const map = { ...inside, rows: layer.size, columns: layer.size, cell: 1 };
    paintMap(context, map, chosen, one, palette);
    if (one === channel) highlight(context, [left, top, side, side], palette, { line: 2 });
  }
}

export default widget("cnn-maps", build);
