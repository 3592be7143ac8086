// The call that opens an explorer in the state in which it stands, and a button that copies it.

/** @import { Context } from "./view.js" */
/**
 * An argument as helpers.explorers.kit.call describes it: data that is called by its name, a value
 * that no move changes, or the traits that hold its value; a text matches its `form`. A link keeps
 * the traits of `kept`, too.
 * @typedef {{ name: string, keyword: boolean, traits?: string[], tuple?: boolean, form?: string,
 *   choices?: unknown[] | null, default?: unknown, value?: unknown }} Argument
 * @typedef {{ name?: string, arguments?: Argument[], kept?: string[] }} Call
 */
/**
 * A page that links to states asks a view for its own by this event, and reads `detail.state`.
 * @typedef {CustomEvent<{ state?: Record<string, unknown> }>} Question
 */

import { element } from "./elements.js";
import { takesKeys } from "./input.js";

const ASK_STATE = "cnn-ask-state";

/**
 * The call in Python. Arguments that have a place stand there; others are named, and left out where
 * they are as by default.
 * @param {Call} call
 * @param {(trait: string) => unknown} get
 */
export function callText({ name, arguments: all = [] }, get) {
  const texts = all.flatMap((argument) => {
    const value = pythonOf(argument, get);
    if (!argument.keyword) return [value];
    return value === literal(argument.default) ? [] : [`${argument.name}=${value}`];
  });
  return `${name}(${texts.join(", ")})`;
}

/**
 * @param {Argument} argument
 * @param {(trait: string) => unknown} get
 */
function pythonOf({ name, traits, tuple, choices, value: fixed }, get) {
  if (fixed !== undefined) return literal(fixed);
  if (!traits) return name;
  const values = traits.map((trait) => {
    const value = get(trait);
    return literal(choices ? choices[Number(value)] : value);
  });
  return tuple ? `(${values.join(", ")})` : values[0];
}

/**
 * The traits that make the state, as they stand.
 * @param {Call} call
 * @param {(trait: string) => unknown} get undefined for what is written in the call alone
 */
export function stateOf({ arguments: all = [], kept = [] }, get) {
  const traits = [...all.flatMap((argument) => argument.traits ?? []), ...kept];
  return Object.fromEntries(
    traits.map((trait) => [trait, get(trait)]).filter(([, value]) => value !== undefined),
  );
}

/**
 * Answer the page when it asks for the state.
 * @param {Context["model"]} model
 * @param {HTMLElement} root
 * @param {(trait: string) => unknown} get what is shown
 */
function tellState(model, root, get) {
  root.addEventListener(ASK_STATE, (event) => {
    const known = (/** @type {string} */ trait) =>
      model.get(trait) === undefined ? undefined : get(trait);
    /** @type {Question} */ (event).detail.state = stateOf(model.get("call"), known);
  });
}

/**
 * A value as Python writes it.
 * @param {unknown} value
 * @returns {string}
 */
function literal(value) {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  // Steps of 0.1 leave 0.30000000000000004.
  if (typeof value === "number") return String(Number(value.toPrecision(12)));
  if (Array.isArray(value))
    return `(${value.map(literal).join(", ")}${value.length === 1 ? "," : ""})`;
  return JSON.stringify(value);
}

/**
 * What a view with a call offers: a button that copies it, and an answer for the page.
 * @param {Context["model"]} model
 * @param {HTMLElement} root
 * @param {(trait: string) => unknown} get what is shown
 */
export function offerState(model, root, get) {
  if (!model.get("call")?.name) return;
  root.append(copyButton(model, get));
  tellState(model, root, get);
}

/**
 * A button that copies the call, and a line that shows what was copied.
 * @param {Context["model"]} model
 * @param {(trait: string) => unknown} get what is shown
 */
function copyButton(model, get) {
  const button = takesKeys(
    element("button", { type: "button", class: "cnn-button" }, "Copy this state"),
  );
  const copied = element("span", { class: "cnn-copied", role: "status" });
  button.addEventListener("click", async () => {
    const text = callText(model.get("call"), get);
    copied.textContent = (await isCopied(text)) ? `Copied: ${text}` : `Copy this: ${text}`;
  });
  return element("div", { class: "cnn-copy" }, button, copied);
}

/**
 * Put a text on the clipboard; false where the browser does not allow it.
 * @param {string} text
 */
async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
