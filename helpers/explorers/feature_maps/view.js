// A digit, one feature map of a trained network and all maps of its layer. Every map was computed beforehand.

import { clamp } from "../kit/arithmetic.js";
import { bytesOf, fit } from "../kit/canvas.js";
import { css, grey } from "../kit/colours.js";
import { element, liveLine } from "../kit/elements.js";
import { layOut, paintCells } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { highlight } from "../kit/pen.js";
import { mount } from "../kit/view.js";
import { number } from "../kit/words.js";

const SIDE = 28,
  HEIGHT = 256,
  TOP = 24,
  LARGE = 224,
  GAP = 20;
const ENOUGH = 680; // width at which the third panel stands beside the others, not below

/** The bytes of one map: layers hold picture after picture, channel after channel. */
export function mapOf(maps, layer, picture, channel) {
  const cells = layer.size * layer.size;
  const from = layer.at + (picture * layer.channels + channel) * cells;
  return maps.slice(from, from + cells);
}

/** [row, column] of the largest value of a square map. */
export function strongestOf(map, size) {
  let best = 0;
  for (let at = 1; at < map.length; at++) if (map[at] > map[best]) best = at;
  return [Math.floor(best / size), best % size];
}

/** First and last pixel, inside the picture, that the unit at `place` sees. */
export function seen(layer, place) {
  const first = layer.start + place * layer.jump;
  return [clamp(first, 0, SIDE - 1), clamp(first + layer.field - 1, 0, SIDE - 1)];
}

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
    if (channel < view.get("layers")[view.get("layer")].channels) view.set({ channel });
  });
  onArrows(canvas, (rows, columns) => {
    const { size, unit } = state();
    const inside = (value) => clamp(value, 0, size - 1);
    view.set({ unit: [inside(unit[0] + rows), inside(unit[1] + columns)], strongest: false });
  });

  /** What is to be drawn; a channel or unit that the layer does not have becomes its last. */
  function state() {
    const layer = view.get("layers")[view.get("layer")],
      digit = view.get("digit");
    const channel = Math.min(view.get("channel"), layer.channels - 1);
    const map = mapOf(bytesOf(view.get("maps")), layer, digit, channel);
    const picked = view.get("unit").map((place) => Math.min(place, layer.size - 1));
    const unit = view.get("strongest") ? strongestOf(map, layer.size) : picked;
    return { layer, size: layer.size, digit, channel, map, unit };
  }

  return () => {
    const palette = view.palette(),
      width = view.width;
    const below = width < ENOUGH;
    const context = fit(canvas, width, below ? 2 * HEIGHT : HEIGHT);
    const { layer, size, digit, channel, map, unit } = state();
    const pixels = bytesOf(view.get("pixels")).subarray(
      digit * SIDE * SIDE,
      (digit + 1) * SIDE * SIDE,
    );
    const title = (text, x, wide, y = 0) =>
      write(context, text, x + wide / 2, y + 14, palette, wide);

    const picture = layOut(SIDE, SIDE, { x: 0, y: TOP, width: LARGE, height: LARGE });
    paintCells(
      context,
      picture,
      (row, column) => grey(pixels[row * SIDE + column], 0, 255, palette),
      palette,
    );
    title("the digit", 0, LARGE);

    const left = LARGE + GAP;
    large = layOut(size, size, { x: left, y: TOP, width: LARGE, height: LARGE }, LARGE);
    paintCells(
      context,
      large,
      (row, column) => grey(map[row * size + column], 0, 255, palette),
      palette,
    );
    title(`channel ${channel}`, left, LARGE);

    const [top, bottom] = seen(layer, unit[0]),
      [first, last] = seen(layer, unit[1]);
    highlight(context, large.rectangle(unit[0], unit[1]), palette, { line: 2 });
    highlight(context, picture.rectangle(top, first, bottom - top + 1, last - first + 1), palette);

    const from = below ? 0 : left + LARGE + GAP,
      y0 = below ? HEIGHT : 0,
      room = width - from - 2;
    small = thumbnails(layer.channels, from, y0 + TOP, room);
    const maps = bytesOf(view.get("maps"));
    let silent = 0;
    for (let one = 0; one < layer.channels; one++) {
      const values = mapOf(maps, layer, digit, one);
      silent += !values.some((value) => value > 0);
      const [x, y, side] = small.rectangle(Math.floor(one / small.columns), one % small.columns);
      const grid = {
        rows: size,
        columns: size,
        cell: 1,
        left: x + 1,
        top: y + 1,
        width: side - 3,
        height: side - 3,
      };
      paintCells(
        context,
        grid,
        (row, column) => grey(values[row * size + column], 0, 255, palette),
        palette,
      );
      if (one === channel)
        highlight(context, [x + 1, y + 1, side - 3, side - 3], palette, { line: 2 });
    }
    title(`all ${layer.channels} channels of ${layer.name}`, from, room, y0);

    const answer = (map[unit[0] * size + unit[1]] / 255) * layer.largest[digit];
    const which = view.get("strongest") ? "Its strongest unit, " : "The unit in ";
    const text =
      `A ${view.get("labels")[digit]} in ${layer.name}, channel ${channel}. ${which}row ${unit[0]}, column ${unit[1]}, ` +
      `answers ${number(answer)} and sees the pixels in rows ${top} to ${bottom}, columns ${first} to ${last}. ` +
      `${silent} of ${layer.channels} channels are silent.`;
    canvas.setAttribute("aria-label", text);
    line.say(text);
  };
}

/** A grid for the small maps with the columns that make them largest. */
function thumbnails(channels, x, y, room) {
  let best = null;
  for (let columns = 1; columns <= channels; columns++) {
    const rows = Math.ceil(channels / columns);
    const grid = layOut(rows, columns, { x, y, width: room, height: LARGE }, 60);
    if (!best || grid.cell > best.cell) best = grid;
  }
  return best;
}

function write(context, text, x, y, palette, room) {
  context.fillStyle = css(palette.muted);
  context.font = `13px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(text, x, y, room);
}

export default { render: (context) => mount(context, "cnn-maps", build) };
