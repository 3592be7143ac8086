// A chart beside a picture: both in one row, and the chart's lines, ticks and title.

import { element } from "./elements.js";
import { stroke, write } from "./pen.js";

/**
 * Two canvases side by side: { row, picture, chart, chartWidth }. The picture is as wide as the style
 * sheet says (`--cnn-picture`), the chart takes what is left; `chartWidth()` measures it.
 */
export function pictureAndChart() {
  const picture = element("canvas", { role: "img" }),
    chart = element("canvas", { role: "img" });
  const rest = element("div", {}, chart);
  const row = element("div", { class: "cnn-beside" }, picture, rest);
  return { row, picture, chart, chartWidth: () => rest.clientWidth };
}

/**
 * What stands around curves in the rectangle [left, top, width, height]: `levels` are [y, text] of
 * its horizontal lines, `ticks` [x, text] below it, `title` is below those, and `now` is the x of a
 * vertical line.
 */
export function paintAxes(context, rectangle, { levels, ticks, title, now }, palette) {
  const [left, top, width, height] = rectangle,
    bottom = top + height;
  const look = { colour: palette.muted, baseline: "middle" },
    centred = { ...look, align: "center" };
  for (const [y, text] of levels) {
    const across = [left, left + width].map((x) => [x, y]);
    stroke(context, across, palette.line, { wide: 1 });
    write(context, text, [left - 6, y], palette, { ...look, align: "right" });
  }
  for (const [x, text] of ticks) write(context, text, [x, bottom + 12], palette, centred);
  write(context, title, [left + width / 2, bottom + 29], palette, centred);
  const along = [top, bottom].map((y) => [now, y]);
  stroke(context, along, palette.muted, { wide: 1 });
}
