// Pictures with captions, side by side.

/** @import { Palette } from "./colours.js" */

import { element } from "./elements.js";
import { write } from "./pen.js";

/**
 * Something with its caption.
 * @template {HTMLElement} Content
 * @param {Content} content
 */
export function captioned(content, className = "") {
  const caption = element("figcaption", { class: "cnn-caption" });
  const figure = element("figure", { class: `cnn-panel ${className}` }, caption, content);
  return { figure, caption, content };
}

/** A picture with its caption. */
export function panel(className = "") {
  return captioned(element("canvas", { role: "img" }), className);
}

/**
 * A few words in the middle of a canvas, broken into lines: why there is nothing else to see.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width
 * @param {number} height
 * @param {string} text
 * @param {Palette} palette
 */
export function writeInside(context, width, height, text, palette) {
  context.font = `14px ${palette.font}`;
  const broken = [""];
  for (const word of text.split(" ")) {
    const longer = `${broken.at(-1)} ${word}`.trim();
    if (context.measureText(longer).width < width - 24) broken[broken.length - 1] = longer;
    else broken.push(word);
  }
  broken.forEach((line, index) => {
    const at = [width / 2, height / 2 + 20 * (index + 0.5 - broken.length / 2)];
    const look = { colour: palette.accent, size: 14, align: "center", baseline: "middle" };
    write(context, line, at, palette, look);
  });
}
