// Questions with instant feedback: choose an answer or type a number, and learn why it is right or
// wrong.

import { element } from "../kit/elements.js";
import { takesKeys } from "../kit/input.js";
import { mount } from "../kit/view.js";

/** "1 024", "1,024" and "−3" as people write them; NaN where it is no number. */
export function parseNumber(text) {
  const plain = text
    .trim()
    .replace(/[−–]/g, "-")
    .replace(/(?<=\d)[\s_'’](?=\d)/g, "")
    .replace(/,(?=\d{3}(\D|$))/g, "")
    .replace(/%$/, "");
  return plain === "" ? NaN : Number(plain);
}

/** What to say to a typed number: { right, text }. */
export function judge(question, text) {
  const value = parseNumber(text);
  if (Number.isNaN(value)) return { right: false, text: "Type a number, such as 1024 or 0.5." };
  const near = (target) => Math.abs(value - target) <= question.tolerance;
  if (near(question.answer)) return { right: true, text: question.because };
  const known = question.wrong.find(([mistake]) => near(mistake));
  const hint = question.hint || "Work it out on paper, then try again.";
  return { right: false, text: known ? known[1] : hint };
}

/**
 * @typedef {{ questions: any[] }} Traits
 * @typedef {import("../kit/view.js").View<Traits>} View
 */

/** @param {View} view */
function build(view) {
  view.get("questions").forEach((question) => {
    const set = element("fieldset", {}, element("legend", {}, question.text));
    const feedback = element("p", { class: "cnn-feedback", role: "status" });
    const tell = ({ right, text }) => {
      feedback.className = `cnn-feedback ${right ? "cnn-right" : "cnn-wrong"}`;
      feedback.textContent = `${right ? "✓ Right." : "✗ Not yet."} ${text}`.trim();
    };
    // The name joins the buttons of a question; a page may hold the same questions twice.
    const group = `question-${Math.random()}`;
    set.append(...(question.options ? choices(question, group, tell) : field(question, tell)));
    set.append(feedback);
    view.root.append(set);
  });
  return () => view.palette(); // nothing is painted; the theme's class is set
}

/** A button for each answer to choose. */
function choices({ options }, group, tell) {
  return options.map(([option, right, text]) => {
    const radio = takesKeys(element("input", { type: "radio", name: group }));
    radio.addEventListener("change", () => tell({ right, text }));
    return element("label", { class: "cnn-option" }, radio, element("span", {}, option));
  });
}

/** A field for the number, and a button to check it. */
function field(question, tell) {
  const typed = element("input", {
    type: "text",
    inputmode: "decimal",
    size: 12,
    "aria-label": question.text,
  });
  const button = takesKeys(element("button", { type: "submit" }, "Check"));
  const form = element("form", { class: "cnn-number" }, typed, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tell(judge(question, typed.value));
  });
  return [form];
}

export default { render: (context) => mount(context, "cnn-questions", build) };
