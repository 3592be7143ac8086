// Small pieces that the explorers of layer geometry share.

import { css } from "./canvas.js";
import { element } from "./view.js";

/** A picture with its caption: { figure, canvas, caption }. */
export function panel() {
  const caption = element("figcaption", { class: "cnn-caption" });
  const canvas = element("canvas", { role: "img" });
  return { caption, canvas, figure: element("figure", {}, caption, canvas) };
}

/** Markup is parsed only when it changes: most steps change little of it. */
export function setMarkup(target, markup) {
  if (target.markup === markup) return;
  target.markup = markup;
  target.innerHTML = markup;
}

/**
 * `widthOf(resized)`: a width, measured anew where it may have changed. While JupyterLab changes its theme
 * there are frames in which nothing has a width; then it is 0, and a later frame draws again.
 */
export function measured(view, measure) {
  let width = 0;
  return (resized) => {
    if (resized || !width) width = measure();
    if (!width) requestAnimationFrame(view.redraw);
    return width;
  };
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
  broken.forEach((one, index) => context.fillText(one, width / 2, height / 2 + 20 * (index + 0.5 - broken.length / 2)));
}
