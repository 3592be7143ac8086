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
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

let small = null; // where pixels are put before they are enlarged; a new one takes longer

/**
 * Paint ImageData into the rectangle [x, y, width, height]: by default as sharp squares where it is
 * enlarged, smooth where it shrinks.
 * @param {CanvasRenderingContext2D} context
 * @param {ImageData} pixels
 * @param {number[]} rectangle
 * @param {{ smooth?: boolean }} options
 */
export function paintPixels(context, pixels, [x, y, width, height], { smooth } = {}) {
  small ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  Object.assign(small.canvas, { width: pixels.width, height: pixels.height });
  small.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = smooth ?? pixels.width > width;
  context.drawImage(small.canvas, x, y, width, height);
}

/** What a Bytes trait holds, as bytes or (a copy, for the alignment) as float32. */
export function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

export function floatsOf(view) {
  return new Float32Array(bytesOf(view).slice().buffer);
}
