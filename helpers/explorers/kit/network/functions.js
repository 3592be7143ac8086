// Activation functions on all numbers of a layer's output, which they change.

/**
 * A picture of several channels, or a row of numbers as one pixel: row by row, the channel fastest.
 * @typedef {{ rows: number, columns: number, channels: number, values: Float32Array }} Volume
 */

/**
 * Functions of one number; `slope` belongs to what is below 0.
 * @type {Record<string, (x: number, slope: number) => number>}
 */
const FUNCTIONS = {
  relu: (x) => Math.max(x, 0),
  leaky_relu: (x, slope) => (x < 0 ? slope * x : x),
  elu: (x, scale) => (x < 0 ? scale * Math.expm1(x) : x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
};

/**
 * @param {Volume} volume
 * @param {string} name
 * @param {number} slope
 */
export function activate(volume, name, slope) {
  if (name === "softmax") return softmax(volume);
  const of = FUNCTIONS[name];
  if (of)
    for (let at = 0; at < volume.values.length; at++)
      volume.values[at] = of(volume.values[at], slope);
}

/**
 * Shares of the channels of each pixel. The largest number is taken off first, so that no power is
 * too large.
 * @param {Volume} volume
 */
function softmax({ channels, values }) {
  for (let from = 0; from < values.length; from += channels) {
    const pixel = values.subarray(from, from + channels);
    const largest = Math.max(...pixel);
    const powers = Array.from(pixel, (value) => Math.exp(value - largest));
    const sum = powers.reduce((all, one) => all + one, 0);
    powers.forEach((power, channel) => {
      pixel[channel] = power / sum;
    });
  }
}
