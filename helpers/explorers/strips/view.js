// Two strips of numbers: the first lies still, the second slides below it. The products of what
// lies on each other add up to one number for each place.

/** @import { Palette } from "../kit/colours.js" */
/** @import { Grid } from "../kit/grid.js" */
/** @import { Draw, View } from "../kit/view.js" */
/** @import { Example, Strips } from "./strips.js" */
/**
 * The traits of helpers.explorers.strips.explorer.StripsView.
 * @typedef {{ examples: Example[], example: number, flips: boolean, place: number,
 *   last: number }} Traits
 */
/** @typedef {{ two: Strips, place: number }} Chosen */
/** @typedef {{ context: CanvasRenderingContext2D, cell: number, palette: Palette }} Look */

import { clamp, largest } from "../kit/arithmetic.js";
import { fit } from "../kit/canvas.js";
import { diverging } from "../kit/colours.js";
import { element, liveLine, setText } from "../kit/elements.js";
import { layOut, paintValues } from "../kit/grid.js";
import { onArrows, onPoint } from "../kit/input.js";
import { fill, highlight, write } from "../kit/pen.js";
import { widget } from "../kit/view.js";
import { number } from "../kit/words.js";
import { calculation, describe, meaning, offset, strips } from "./strips.js";

const LARGEST_CELL = 38,
  NAMES = 74, // pixels for "products" in front of the strips
  LABELS = 22, // for a row of small numbers
  HIGHEST = 64; // pixels of the largest bar

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  const above = element("canvas", { role: "img" }),
    below = element("canvas", { role: "img" });
  const sum = element("p", { class: "cnn-sum-line" });
  const line = liveLine("cnn-text", { letters: 190 });
  view.root.append(above, sum, below, line);
  let cell = LARGEST_CELL;

  const go = (/** @type {number} */ place) =>
    view.set({ place: placeIn(chosenIn(view).two, place) });
  onPoint(above, (x) => {
    const { two } = chosenIn(view);
    go(Math.floor((x - NAMES) / cell) - Math.floor((two.below.length - 1) / 2));
  });
  onPoint(below, (x) => go(Math.floor((x - NAMES) / cell)));
  for (const canvas of [above, below])
    onArrows(canvas, (down, right) => go(chosenIn(view).place + right + down));

  return () => {
    const chosen = chosenIn(view),
      { two, place } = chosen,
      widest = Math.max(...view.get("examples").map(benchOf));
    view.shown.place = place;
    view.afterFrame(() => view.set({ last: chosenIn(view).two.sums.length - 1 }));
    cell = Math.min(LARGEST_CELL, Math.floor((view.width - NAMES - 4) / widest));
    const palette = view.palette(),
      size = { width: view.width, cell, palette };
    const text = describe(two, place);
    above.setAttribute("aria-label", text);
    below.setAttribute("aria-label", captionOf(two));
    setText(sum, calculation(two, place));
    line.say(text);
    drawStrips({ context: fit(above, size.width, 3 * cell + 3 * LABELS), ...size }, chosen);
    drawSums({ context: fit(below, size.width, HIGHEST + 3 * LABELS), ...size }, chosen);
  };
}

/**
 * Cells that an example needs: the first strip, and room for the second on both sides.
 * @param {Example} example
 */
function benchOf({ first, second }) {
  return first.length + 2 * (second.length - 1);
}

/**
 * @param {Strips} two
 * @param {number} place
 */
function placeIn({ sums }, place) {
  return clamp(place, 0, sums.length - 1);
}

/**
 * What the controls describe; a place that the example does not have becomes its last.
 * @param {View<Traits>} view
 * @returns {Chosen}
 */
function chosenIn(view) {
  const two = strips(view.get("examples")[view.get("example")], view.get("flips"));
  return { two, place: placeIn(two, view.get("place")) };
}

/** @param {Strips} two */
function captionOf({ unit, flips }) {
  return `sums of products, by ${flips ? `${unit} + ${unit}` : `upper ${unit} − lower ${unit}`}`;
}

/**
 * Both strips, a frame around what lies on each other, and the products.
 * @param {Look} look
 * @param {Chosen} chosen
 */
function drawStrips(look, { two, place }) {
  const { context, cell, palette } = look,
    { first, below, names, start } = two,
    reach = below.length - 1,
    at = reach + offset(below.length, place);
  const pairs = two.pairs[place],
    from = reach + pairs[0][0];
  const tops = [LABELS, LABELS + cell, 2 * (LABELS + cell)];
  ["first", "second", "products"].forEach((name, row) => {
    const middle = tops[row] + cell / 2;
    write(context, name, [0, middle], palette, { colour: palette.muted, baseline: "middle" });
  });
  const upper = drawStrip(look, first, reach, tops[0]);
  const lower = drawStrip(look, below, at, tops[1]);
  const products = pairs.map(([i, j]) => first[i] * below[j]);
  drawStrip(look, products, from, tops[2]);
  label(
    look,
    upper,
    first.map((_, i) => start + i),
    tops[0] - LABELS / 2,
  );
  label(look, lower, names, tops[1] + cell + LABELS / 2);
  highlight(context, [NAMES + from * cell, tops[0], pairs.length * cell, 2 * cell], palette);
}

/**
 * One row of numbers; return where it lies.
 * @param {Look} look
 * @param {number[]} values
 * @param {number} column
 * @param {number} top
 */
function drawStrip({ context, cell, palette }, values, column, top) {
  const box = { x: NAMES + column * cell, y: top, width: values.length * cell, height: cell };
  const grid = layOut(1, values.length, box, cell);
  // Half of the scale, so that the numbers can be read on the strongest colour.
  const limit = 2 * Math.max(1, largest(values));
  const shade = (/** @type {number} */ value) => diverging(value, limit, palette);
  paintValues(context, grid, (_, at) => values[at], shade, palette);
  return grid;
}

/**
 * Small numbers above or below the cells of a strip: the faces or the powers.
 * @param {Look} look
 * @param {Grid} grid
 * @param {number[]} names
 * @param {number} middle
 */
function label({ context, palette }, grid, names, middle) {
  const options = { colour: palette.muted, align: "center", baseline: "middle", size: 12 };
  names.forEach((name, at) => {
    const [x, , wide] = grid.rectangle(0, at);
    write(context, number(name), [x + wide / 2, middle], palette, options);
  });
}

/**
 * A bar for the sum at each place.
 * @param {Look} look
 * @param {Chosen} chosen
 */
function drawSums({ context, cell, palette }, { two, place }) {
  const floor = HIGHEST + 2 * LABELS,
    most = Math.max(1, largest(two.sums));
  write(context, captionOf(two), [NAMES, LABELS / 2], palette, { baseline: "middle" });
  const options = { align: "center", baseline: "middle", size: 12 };
  two.sums.forEach((sum, at) => {
    const high = (sum / most) * HIGHEST,
      left = NAMES + at * cell,
      bar = [left + 3, floor - high, cell - 6, high];
    fill(context, bar, palette.positive, at === place ? 1 : 0.45);
    if (at === place) highlight(context, bar, palette);
    write(context, number(sum), [left + cell / 2, floor - high - 10], palette, options);
    const colour = at === place ? palette.ink : palette.muted;
    const name = number(meaning(two, at));
    write(context, name, [left + cell / 2, floor + 12], palette, { ...options, colour });
  });
}

export default widget("cnn-layer cnn-strips", build);
