// Small pieces that the explorers of layer geometry share.

import { css } from "./canvas.js";
import { element } from "./view.js";

/** A picture with its caption: { figure, canvas, caption }. */
export function panel() {
  const caption = element("figcaption", { class: "cnn-caption" });
  const canvas = element("canvas", { role: "img" });
  return { caption, canvas, figure: element("figure", {}, caption, canvas) };
}

/** A few words in the middle of a canvas, broken into lines: why there is nothing else to see. */
export function writeInside(context, width, height, text, palette) {
  context.font = `14px ${palette.font}`;
  context.fillStyle = css(palette.accent);
  context.textAlign = "center";
  context.textBaseline = "middle";
  const broken = [""];
  for (const word of text.split(" ")) {
    const longer = `${broken.at(-1)} ${word}`.trim();
    if (context.measureText(longer).width < width - 24) broken[broken.length - 1] = longer;
    else broken.push(word);
  }
  broken.forEach((one, index) =>
    context.fillText(one, width / 2, height / 2 + 20 * (index + 0.5 - broken.length / 2)),
  );
}
