// How many weights a dense and a convolutional layer need for a picture of n × n pixels.

/** Parameters of a dense layer on n · n · channels numbers; `units` 0 is one per pixel. */
export function denseParameters(n, channels, units) {
  return (n * n * channels + 1) * (units || n * n);
}

/** Parameters of a convolutional layer: the picture's size does not matter. */
export function convParameters(k, channels, filters) {
  return (k * k * channels + 1) * filters;
}

/** A large number for people: 4,800,040,000, and "4.8 billion" from a million on. */
export function counted(value) {
  const exact = Math.round(value).toLocaleString("en-US");
  /** @type {[string, number][]} */
  const names = [
    ["trillion", 1e12],
    ["billion", 1e9],
    ["million", 1e6],
  ];
  const [name, size] = names.find(([, from]) => value >= from) ?? [];
  return name ? `${(value / size).toFixed(1)} ${name}` : exact;
}

/** Bytes with a decimal unit. */
export function inBytes(value) {
  const units = ["bytes", "kB", "MB", "GB", "TB", "PB"];
  const step = Math.min(Math.floor(Math.log10(Math.max(value, 1)) / 3), units.length - 1);
  return step ? `${(value / 1000 ** step).toFixed(1)} ${units[step]}` : `${value} bytes`;
}
