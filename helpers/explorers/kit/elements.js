// Elements of a view: made once, changed only where they differ.

const LINE_HEIGHT = 1.4; // as in style.css
// What the texts of views are like, to measure how wide a letter is.
const SAMPLE = "Input 28 by 28, stride 2; output 13 by 13. Every row and column is reached: −1.50.";
const WRAPPED = 1.08; // as most lines end before their end

/**
 * An element with attributes and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

/**
 * Show a text; the same one would be laid out again.
 * @param {HTMLElement} target
 * @param {string} text
 */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/**
 * Show markup; elements and texts that it leaves as they are need no new layout.
 * @param {HTMLElement} target
 * @param {string} markup
 */
export function setMarkup(target, markup) {
  if (shown.get(target) === markup) return;
  shown.set(target, markup);
  const template = document.createElement("template");
  template.innerHTML = markup;
  become(target, template.content);
}

/**
 * The markup of each element; to read it back from the page takes longer.
 * @type {WeakMap<HTMLElement, string>}
 */
const shown = new WeakMap();

/**
 * Make the children of an element like those of another node.
 * @param {Element} target
 * @param {ParentNode} wanted
 */
function become(target, wanted) {
  const now = [...target.childNodes],
    then = [...wanted.childNodes];
  const alike = now.length === then.length && now.every((node, at) => isSameKind(node, then[at]));
  if (!alike) return target.replaceChildren(...then);
  now.forEach((node, at) => {
    const other = then[at];
    if (node instanceof Element && other instanceof Element) become(node, other);
    else if (node.nodeValue !== other.nodeValue) node.nodeValue = other.nodeValue;
  });
}

/**
 * @param {Node} one
 * @param {Node} other
 */
function isSameKind(one, other) {
  if (one.nodeType !== Node.ELEMENT_NODE) return one.nodeName === other.nodeName;
  return one.cloneNode().isEqualNode(other.cloneNode());
}

/**
 * A visible text that a screen reader says when it has settled, not at every step. It has room for
 * as many `letters` as it ever has, so that nothing below it moves.
 * @param {string} className
 * @param {{ letters: number }} room
 */
export function liveLine(className, { letters }) {
  const line = element("p", { class: `cnn-live ${className}`, "aria-live": "polite" });
  line.dataset.letters = String(letters);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settled;
  return Object.assign(line, {
    /** @param {string} text */
    say(text) {
      if (line.textContent === text) return;
      line.setAttribute("aria-busy", "true");
      line.textContent = text;
      clearTimeout(settled);
      settled = setTimeout(() => line.removeAttribute("aria-busy"), 400);
    },
  });
}

/**
 * Give each text below an element room for the lines that it takes at most. Measure only where the
 * width has changed: it costs a layout.
 * @param {Element} root
 */
export function reserveLines(root) {
  /** @type {HTMLElement[]} */
  const texts = [...root.querySelectorAll(".cnn-live")].filter(isWide);
  const lines = texts.map((text) => {
    const width = WRAPPED * Number(text.dataset.letters) * letterWidth(text);
    return Math.ceil(width / text.clientWidth);
  });
  texts.forEach((text, at) => {
    text.style.minHeight = `${LINE_HEIGHT * lines[at]}em`;
  });
}

/**
 * @param {Element} text
 * @returns {text is HTMLElement}
 */
function isWide(text) {
  return text instanceof HTMLElement && text.clientWidth > 0;
}

/**
 * Pixels of a letter in an element's font, on average.
 * @param {Element} text
 */
function letterWidth(text) {
  const context = element("canvas").getContext("2d");
  if (!context) return 0;
  context.font = getComputedStyle(text).font;
  return context.measureText(SAMPLE).width / SAMPLE.length;
}
