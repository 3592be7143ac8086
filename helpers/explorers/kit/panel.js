// Pictures with captions, side by side.

import { element } from "./elements.js";
import { write } from "./pen.js";

/** A picture with its caption: { figure, caption, content }; the content is by default a canvas. */
export function panel(content = element("canvas", { role: "img" }), className = "") {
  const caption = element("figcaption", { class: "cnn-caption" });
  const figure = element("figure", { class: `cnn-panel ${className}` }, caption, content);
  return { figure, caption, content };
}

/** A few words in the middle of a canvas, broken into lines: why there is nothing else to see. */
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
