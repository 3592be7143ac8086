// A photo and the Mandelbrot set, both enlarged. helpers.explorers.photos.fractal_zoom computes the
// same.

/** @import { Matrix } from "../kit/arithmetic.js" */
/** @import { Get, PhotoTraits, Scene } from "./panels.js" */
/**
 * The traits of helpers.explorers.photos.fractal_zoom.FractalZoomView: the point of each photo to
 * look at, the middle and the width of the fractal, its pixels, and 256 colours from dark to bright.
 * @typedef {PhotoTraits & { centres: number[][], star: number[], width: number, side: number,
 *   colours: DataView, octaves: number }} Traits
 */

import { clamp } from "../kit/arithmetic.js";
import { bytesOf } from "../kit/canvas.js";
import { mandelbrot, shades } from "./mandelbrot.js";
import { chosenPhoto, panelOf } from "./panels.js";
import { photoWidget } from "./view.js";

/**
 * The part of a colour photo around a point, `zoom` times as large; near the border it is moved
 * inside.
 * @param {Matrix} photo
 * @param {number[]} centre
 * @param {number} zoom
 * @returns {Matrix}
 */
function magnified({ rows: size, values }, centre, zoom) {
  const part = size / zoom;
  const [down, across] = centre.map((middle) => {
    const first = clamp(middle * size - part / 2, 0, size - part);
    const at = (/** @type {number} */ pixel) => Math.floor(first + ((pixel + 0.5) * part) / size);
    return Array.from({ length: size }, (_, pixel) => clamp(at(pixel), 0, size - 1));
  });
  const result = new Float64Array(values.length);
  let to = 0;
  for (const row of down)
    for (const column of across) {
      const from = 3 * (row * size + column);
      for (let channel = 0; channel < 3; channel++) result[to++] = values[from + channel];
    }
  return { rows: size, columns: size, values: result };
}

/**
 * The colour of each shade, channel by channel.
 * @param {Float64Array} dark
 * @param {Uint8Array} colours
 */
function coloured(dark, colours) {
  const result = new Float64Array(3 * dark.length);
  dark.forEach((shade, at) => {
    const place = 3 * Math.min(Math.floor(256 * shade), 255);
    for (let channel = 0; channel < 3; channel++)
      result[3 * at + channel] = colours[place + channel] / 255;
  });
  return result;
}

/**
 * A photo and the fractal, both enlarged by 2^octaves.
 * @param {Get<Traits>} get
 * @returns {Scene}
 */
export function scene(get) {
  const [octaves, photo, side] = [get("octaves"), get("photo"), get("side")],
    zoom = 2 ** octaves,
    size = get("size");
  const closer = magnified(chosenPhoto(get), get("centres")[photo], zoom),
    dark = shades(mandelbrot(get("star"), get("width") / zoom, side)),
    fire = { rows: side, columns: side, values: coloured(dark, bytesOf(get("colours"))) };
  return {
    panels: [
      panelOf(get("names")[photo], closer, { channels: 3 }),
      panelOf("Mandelbrot set", fire, { channels: 3 }),
    ],
    text:
      `Enlarged by 2 to the power of ${octaves}, which is ${zoom.toLocaleString("en-US")}. ` +
      `Of the photo ${inPixels(size / zoom)} can be seen; ` +
      "the fractal shows arms on arms as before.",
  };
}

/** @param {number} side */
function inPixels(side) {
  if (side >= 2) return `${side} × ${side} pixels`;
  return side >= 1 ? "a single pixel" : "a part of one pixel";
}

export default photoWidget(scene);
