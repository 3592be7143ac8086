// How many weights a dense and a convolutional layer need for a picture of n × n pixels.

import { countOf } from "../kit/words.js";

const BYTES = 4; // of a parameter in 32 bits

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
  /** @type {[string, number][]} */
  const names = [
    ["trillion", 1e12],
    ["billion", 1e9],
    ["million", 1e6],
  ];
  const [name, size] = names.find(([, from]) => value >= from) ?? [];
  return name ? `${(value / size).toFixed(1)} ${name}` : exactly(value);
}

/** Bytes with a decimal unit: "912 bytes", "12.3 kB". */
export function inBytes(count) {
  const units = ["kB", "MB", "GB", "TB", "PB"];
  if (count < 1000) return `${count} bytes`;
  const power = Math.min(Math.floor((String(count).length - 1) / 3), units.length);
  return `${(count / 1000 ** power).toFixed(1)} ${units[power - 1]}`;
}

/** All that is seen, in words. */
export function describe({ n, channels, units, kernel, filters }) {
  const neurons = units || n * n;
  const which =
    neurons === 1
      ? "One dense neuron with its bias"
      : `${exactly(neurons)} dense neurons with their biases`;
  const size = `${kernel} × ${kernel} × ${channels}`;
  return (
    `A picture of ${n} × ${n} × ${channels} has ${exactly(n * n * channels)} numbers; ` +
    `a dense neuron has a weight for each. ` +
    `${which}: ${weights(denseParameters(n, channels, units))}. ` +
    `A convolutional layer with ${countOf(filters, "filter")} of ${size}: ` +
    `${weights(convParameters(kernel, channels, filters))}, for any picture.`
  );
}

const exactly = (count) => count.toLocaleString("en-US");

const weights = (parameters) => `${exactly(parameters)} parameters, ${inBytes(BYTES * parameters)}`;
