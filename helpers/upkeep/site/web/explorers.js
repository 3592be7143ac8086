// Explorers come alive when they are near the window; until then their picture stands there.

import { Widget } from "@lumino/widgets";
import { PageManager } from "./manager.js";
import { Photos } from "./photos.js";

/** How far from the window an explorer is made. */
const NEAR = "800px";

/**
 * What helpers/upkeep/site/texts.py writes: positions in the page's texts stand for code and bytes.
 * @typedef {{ state: Record<string, any>, buffers: { data: any }[],
 *   photos?: number[] }} Model
 * @typedef {{ root: string, models: Record<string, Model> }} State
 */

/** @param {Document} page */
export function wakeExplorers(page) {
  const manager = new PageManager();
  /** @type {string[]} */
  const texts = read(page, "texts") ?? [];
  const photos = new Photos(read(page, "photos") ?? []);
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        wake(/** @type {HTMLElement} */ (target), manager, texts, photos);
      }
    },
    { rootMargin: NEAR },
  );
  for (const explorer of page.querySelectorAll(".explorer")) near.observe(explorer);
}

/**
 * @param {HTMLElement} explorer
 * @param {PageManager} manager
 * @param {string[]} texts
 * @param {Photos} photos
 */
async function wake(explorer, manager, texts, photos) {
  const still = /** @type {HTMLElement} */ (explorer.querySelector(".still"));
  const host = document.createElement("div");
  host.className = "live";
  try {
    /** @type {State} */
    const { root, models } = read(explorer, "state");
    for (const model of Object.values(models)) await putBack(model, texts, photos);
    await manager.set_state(
      /** @type {any} */ ({ version_major: 2, version_minor: 0, state: models }),
    );
    const view = await manager.create_view(await manager.get_model(root));
    explorer.append(host);
    Widget.attach(view.luminoWidget, host);
    still.remove();
  } catch (error) {
    console.error(error);
    host.remove();
    explorer.append(apology(error));
  }
}

/**
 * Data that the page or an explorer holds.
 * @param {ParentNode} place
 * @param {string} kind
 */
function read(place, kind) {
  return JSON.parse(place.querySelector(`script.${kind}`)?.textContent ?? "null");
}

/**
 * @param {Model} model
 * @param {string[]} texts
 * @param {Photos} photos
 */
async function putBack({ state, buffers, photos: places }, texts, photos) {
  for (const name of ["_esm", "_css"])
    if (name in state)
      state[name] = state[name].map((/** @type {number} */ part) => texts[part]).join("\n");
  for (const buffer of buffers) buffer.data = texts[buffer.data];
  if (places) state.pictures = await photos.inOne(places);
}

/** @param {unknown} error */
function apology(error) {
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent =
    `This picture should move, but your browser could not make it (${error}). ` +
    "A newer Chrome, Edge, Firefox or Safari can.";
  return line;
}
