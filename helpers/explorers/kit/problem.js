// What a view cannot show, with what to do about it; the picture that Python drew stays.

/** @import { Model } from "./view.js" */

import { element } from "./elements.js";

/** Its message is for the reader, who sees it where the picture would be. */
export class Problem extends Error {}

/** The event by which a page that keeps the picture learns that it is needed again. */
const FAILED = "cnn-failed";

/**
 * Say in the place of a view why it is not there, below the picture of its first state: where the
 * page does not have it, Python sends it.
 * @param {HTMLElement} root
 * @param {Model} model
 * @param {unknown} error
 */
export function sayProblem(root, model, error) {
  if (!(error instanceof Problem)) console.error(error);
  const text = error instanceof Problem ? error.message : cannotMove(error);
  const still = element("div");
  root.replaceChildren(still, element("p", { role: "alert" }, text));
  root.dispatchEvent(new CustomEvent(FAILED, { bubbles: true }));
  model.on("msg:custom", (/** @type {any} */ { still: page }) => {
    if (page) still.innerHTML = page;
  });
  model.send({ wants: "still" });
}

/** @param {unknown} error */
function cannotMove(error) {
  return (
    `This picture should move, but your browser could not make it (${error}). ` +
    "A newer Chrome, Edge, Firefox or Safari can."
  );
}
