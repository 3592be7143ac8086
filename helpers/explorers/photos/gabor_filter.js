// A Gabor filter as a sum of columns times rows. helpers.filters.gabor computes the same.

const REACH = 2.5; // standard deviations, as in helpers.filters.gabor

/**
 * The filter with a round bell, and its three terms. The wave across the stripes,
 * cos(a + b − φ) = cos(a − φ) cos b − sin(a − φ) sin b, is a column times a row twice, and the bell
 * and the summand that balances it are a third.
 * @param {number} wavelength pixels
 * @param {number} angle degrees
 * @param {number} phase degrees
 * @param {number} bandwidth octaves
 */
export function gabor(wavelength, angle, phase, bandwidth) {
  const wide = 2 ** bandwidth;
  const sigma = ((wavelength / Math.PI) * Math.sqrt(Math.LN2 / 2) * (wide + 1)) / (wide - 1);
  const half = Math.ceil(REACH * sigma),
    size = 2 * half + 1;
  const along = (/** @type {(step: number) => number} */ of) =>
    Float64Array.from({ length: size }, (_, at) => of(at - half));
  const [turn, shift] = [angle, phase].map((degrees) => (degrees * Math.PI) / 180);
  const down = (2 * Math.PI * Math.cos(turn)) / wavelength,
    across = (2 * Math.PI * Math.sin(turn)) / wavelength;
  const bell = (/** @type {number} */ step) => Math.exp((-step * step) / (2 * sigma * sigma));
  const waves = [
    {
      column: along((step) => bell(step) * Math.cos(down * step)),
      row: along((step) => bell(step) * Math.cos(across * step - shift)),
    },
    {
      column: along((step) => -bell(step) * Math.sin(down * step)),
      row: along((step) => bell(step) * Math.sin(across * step - shift)),
    },
  ];
  const round = { column: along(bell), row: along(bell) };
  const mean = total(outer(waves)) / total(outer([round]));
  round.column = round.column.map((weight) => -mean * weight);
  const values = outer([...waves, round]);
  const positive = total(values.map((weight) => Math.max(weight, 0)));
  const terms = [...waves, round].map(({ column, row }) => ({
    column: column.map((weight) => weight / positive),
    row,
  }));
  return { rows: size, columns: size, values: outer(terms), terms };
}

/** @param {Float64Array} values */
function total(values) {
  return values.reduce((sum, value) => sum + value, 0);
}

/**
 * The sum of columns times rows, row by row.
 * @param {{ column: Float64Array, row: Float64Array }[]} terms
 */
function outer(terms) {
  const size = terms[0].row.length,
    values = new Float64Array(size * size);
  for (const { column, row } of terms)
    for (let at = 0; at < values.length; at++)
      values[at] += column[Math.floor(at / size)] * row[at % size];
  return values;
}
