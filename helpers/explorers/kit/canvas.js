// Painting on a canvas: sharp on any screen, in the colours of the theme.
// Colours are [red, green, blue] until they are painted. Lengths are CSS pixels.

const COLOURS = [
  "paper",
  "ink",
  "middle",
  "positive",
  "negative",
  "padding",
  "accent",
  "line",
  "muted",
];

const SMALLEST_TEXT = 8.5,
  LARGEST_TEXT = 16; // pixels
const TEXT_HEIGHT = 0.42; // of a cell

/** The theme's colours, read from the CSS variables that style.css defines on `.cnn-view`. */
export function readPalette(root) {
  const style = getComputedStyle(root);
  const colour = (name) => parse(style.getPropertyValue(`--cnn-${name}`));
  const colours = Object.fromEntries(COLOURS.map((name) => [name, colour(name)]));
  return { font: style.fontFamily, ...colours };
}

/** "#rrggbb" → [red, green, blue]. */
export function parse(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.trim().slice(at, at + 2), 16));
}

export function css(colour, alpha = 1) {
  return `rgb(${colour.map(Math.round).join(" ")} / ${alpha})`;
}

export function mix(from, to, part) {
  return from.map((value, channel) => value + (to[channel] - value) * part);
}

/** Brightness of an image: `low` is the paper, `high` the ink. */
export function grey(value, low, high, palette) {
  const part = high > low ? clamp((value - low) / (high - low), 0, 1) : 0;
  return mix(palette.paper, palette.ink, part);
}

/** A number with a sign: blue below 0, orange above, strongest at ±limit. */
export function diverging(value, limit, palette) {
  const part = limit > 0 ? clamp(value / limit, -1, 1) : 0;
  return mix(palette.middle, part < 0 ? palette.negative : palette.positive, Math.abs(part));
}

/** Black or white, whichever reads better on the colour (WCAG relative luminance). */
export function readable(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? [0, 0, 0] : [255, 255, 255];
}

export function clamp(value, low, high) {
  return Math.min(Math.max(value, low), high);
}

/** A number for people: a true minus sign, at most `digits` decimals, no zeros at the end. */
export function number(value, digits = 2) {
  const text = Number(value.toFixed(digits)).toString();
  return text.replace("-", "−");
}

/** Largest absolute value: the end of a diverging scale. */
export function largest(values) {
  let found = 0;
  for (const value of values) found = Math.max(found, Math.abs(value));
  return found;
}

/**
 * Make the canvas as sharp as the screen and empty; return its context, scaled to CSS pixels. To
 * choose a font makes the browser lay out what has changed: write texts before, so that it is the
 * only layout of the step.
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

/**
 * Where the cells of a grid lie: centred in the box, square, whole pixels, at most `largestCell`.
 * `rectangle(row, column, rows, columns)` and `cellAt(x, y)` translate between cells and pixels.
 */
export function layOut(rows, columns, { x = 0, y = 0, width, height }, largestCell = 44) {
  const fitting = Math.min(width / columns, height / rows, largestCell);
  const cell = fitting > 2 ? Math.floor(fitting) : fitting;
  const left = x + Math.round((width - columns * cell) / 2);
  const top = y + Math.round((height - rows * cell) / 2);
  return {
    rows,
    columns,
    cell,
    left,
    top,
    width: columns * cell,
    height: rows * cell,
    rectangle: (row, column, high = 1, wide = 1) => [
      left + column * cell,
      top + row * cell,
      wide * cell,
      high * cell,
    ],
    cellAt(px, py) {
      const row = Math.floor((py - top) / cell),
        column = Math.floor((px - left) / cell);
      return row >= 0 && column >= 0 && row < rows && column < columns ? [row, column] : null;
    },
  };
}

/** Paint every cell in `colourOf(row, column)`; large cells have thin lines between them. */
export function paintCells(context, grid, colourOf, palette) {
  const pixels = new ImageData(grid.columns, grid.rows);
  for (let row = 0, at = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++, at += 4) {
      pixels.data.set(colourOf(row, column), at);
      pixels.data[at + 3] = 255;
    }
  paintPixels(context, pixels, [grid.left, grid.top, grid.width, grid.height]);
  if (grid.cell >= 14) paintLines(context, grid, palette.line);
  frame(context, grid, palette.line);
}

