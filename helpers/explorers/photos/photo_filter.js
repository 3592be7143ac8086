// A filter on a photo. helpers.explorers.photos.photo_filter computes the same.

/** @import { Get, PhotoTraits, Scene } from "./panels.js" */
/**
 * The traits of helpers.explorers.photos.photo_filter.PhotoFilterView; `kernels` are those of every
 * filter, size for size.
 * @typedef {PhotoTraits & { filters: string[], sizes: number[], kernels: number[][][],
 *   filter: number, side: number, strength: number }} Traits
 */

import { largest } from "../kit/arithmetic.js";
import { fixed } from "../kit/words.js";
import { correlateAll } from "./correlate.js";
import { chosenPhoto, panelOf } from "./panels.js";
import { photoWidget } from "./view.js";

/**
 * (1 − s) · identity + s · filter.
 * @param {number[]} kernel
 * @param {number} size
 * @param {number} strength
 */
function mixed(kernel, size, strength) {
  const middle = (size * size - 1) / 2;
  const values = Float64Array.from(
    kernel,
    (weight, at) => (at === middle ? 1 - strength : 0) + strength * weight,
  );
  return { rows: size, columns: size, values };
}

/**
 * Photo, kernel and result.
 * @param {Get<Traits>} get
 * @returns {Scene}
 */
export function scene(get) {
  const [photo, filter, side] = [get("photo"), get("filter"), get("side")],
    size = get("sizes")[side],
    strength = get("strength");
  const kernel = mixed(get("kernels")[filter][side], size, strength),
    sum = kernel.values.reduce((all, weight) => all + weight, 0);
  const picture = chosenPhoto(get),
    result = correlateAll(picture, kernel);
  let outside = 0;
  for (let at = 0; at < result.values.length; at++) {
    const value = result.values[at] + (1 - sum) / 2;
    result.values[at] = value;
    // A rounding error is not cut off.
    if (value < -1e-6 || value > 1 + 1e-6) outside += 1;
  }
  return {
    panels: [
      panelOf(get("names")[photo], picture),
      panelOf(`kernel ${size} × ${size}`, kernel, {
        look: "numbers",
        limit: largest(kernel.values),
      }),
      panelOf("result", result),
    ],
    text:
      `${get("filters")[filter]}, ${size} × ${size}, strength ${fixed(strength, 1)}, ` +
      `on ${get("said")[photo]}. The kernel adds up to ${fixed(sum, 2)}; ` +
      `${fixed((100 * outside) / result.values.length, 0)} % of the pixels are cut off ` +
      "at black or white.",
  };
}

export default photoWidget(scene);
