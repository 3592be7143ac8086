// Explorers come alive when they are near the window; until then their picture stands there.

import { Widget } from "@lumino/widgets";
import { addressOf, apply, Damaged, linkIn } from "./links.js";
import { PageManager } from "./manager.js";
import { Photos } from "./photos.js";

/** @import { Link } from "./links.js" */

/** How far from the window an explorer is made. */
const NEAR = "800px";
/** How long a view may take to be drawn, in milliseconds. */
const PATIENCE = 15_000;
/** How long one explorer keeps the next one waiting at most, in milliseconds. */
const TURN = 1_000;
/** The event by which a view says that it cannot be drawn. */
const FAILED = "cnn-failed";
/** What nbconvert writes before the id of a cell. */
const CELL = "cell-id=";

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
  const link = linkIn(location.hash);
  const queue = new Queue((explorer) => wake(explorer, { manager, texts, photos, link }));
  const near = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        queue.add(/** @type {HTMLElement} */ (target));
      }
    },
    { rootMargin: NEAR },
  );
  for (const explorer of page.querySelectorAll(".explorer")) near.observe(explorer);
  if (link) {
    // Else the browser may scroll back, once the page is loaded again, to where it stood before.
    history.scrollRestoration = "manual";
    goTo(page, link);
  }
  // The browser does not load the page again where only what is behind # changes.
  addEventListener("hashchange", () => linkIn(location.hash) && location.reload());
}

/** Makes one explorer after the other, so that the one that is looked at is not kept waiting. */
class Queue {
  /** @param {(explorer: HTMLElement) => Promise<void>} make */
  constructor(make) {
    this.make = make;
    /** @type {HTMLElement[]} */
    this.waiting = [];
    this.busy = false;
  }

  /** @param {HTMLElement} explorer */
  add(explorer) {
    this.waiting.push(explorer);
    explorer.setAttribute("aria-busy", "true");
    if (!this.busy) this.work();
  }

  async work() {
    this.busy = true;
    await null; // others may come in the same call
    while (this.waiting.length) {
      this.waiting.sort((one, other) => fromMiddle(other) - fromMiddle(one));
      const next = /** @type {HTMLElement} */ (this.waiting.pop());
      await Promise.race([this.make(next), after(TURN)]);
    }
    this.busy = false;
  }
}

/**
 * How far the middle of an element is from that of the window, in pixels.
 * @param {Element} element
 */
function fromMiddle(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.abs((top + bottom - innerHeight) / 2);
}

/**
 * Scroll to the explorer of a link.
 * @param {Document} page
 * @param {Link} link
 */
function goTo(page, { cell }) {
  const explorer = [...page.querySelectorAll(".explorer")].find((one) => cellOf(one) === cell);
  if (explorer) explorer.scrollIntoView();
  else
    page
      .querySelector("main")
      ?.prepend(alert("This link is damaged: the page has no such explorer."));
}

/** @param {Element} explorer */
function cellOf(explorer) {
  return explorer.closest("[id]")?.id.replace(CELL, "") ?? "";
}

/**
 * @param {HTMLElement} explorer
 * @param {{ manager: PageManager, texts: string[], photos: Photos, link: Link | null }} page
 */
async function wake(explorer, { manager, texts, photos, link }) {
  const still = /** @type {HTMLElement} */ (explorer.querySelector(".still"));
  const host = document.createElement("div");
  host.className = "live";
  try {
    /** @type {State} */
    const { root, models } = read(explorer, "state");
    for (const model of Object.values(models)) await putBack(model, texts, photos);
    if (link?.cell === cellOf(explorer)) follow(link, models, explorer);
    await manager.set_state(
      /** @type {any} */ ({ version_major: 2, version_minor: 0, state: models }),
    );
    const view = await manager.create_view(await manager.get_model(root));
    explorer.append(host);
    Widget.attach(view.luminoWidget, host);
    host.addEventListener(FAILED, () => host.before(still));
    const problem = await drawn(host);
    if (problem) return host.replaceWith(problem);
    keepBelow(explorer, () => {
      still.remove();
      explorer.removeAttribute("aria-busy");
      offerLink(host, cellOf(explorer));
    });
  } catch (error) {
    console.error(error);
    host.remove();
    explorer.append(apology(error));
  } finally {
    explorer.removeAttribute("aria-busy");
  }
}

/**
 * Change an explorer. Where it begins above the window, what stands below it stays where it is: a
 * reader may be about to click there.
 * @param {HTMLElement} explorer
 * @param {() => void} change
 */
function keepBelow(explorer, change) {
  const { top, bottom } = explorer.getBoundingClientRect();
  change();
  if (top < 0 && bottom > 0) scrollBy(0, explorer.getBoundingClientRect().bottom - bottom);
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

/**
 * Put an explorer into the state of a link, or say why it stays at its start.
 * @param {Link} link
 * @param {Record<string, Model>} models
 * @param {HTMLElement} explorer
 */
function follow({ wanted }, models, explorer) {
  try {
    apply(models, wanted);
  } catch (error) {
    if (!(error instanceof Damaged)) throw error;
    explorer.prepend(alert(error.message));
  }
}

/**
 * Wait until the view is there, or says why it cannot be: anywidget draws when it has loaded the
 * view's code. Until then the still picture stays.
 * @param {HTMLElement} host
 * @returns {Promise<Element | null>} what says why, if something does
 */
function drawn(host) {
  return new Promise((tell) => {
    const end = (/** @type {Element | null} */ problem) => {
      watch.disconnect();
      tell(problem);
    };
    const look = () => {
      if (host.querySelector(".cnn-view")) end(host.querySelector(".cnn-view > [role=alert]"));
    };
    const watch = new MutationObserver(look);
    watch.observe(host, { childList: true, subtree: true });
    look();
    after(PATIENCE).then(() => end(apology("nothing was drawn")));
  });
}

/**
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
function after(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}

/**
 * Beside the button that copies the call, one that copies a link to the state. Questions have none.
 * @param {HTMLElement} host
 * @param {string} cell
 */
function offerLink(host, cell) {
  const copyButton = host.querySelector(".cnn-copy > button"),
    copied = host.querySelector(".cnn-copied");
  if (!copyButton || !copied) return;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "cnn-button", textContent: "Copy a link" });
  button.addEventListener("click", async () => {
    /** @type {{ state?: Record<string, unknown> }} */
    const detail = {};
    host.querySelector(".cnn-view")?.dispatchEvent(new CustomEvent("cnn-ask-state", { detail }));
    const address = addressOf(cell, detail.state ?? {});
    const done = await navigator.clipboard.writeText(address).then(
      () => "Copied",
      () => "Copy this",
    );
    copied.textContent = `${done}: ${address}`;
  });
  copyButton.after(button);
}

/** @param {unknown} error */
function apology(error) {
  return alert(
    `This picture should move, but your browser could not make it (${error}). ` +
      "A newer Chrome, Edge, Firefox or Safari can.",
  );
}

/**
 * A sentence that a screen reader says at once.
 * @param {string} text
 */
function alert(text) {
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent = text;
  return line;
}
