// Numbers and sentences for people, as helpers.drawing.words writes them.

/** @import { Axis } from "./arithmetic.js" */

/**
 * A number for people: a true minus sign, just `digits` decimals.
 * @param {number} value
 * @param {number} digits
 */
export function fixed(value, digits) {
  const text = value.toFixed(digits);
  return text.replace("-", Number(text) ? "−" : "");
}

/**
 * A number for people: a true minus sign, at most `digits` decimals, no zeros at the end.
 * @param {number} value
 */
export function number(value, digits = 2) {
  const text = Number(value.toFixed(digits)).toString();
  return text.replace("-", "−");
}

/**
 * A part of a whole as a percentage: "12.5 %".
 * @param {number} part 1 for the whole
 */
export function percent(part, digits = 1) {
  return `${number(100 * part, digits)} %`;
}

/**
 * A number of any size in few characters: 0.5, 0.0003, 2e−5.
 * @param {number} value
 * @param {number} digits how many digits count, from the first that is not 0
 */
export function short(value, digits = 2) {
  const tiny = value !== 0 && Math.abs(value) < 1e-4;
  const text = tiny
    ? Number(value)
        .toExponential(digits - 1)
        .replace(/\.0+e/, "e")
    : String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", "−");
}

/**
 * A factor of a product: a negative number stands in brackets.
 * @param {number} value
 */
export function factor(value) {
  const text = number(value);
  return text.startsWith("−") ? `(${text})` : text;
}

/**
 * A number of things: "1 row", "2 rows".
 * @param {number} count
 * @param {string} name
 */
export function countOf(count, name) {
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/**
 * How many rows and columns no window reaches; `otherwise` where there are none.
 * @param {Axis} vertical
 * @param {Axis} horizontal
 * @param {string} otherwise a sentence
 */
export function notReached(vertical, horizontal, otherwise) {
  const parts = [
    { missed: vertical.unreached.length, name: "row" },
    { missed: horizontal.unreached.length, name: "column" },
  ]
    .filter(({ missed }) => missed)
    .map(({ missed, name }) => countOf(missed, name));
  return parts.length ? `No window reaches ${parts.join(" and ")}.` : otherwise;
}
