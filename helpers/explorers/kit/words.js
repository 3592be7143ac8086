// Numbers and sentences for people, as helpers.drawing.words writes them.

/** A number for people: a true minus sign, at most `digits` decimals, no zeros at the end. */
export function number(value, digits = 2) {
  const text = Number(value.toFixed(digits)).toString();
  return text.replace("-", "−");
}

/** A number of any size in few characters: 0.5, 0.0003, 2e−5. */
export function short(value, digits = 2) {
  const tiny = value !== 0 && Math.abs(value) < 1e-4;
  const text = tiny
    ? Number(value)
        .toExponential(digits - 1)
        .replace(/\.0+e/, "e")
    : String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", "−");
}

/** A factor of a product: a negative number stands in brackets. */
export function factor(value) {
  return value < 0 ? `(${number(value)})` : number(value);
}

/** "1 row", "2 rows". */
export function countOf(count, name) {
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}

/** How many rows and columns no window reaches; `otherwise` where there are none. */
export function notReached(vertical, horizontal, otherwise) {
  const parts = [
    [vertical.unreached.length, "row"],
    [horizontal.unreached.length, "column"],
  ]
    .filter(([count]) => count)
    .map(([count, name]) => countOf(count, name));
  return parts.length ? `No window reaches ${parts.join(" and ")}.` : otherwise;
}
