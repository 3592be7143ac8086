// Questions with instant feedback: choose an answer or type a number, and learn why it is right or wrong.

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

function build(view) {
  let serial = 0;
  const feedback = () => {
    const line = element("p", { class: "cnn-feedback", role: "status" });
    line.tell = ({ right, text }) => {
      line.className = `cnn-feedback ${right ? "cnn-right" : "cnn-wrong"}`;
      line.textContent = `${right ? "✓ Right." : "✗ Not yet."} ${text}`.trim();
    };
    return line;
  };

  const choice = (question, answer, number) => {
    const group = `${Date.now()}-${(serial += 1)}`;
    question.options.forEach(([option, right, text]) => {
      const radio = takesKeys(element("input", { type: "radio", name: group }));
      radio.addEventListener("change", () => answer.tell({ right, text }));
      number.append(element("label", { class: "cnn-option" }, radio, element("span", {}, option)));
    });
  };
  const typed = (question, answer, number) => {
    const field = element("input", {
      type: "text",
      inputmode: "decimal",
      size: 12,
      "aria-label": question.text,
    });
    const button = takesKeys(element("button", { type: "submit" }, "Check"));
    const form = element("form", { class: "cnn-number" }, field, button);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer.tell(judge(question, field.value));
    });
    number.append(form);
  };

  view.get("questions").forEach((question) => {
    const set = element("fieldset", {}, element("legend", {}, question.text));
    const answer = feedback();
    (question.options ? choice : typed)(question, answer, set);
    set.append(answer);
    view.root.append(set);
  });
  return () => view.palette(); // nothing is painted; the theme's class is set
}

export default { render: (context) => mount(context, "cnn-questions", build) };
