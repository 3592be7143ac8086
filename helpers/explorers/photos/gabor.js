// A Gabor filter on a photo. helpers.explorers.photos.gabor computes the same.

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Get, PhotoTraits, Scene } from "./panels.js" */
/**
 * The traits of helpers.explorers.photos.gabor.GaborView.
 * @typedef {PhotoTraits & { frame: number, wavelength: number, angle: number, phase: number,
 *   bandwidth: number }} Traits
 */

import { largest } from "../kit/arithmetic.js";
import { fixed, number } from "../kit/words.js";
import { correlateTerms, strongest } from "./correlate.js";
import { gabor } from "./gabor_filter.js";
import { chosenPhoto, panelOf } from "./panels.js";
import { photoWidget } from "./view.js";

/**
 * The photo with the place of the strongest answer, the filter, and all answers.
 * @param {Get<Traits>} get
 * @returns {Scene}
 */
export function scene(get) {
  const [wavelength, angle, phase] = [get("wavelength"), get("angle"), get("phase")],
    bandwidth = get("bandwidth");
  const picture = chosenPhoto(get),
    kernel = gabor(wavelength, angle, phase, bandwidth),
    answer = correlateTerms(picture, kernel.terms);
  const [row, column] = strongest(answer, Math.abs),
    size = kernel.rows,
    half = (size - 1) / 2;
  return {
    panels: [
      panelOf(get("names")[get("photo")], picture, {
        frames: [[row - half, column - half, size, size]],
      }),
      panelOf("filter", framed(kernel, get("frame")), {
        look: "signed",
        limit: largest(kernel.values),
      }),
      panelOf("answer", answer, { look: "signed", limit: 0.25 }),
    ],
    text:
      `Wavelength ${number(wavelength)} pixels, stripes at ${angle}°, phase ${phase}°, ` +
      `bandwidth ${fixed(bandwidth, 1)} octaves: a filter of ${size} × ${size} numbers. ` +
      "Its strongest answer is " +
      `${fixed(answer.values[row * answer.columns + column], 2)}, in the frame.`,
  };
}

/**
 * A kernel in the middle of a square of zeros, so that all filters are drawn on the same scale.
 * @param {Matrix} kernel
 * @param {number} side
 * @returns {Matrix}
 */
function framed({ rows, columns, values }, side) {
  const margin = (side - rows) / 2,
    result = new Float64Array(side * side);
  for (let row = 0; row < rows; row++)
    result.set(values.subarray(row * columns, (row + 1) * columns), (row + margin) * side + margin);
  return { rows: side, columns: side, values: result };
}

export default photoWidget(scene);
