// Panels of the photo explorers: photos that were sent once, and what is computed of them.

/** @import { Matrix } from "../kit/arithmetic.js" */
/**
 * A picture. Photos run from 0 (black) to 1 (white) and have 1 or 3 channels; signed numbers and
 * kernels run from −limit to limit. `frames` are [row, column, rows, columns].
 * @typedef {{ title: string, look: "photo" | "signed" | "numbers", rows: number, columns: number,
 *   channels: number, values: ArrayLike<number>, limit: number, frames: number[][] }} Panel
 * @typedef {{ panels: Panel[], text: string }} Scene
 */
/**
 * The traits of helpers.explorers.photos.explorer.PhotosView. `pictures` holds all photos, one
 * after the other; `said` what is seen on each.
 * @typedef {{ names: string[], said: string[], size: number, channels: number,
 *   pictures: DataView, photo: number }} PhotoTraits
 */
/**
 * @template Traits
 * @typedef {<Name extends keyof Traits>(trait: Name) => Traits[Name]} Get
 */

import { bytesOf } from "../kit/canvas.js";

/**
 * The chosen photo: a matrix with `channels` numbers for each pixel.
 * @template {PhotoTraits} Traits
 * @param {Get<Traits>} get
 * @returns {Matrix}
 */
export function chosenPhoto(get) {
  const size = get("size"),
    count = size * size * get("channels"),
    from = get("photo") * count;
  const bytes = bytesOf(get("pictures")).subarray(from, from + count);
  return { rows: size, columns: size, values: Float64Array.from(bytes, (byte) => byte / 255) };
}

/**
 * @param {string} title
 * @param {Matrix} matrix
 * @param {Partial<Panel>} options
 * @returns {Panel}
 */
export function panelOf(title, { rows, columns, values }, options = {}) {
  const plain = { look: /** @type {const} */ ("photo"), channels: 1, limit: 1, frames: [] };
  return { title, rows, columns, values, ...plain, ...options };
}
