// One small filter on smaller and smaller copies of a photo. helpers.explorers.photos.pyramid
// computes the same.

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Get, PhotoTraits, Scene } from "./panels.js" */
/**
 * The traits of helpers.explorers.photos.pyramid.PyramidView; `kernel` likes bright spots.
 * @typedef {PhotoTraits & { kernel: number[], signs: number[], spots: number,
 *   level: number }} Traits
 */

import { fixed } from "../kit/words.js";
import { correlate, strongest } from "./correlate.js";
import { chosenPhoto, panelOf } from "./panels.js";
import { photoWidget } from "./view.js";

/**
 * A picture of half the side: each pixel is the mean of 2 × 2.
 * @param {Matrix} picture
 * @returns {Matrix}
 */
export function shrunk({ rows: high, columns: wide, values }) {
  const rows = Math.floor(high / 2),
    columns = Math.floor(wide / 2);
  const means = Float64Array.from({ length: rows * columns }, (_, at) => {
    const from = 2 * Math.floor(at / columns) * wide + 2 * (at % columns);
    return (values[from] + values[from + 1] + values[from + wide] + values[from + wide + 1]) / 4;
  });
  return { rows, columns, values: means };
}

/**
 * The photo with the best spot in a frame, a level of the pyramid, and the filter's answer.
 * @param {Get<Traits>} get
 * @returns {Scene}
 */
export function scene(get) {
  const level = get("level"),
    sign = get("signs")[get("spots")],
    picture = chosenPhoto(get);
  let small = picture;
  for (let step = 0; step < level; step++) small = shrunk(small);
  const values = Float64Array.from(get("kernel"), (weight) => sign * weight),
    size = Math.sqrt(values.length),
    factor = 2 ** level;
  const answer = correlate(small, { rows: size, columns: size, values });
  const [row, column] = strongest(answer),
    window = [row, column, size, size];
  return {
    panels: [
      panelOf(get("names")[get("photo")], picture, {
        frames: [window.map((value) => factor * value)],
      }),
      panelOf(`level ${level}`, small, { frames: [window] }),
      panelOf("answer", answer, { look: "signed", limit: 0.2 }),
    ],
    text:
      `Level ${level}: ${small.rows} × ${small.columns} pixels, ` +
      `each the mean of ${factor} × ${factor}. The filter has ${size} × ${size} numbers ` +
      `and covers ${size * factor} × ${size * factor} pixels of the photo. ` +
      `Its best answer is ${fixed(answer.values[row * answer.columns + column], 2)}.`,
  };
}

export default photoWidget(scene);
