// A prediction first: the question stands above the picture, and the first move waits for an answer
// or for being let off. Later moves are free.

/**
 * The trait `guess` of a view, as helpers.explorers.kit.guess makes it; `choices` is empty where a
 * number is asked for.
 * @typedef {{ question: string, answer: number | string, because: string, choices: string[],
 *   unit: string }} Guess
 */

import { element } from "./elements.js";
import { takesKeys } from "./input.js";
import { number } from "./words.js";

/** From here on a distance is told as a factor. */
const FAR = 3;

/**
 * "1 024", "1,024", "25 %" and "−3" as people write them; NaN where it is no number.
 * @param {string} text
 */
export function parseNumber(text) {
  const plain = text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/(?<=\d)[\s_'’](?=\d)/g, "")
    .replace(/,(?=\d{3}(\D|$))/g, "")
    .replace(/\s*%$/, "");
  return plain === "" ? NaN : Number(plain);
}

/**
 * How far off a guess was, and why it is so; null for what is no number.
 * @param {Guess} guess
 * @param {string} given
 */
export function verdict({ answer, because, unit }, given) {
  if (typeof answer === "string")
    return `${given === answer ? "Right" : "Not so"}: ${answer}. ${because}`;
  const value = parseNumber(given);
  if (!Number.isFinite(value)) return null;
  const what = [number(answer), unit].join(" ").trim();
  const off = distance(value, answer);
  if (!off) return `Right: ${what}. ${because}`;
  return `You guessed ${number(value)}; it is ${what}. Your guess was ${off}. ${because}`;
}

/**
 * How far a number is from the answer: "2 too low", "4 times too high"; empty where it meets it.
 * @param {number} value
 * @param {number} answer
 */
function distance(value, answer) {
  const off = number(Math.abs(value - answer));
  if (off === "0") return "";
  const way = value < answer ? "low" : "high";
  const factor = value / answer;
  const times = Math.max(factor, 1 / factor);
  if (answer && factor > 0 && times >= FAR) return `too ${way} by a factor of ${number(times, 1)}`;
  return `${off} too ${way}`;
}

/**
 * The question with its answers to give, for the top of a view.
 * @param {Guess} guess
 * @param {() => void} done what waited may be shown
 */
export function guessForm(guess, done) {
  const question = element("p", { class: "cnn-question" }, guess.question);
  const told = element("p", { class: "cnn-told", role: "status" });
  const answers = element("div", { class: "cnn-answers" });
  // No form element: with a name it is a landmark, and a page has many that are called the same.
  const attributes = { class: "cnn-guess", role: "group", "aria-label": "Guess first" };
  const form = element("div", attributes, question, answers, told);
  let open = true,
    moved = false;
  const finish = () => {
    open = false;
    document.removeEventListener("keydown", onEscape, true);
    done();
  };
  const skip = () => {
    const held = form.contains(document.activeElement);
    const view = form.parentElement;
    form.remove();
    if (held && view) takesFocus(view).focus(); // Tab goes on from here
    finish();
  };
  const give = (/** @type {string} */ given) => {
    const text = verdict(guess, given);
    told.textContent = text ?? "Type a number, such as 1024 or 0.5.";
    if (text === null) return;
    answers.remove();
    takesFocus(told).focus();
    finish();
  };
  const onEscape = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && explorerOf(form).contains(/** @type {Node} */ (event.target)))
      skip();
  };
  // A control stands outside of the view, and its own keys must not keep the event from here.
  document.addEventListener("keydown", onEscape, true);
  answers.append(...offered(guess, give), button("Skip", skip));
  return {
    form,
    isOpen: () => open,
    /** Whether a move has been made that is not to be answered yet. */
    waits: () => open && moved,
    remind() {
      moved = true;
      told.textContent = "The picture waits for your guess. Escape or Skip shows it without one.";
    },
    /** The view is taken from the page. */
    forget: () => document.removeEventListener("keydown", onEscape, true),
  };
}

/**
 * A button for each choice, or a field for a number.
 * @param {Guess} guess
 * @param {(given: string) => void} give
 */
function offered({ question, choices, unit }, give) {
  if (choices.length) return choices.map((one) => button(one, () => give(one)));
  const attributes = { type: "text", inputmode: "decimal", size: 8, "aria-label": question };
  const typed = takesKeys(element("input", attributes));
  const send = () => give(typed.value);
  // JupyterLab keeps the browser from sending a form by the enter key.
  typed.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    send();
  });
  return [typed, ...(unit ? [element("span", {}, unit)] : []), button("Guess", send)];
}

/**
 * @param {string} text
 * @param {() => void} press
 */
function button(text, press) {
  const made = takesKeys(element("button", { type: "button", class: "cnn-button" }, text));
  made.addEventListener("click", press);
  return made;
}

/**
 * The box of the explorer, with its controls; the view where it stands alone.
 * @param {HTMLElement} form
 */
function explorerOf(form) {
  return form.closest(".widget-vbox") ?? form.parentElement ?? form;
}

/**
 * Let a text or a view be focused by the page, not by Tab.
 * @param {HTMLElement} target
 */
function takesFocus(target) {
  takesKeys(target).tabIndex = -1;
  return target;
}