function paintLines(context, { left, top, width, height, rows, columns, cell }, colour) {
  context.beginPath();
  for (let row = 1; row < rows; row++) {
    context.moveTo(left, top + row * cell + 0.5);
    context.lineTo(left + width, top + row * cell + 0.5);
  }
  for (let column = 1; column < columns; column++) {
    context.moveTo(left + column * cell + 0.5, top);
    context.lineTo(left + column * cell + 0.5, top + height);
  }
  context.strokeStyle = css(colour);
  context.lineWidth = 1;
  context.stroke();
}

let small = null; // where pixels are put before they are enlarged; a new one takes longer

/** Paint ImageData into a rectangle: sharp squares where it is enlarged, smooth where it shrinks. */
function paintPixels(context, pixels, [x, y, width, height]) {
  small ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  Object.assign(small.canvas, { width: pixels.width, height: pixels.height });
  small.putImageData(pixels, 0, 0);
  context.imageSmoothingEnabled = pixels.width > width;
  context.drawImage(small.canvas, x, y, width, height);
}

export function frame(context, grid, colour) {
  context.strokeStyle = css(colour);
  context.lineWidth = 1;
  context.strokeRect(grid.left + 0.5, grid.top + 0.5, grid.width, grid.height);
}

/** Write a text into every cell if all of them fit; return whether they did. */
export function paintNumbers(context, grid, textOf, colourOf, palette) {
  if (grid.cell * TEXT_HEIGHT < SMALLEST_TEXT) return false; // measuring many texts takes time
  const texts = [];
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) texts.push(textOf(row, column));
  const size = fontSize(context, texts, grid.cell, palette.font);
  if (!size) return false;
  context.font = `${size}px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  texts.forEach((text, index) => {
    const row = Math.floor(index / grid.columns),
      column = index % grid.columns;
    const [x, y] = grid.rectangle(row, column);
    context.fillStyle = css(colourOf(row, column));
    context.fillText(text, x + grid.cell / 2 + 0.5, y + grid.cell / 2 + 1);
  });
  return true;
}

/** Font size at which the longest text fits a cell, 0 where it would be too small to read. */
export function fontSize(context, texts, cell, font) {
  context.font = `10px ${font}`;
  let widest = 0;
  for (const text of new Set(texts)) widest = Math.max(widest, context.measureText(text).width);
  const fitting = widest ? (10 * (cell - 5)) / widest : Infinity;
  const size = Math.min(cell * TEXT_HEIGHT, fitting, LARGEST_TEXT);
  return size >= SMALLEST_TEXT ? Math.round(size * 2) / 2 : 0;
}

/** Thin diagonal lines over a rectangle: what no window reaches. */
export function hatch(context, [x, y, width, height], colour, step = 6) {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  // Lines start at multiples of the step, so that neighbouring rectangles join without a seam.
  for (let at = Math.floor((x + y) / step) * step; at <= x + y + width + height; at += step) {
    context.moveTo(at - y, y);
    context.lineTo(at - y - height, y + height);
  }
  context.strokeStyle = css(colour);
  context.lineWidth = 1.5;
  context.stroke();
  context.restore();
}

/** A frame that stands out on any colour: accent, between two lines of paper. */
export function highlight(context, rectangle, palette, { line = 2.5, dashed = false } = {}) {
  const [x, y, width, height] = rectangle;
  context.save();
  context.lineJoin = "round";
  context.strokeStyle = css(palette.paper);
  context.lineWidth = line + 2;
  context.strokeRect(x + 0.5, y + 0.5, width, height);
  context.strokeStyle = css(palette.accent);
  context.lineWidth = line;
  if (dashed) context.setLineDash([5, 4]);
  context.strokeRect(x + 0.5, y + 0.5, width, height);
  context.restore();
}

/** Raw bytes from the kernel (channels: 1 grey, 3 RGB, 4 RGBA), one sharp square per pixel. */
export function paintBytes(context, { rows, columns, channels, bytes }, rectangle) {
  const pixels = new ImageData(columns, rows);
  for (let at = 0; at < rows * columns; at++)
    for (let channel = 0; channel < 4; channel++)
      pixels.data[4 * at + channel] =
        channel === 3 && channels < 4 ? 255 : bytes[at * channels + (channels === 1 ? 0 : channel)];
  paintPixels(context, pixels, rectangle);
}

/** What a Bytes trait holds, as bytes or (a copy, for the alignment) as float32. */
export function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

export function floatsOf(view) {
  return new Float32Array(bytesOf(view).slice().buffer);
}
