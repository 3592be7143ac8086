// Links to states: page.html#cell?trait=value&… opens the explorer of a cell as it stood.

/** @import { Model } from "./explorers.js" */
/**
 * What a link asks for: the id of a cell, and trait → value as JSON.
 * @typedef {{ cell: string, wanted: [string, string][] }} Link
 */

/** Letters of a damaged value that are shown. */
const LONGEST = 40;
const START = "The explorer stands as the lecture begins it.";

/** Why a link cannot be followed, for the reader. */
export class Damaged extends Error {}

/**
 * The link in the address of the page, if it has one to a state.
 * @param {string} hash
 * @returns {Link | null}
 */
export function linkIn(hash) {
  const [cell, query] = hash.slice(1).split(/\?(.*)/s);
  if (query === undefined) return null;
  return { cell: decoded(cell), wanted: [...new URLSearchParams(query)] };
}

/**
 * The address of the page with a state of the explorer in a cell.
 * @param {string} cell
 * @param {Record<string, unknown>} state
 */
export function addressOf(cell, state) {
  const entries = Object.entries(state).map(([trait, value]) => [trait, written(value)]);
  const page = location.href.split("#")[0];
  return `${page}#${encodeURIComponent(cell)}?${new URLSearchParams(entries)}`;
}

/**
 * A value as JSON; steps of 0.1 leave 0.30000000000000004.
 * @param {unknown} value
 */
function written(value) {
  return JSON.stringify(value, (_, one) =>
    typeof one === "number" ? Number(one.toPrecision(12)) : one,
  );
}

/**
 * Put the state of a link into the models of an explorer before they are made; its first question
 * is about another state, and is left out.
 * @param {Record<string, Model>} models
 * @param {Link["wanted"]} wanted
 * @throws {Damaged} if a value cannot be; then nothing was changed
 */
export function apply(models, wanted) {
  const id = Object.keys(models).find((one) => models[one].state.call?.name);
  if (!id) throw new Damaged(`This link is for an explorer, and here is none. ${START}`);
  const { state } = models[id],
    values = Object.fromEntries(wanted.map(([trait, text]) => [trait, readValue(trait, text)]));
  const ends = joined(models, id, "source").filter(({ trait }) => trait in values);
  const inputs = joined(models, id, "target").filter(({ trait }) => trait in values);
  for (const [trait, value] of Object.entries(values)) {
    if (!stateTraits(state.call).has(trait)) refuse(`the explorer has no ${trait}`);
    const moved = inputs.some((input) => input.trait === trait);
    if (!alike(value, state[trait]) || !(moved || isWritten(value, trait, state.call)))
      refuse(`${trait} is ${shortened(JSON.stringify(value))}`);
  }
  for (const { trait, control } of inputs) {
    const moved = ends.filter((end) => end.control === control);
    const changes = Object.fromEntries(moved.map((end) => [end.attribute, values[end.trait]]));
    if (!reaches({ ...control, ...changes }, values[trait])) refuse(`${trait} is ${values[trait]}`);
  }
  Object.assign(state, values, { guess: {} });
  for (const { trait, control, attribute } of [...ends, ...inputs])
    control[attribute] = values[trait];
}

/**
 * The controls that links join to a view, with the names of what is joined.
 * @param {Record<string, Model>} models
 * @param {string} id of the view
 * @param {"source" | "target"} end of the link where the view is
 */
function joined(models, id, end) {
  const other = end === "source" ? "target" : "source";
  return Object.values(models).flatMap(({ state }) => {
    const [at, trait] = state[end] ?? [];
    if (at !== `IPY_MODEL_${id}`) return [];
    const [control, attribute] = state[other];
    return [{ trait, attribute, control: models[control.replace("IPY_MODEL_", "")].state }];
  });
}

/**
 * What a link reads of the call of an explorer.
 * @typedef {{ arguments: { traits?: string[], form?: string }[], kept: string[] }} Call
 */

/** @param {Call} call */
function stateTraits(call) {
  return new Set([...call.arguments.flatMap(({ traits }) => traits ?? []), ...call.kept]);
}

/**
 * Whether a link has written a value that no control is moved to: a text has its form.
 * @param {unknown} value
 * @param {string} trait
 * @param {Call} call
 */
function isWritten(value, trait, call) {
  if (typeof value !== "string") return isPlace(value);
  const forms = call.arguments.filter(({ traits }) => traits?.includes(trait));
  return forms.some(({ form }) => form !== undefined && RegExp(`^(?:${form})$`).test(value));
}

/**
 * Where no control is, a number is a place in a picture, and so are those of a list; the numbers
 * of a kernel are not.
 * @param {unknown} value
 */
function isPlace(value) {
  const all = Array.isArray(value) ? value.filter((one) => !Array.isArray(one)) : [value];
  return all.every((one) => typeof one !== "number" || Number.isInteger(one));
}

/**
 * Whether a value is of the kind of another: a number where one stands, a list for a list.
 * @param {unknown} value
 * @param {unknown} now
 * @returns {boolean}
 */
function alike(value, now) {
  if (Array.isArray(value)) {
    const nested = value.some(Array.isArray);
    if (!Array.isArray(now) || !value.flat(1).every(Number.isFinite)) return false;
    return value.length === now.length || nested || value.length === 0;
  }
  return typeof value === typeof now && (typeof value !== "number" || Number.isFinite(value));
}

/**
 * Whether a control can be moved to a value.
 * @param {Record<string, any>} control
 * @param {any} value
 */
function reaches({ _model_name: kind, min, max, base, _options_labels: options }, value) {
  if (kind === "CheckboxModel") return typeof value === "boolean";
  const whole = Number.isInteger(value);
  if (options) return whole && value >= 0 && value < options.length;
  if (kind === "FloatLogSliderModel") return value >= base ** min && value <= base ** max;
  return (whole || kind.startsWith("Float")) && value >= min && value <= max;
}

/**
 * @param {string} trait
 * @param {string} text
 */
function readValue(trait, text) {
  try {
    return JSON.parse(text);
  } catch {
    return refuse(`${trait} is ${shortened(text)}`);
  }
}

/**
 * @param {string} why
 * @returns {never}
 */
function refuse(why) {
  throw new Damaged(`This link is damaged: ${why}. ${START}`);
}

/** @param {string} text */
function shortened(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
