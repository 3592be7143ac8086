// A canvas as sharp as the screen, and pixels on it. Lengths are CSS pixels.

/**
 * Make the canvas as sharp as the screen and empty; return its context, scaled to CSS pixels. To
 * choose a font makes the browser lay out what has changed: write texts before, so that it is the
 * only layout of the step.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 * @returns {CanvasRenderingContext2D}
 */
export function fit(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const wide = Math.round(width * ratio),
    high = Math.round(height * ratio);
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/**
 * Where pixels are put before they are enlarged; a new one takes longer.
 * @type {OffscreenCanvasRenderingContext2D | null}
 */
let small = null;

/**
 * Paint pixels into a rectangle: by default as sharp squares where they are enlarged, smooth where
 * they shrink.
 * @param {CanvasRenderingContext2D} context
 * @param {ImageData} pixels
 * @param {number[]} rectangle [x, y, width, height]
 * @param {{ smooth?: boolean }} options
 */
export function paintPixels(context, pixels, [x, y, width, height], { smooth } = {}) {
  small ??= /** @type {OffscreenCanvasRenderingContext2D} */ (
    new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
  );
  Object.assign(small.canvas, { width: pixels.width, height: pixels.height });
  small.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = smooth ?? pixels.width > width;
  context.drawImage(small.canvas, x, y, width, height);
}

/**
 * What a Bytes trait holds.
 * @param {DataView} view
 */
export function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/**
 * The same as float32: a copy, for the alignment.
 * @param {DataView} view
 */
export function floatsOf(view) {
  return new Float32Array(bytesOf(view).slice().buffer);
}
