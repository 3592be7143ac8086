// Questions with instant feedback: choose an answer or type a number, and learn why it is right or
// wrong.

/** @import { Draw, View } from "../kit/view.js" */
/**
 * A question with answers to choose: [answer, whether it is right, feedback].
 * @typedef {{ text: string, options: [string, boolean, string][] }} Choice
 */
/**
 * A question for a number; `wrong` has [number, the misconception that leads to it].
 * @typedef {{ text: string, answer: number, wrong: [number, string][], because: string,
 *   hint: string, tolerance: number }} Typed
 */
/**
 * The traits of helpers.explorers.questions.quiz.QuestionsView.
 * @typedef {{ questions: (Choice | Typed)[] }} Traits
 */
/** @typedef {{ right: boolean, text: string }} Verdict */

import { element } from "../kit/elements.js";
import { parseNumber } from "../kit/guess.js";
import { takesKeys } from "../kit/input.js";
import { widget } from "../kit/view.js";

/**
 * What to say to a typed number.
 * @param {Typed} question
 * @param {string} text
 * @returns {Verdict}
 */
export function judge(question, text) {
  const value = parseNumber(text);
  if (Number.isNaN(value)) return { right: false, text: "Type a number, such as 1024 or 0.5." };
  const near = (/** @type {number} */ target) => Math.abs(value - target) <= question.tolerance;
  if (near(question.answer)) return { right: true, text: question.because };
  const known = question.wrong.find(([mistake]) => near(mistake));
  const hint = question.hint || "Work it out on paper, then try again.";
  return { right: false, text: known ? known[1] : hint };
}

/**
 * @param {View<Traits>} view
 * @returns {Draw}
 */
function build(view) {
  view.get("questions").forEach((question) => {
    const set = element("fieldset", {}, element("legend", {}, question.text));
    const feedback = element("p", { class: "cnn-feedback", role: "status" });
    const tell = (/** @type {Verdict} */ { right, text }) => {
      feedback.className = `cnn-feedback ${right ? "cnn-right" : "cnn-wrong"}`;
      feedback.textContent = `${right ? "✓ Right." : "✗ Not yet."} ${text}`.trim();
    };
    if ("options" in question) set.append(...choices(question, tell));
    else set.append(field(question, tell, () => feedback.replaceChildren()));
    set.append(feedback);
    view.root.append(set);
  });
  return () => view.palette(); // nothing is painted; the theme's class is set
}

/**
 * A button for each answer to choose.
 * @param {Choice} question
 * @param {(verdict: Verdict) => void} tell
 */
function choices({ options }, tell) {
  // The name joins the buttons of a question; a page may hold the same questions twice.
  const group = `question-${Math.random()}`;
  return options.map(([option, right, text]) => {
    const radio = takesKeys(element("input", { type: "radio", name: group }));
    radio.addEventListener("change", () => tell({ right, text }));
    return element("label", { class: "cnn-option" }, radio, element("span", {}, option));
  });
}

/**
 * A field for the number, and a button to check it.
 * @param {Typed} question
 * @param {(verdict: Verdict) => void} tell
 * @param {() => void} forget what was told of another number
 */
function field(question, tell, forget) {
  const attributes = { type: "text", inputmode: "decimal", size: 12 };
  const typed = takesKeys(element("input", { ...attributes, "aria-label": question.text }));
  const button = takesKeys(element("button", { type: "submit" }, "Check"));
  const form = element("form", { class: "cnn-number" }, typed, button);
  // JupyterLab keeps the browser from sending a form by the enter key.
  typed.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    form.requestSubmit();
  });
  typed.addEventListener("input", forget);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell(judge(question, typed.value));
  });
  return form;
}

export default widget("cnn-questions", build);
