// The arithmetic of helpers.convolution, for pictures that are computed in the browser.
// A matrix is { rows, columns, values }, its values row by row.
// An axis is one direction of a layer: { n, k, stride, dilation, before, after }.

export function dilatedSize(k, dilation = 1) {
  return dilation * (k - 1) + 1;
}

/** Zeros that Keras adds [before, after] for "same": the odd one goes behind. */
export function samePadding(n, k, stride = 1, dilation = 1) {
  const positions = Math.ceil(n / stride);
  const missing = Math.max((positions - 1) * stride + dilatedSize(k, dilation) - n, 0);
  return [Math.floor(missing / 2), Math.ceil(missing / 2)];
}

/** Padding [before, after] from a number per side, "valid", "same" or such a pair. */
export function paddingSides(padding, n, k, stride = 1, dilation = 1) {
  if (padding === "same") return samePadding(n, k, stride, dilation);
  if (padding === "valid") return [0, 0];
  return Array.isArray(padding) ? padding : [padding, padding];
}

/**
 * @typedef {{ padding?: number | "same" | "valid" | number[], stride?: number, dilation?: number }} Geometry
 */

/**
 * ⌊(n + 2p − d(k − 1) − 1)/s⌋ + 1, and 0 where the dilated kernel does not fit.
 * @param {number} n
 * @param {number} k
 * @param {Geometry} options
 */
export function outputSize(n, k, { padding = 0, stride = 1, dilation = 1 } = {}) {
  const [before, after] = paddingSides(padding, n, k, stride, dilation);
  const spare = n + before + after - dilatedSize(k, dilation);
  return spare < 0 ? 0 : Math.floor(spare / stride) + 1;
}

/**
 * Rows at the end of the padded input that no window reaches.
 * @param {number} n
 * @param {number} k
 * @param {Geometry} options
 */
export function leftover(n, k, { padding = 0, stride = 1, dilation = 1 } = {}) {
  const [before, after] = paddingSides(padding, n, k, stride, dilation);
  const spare = n + before + after - dilatedSize(k, dilation);
  return spare < 0 ? n + before + after : spare % stride;
}

/**
 * Indices of the padded input that no tap of the kernel touches.
 * @param {number} n
 * @param {number} k
 * @param {Geometry} options
 */
export function unreached(n, k, { padding = 0, stride = 1, dilation = 1 } = {}) {
  const [before, after] = paddingSides(padding, n, k, stride, dilation);
  const positions = outputSize(n, k, { padding, stride, dilation });
  const touched = new Set();
  for (let i = 0; i < positions; i++)
    for (let tap = 0; tap < k; tap++) touched.add(i * stride + tap * dilation);
  return range(n + before + after).filter((index) => !touched.has(index));
}

/** Everything about one direction of a layer, computed once. */
export function axis(n, k, { padding = 0, stride = 1, dilation = 1 } = {}) {
  const [before, after] = paddingSides(padding, n, k, stride, dilation);
  const options = { padding: [before, after], stride, dilation };
  return {
    n,
    k,
    stride,
    dilation,
    before,
    after,
    padded: n + before + after,
    covered: dilatedSize(k, dilation),
    size: outputSize(n, k, options),
    unreached: unreached(n, k, options),
  };
}

export function range(length) {
  return Array.from({ length }, (_, index) => index);
}

export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/** Largest absolute value: the end of a diverging scale. */
export function largest(values) {
  let found = 0;
  for (const value of values) found = Math.max(found, Math.abs(value));
  return found;
}

/** A matrix from nested arrays of numbers. */
export function matrix(rows) {
  return { rows: rows.length, columns: rows[0].length, values: Float64Array.from(rows.flat()) };
}

/**
 * Cross-correlation of a matrix with a kernel: the kernel is not flipped, padding counts 0.
 * `vertical` and `horizontal` are axes as `axis` makes them.
 */
export function crossCorrelate(image, kernel, vertical, horizontal) {
  const values = new Float64Array(vertical.size * horizontal.size);
  for (let i = 0; i < vertical.size; i++)
    for (let j = 0; j < horizontal.size; j++) {
      let sum = 0;
      for (let u = 0; u < kernel.rows; u++)
        for (let v = 0; v < kernel.columns; v++) {
          const y = i * vertical.stride + u * vertical.dilation - vertical.before;
          const x = j * horizontal.stride + v * horizontal.dilation - horizontal.before;
          if (y >= 0 && x >= 0 && y < image.rows && x < image.columns)
            sum += image.values[y * image.columns + x] * kernel.values[u * kernel.columns + v];
        }
      values[i * horizontal.size + j] = sum;
    }
  return { rows: vertical.size, columns: horizontal.size, values };
}

/**
 * The pixels under the kernel at output (i, j), each with its weight. Row and column count from the
 * corner of the padded input.
 */
export function taps(image, kernel, vertical, horizontal, i, j) {
  const found = [];
  for (let u = 0; u < kernel.rows; u++)
    for (let v = 0; v < kernel.columns; v++) {
      const row = i * vertical.stride + u * vertical.dilation;
      const column = j * horizontal.stride + v * horizontal.dilation;
      const y = row - vertical.before,
        x = column - horizontal.before;
      const inside = y >= 0 && x >= 0 && y < image.rows && x < image.columns;
      found.push({
        u,
        v,
        row,
        column,
        inside,
        pixel: inside ? image.values[y * image.columns + x] : 0,
        weight: kernel.values[u * kernel.columns + v],
      });
    }
  return found;
}
