// Elements of a view: made once, changed only where they differ.

const LINE_HEIGHT = 1.4; // as in style.css

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
 * `lines` lines, so that nothing below it moves.
 */
export function liveLine(className = "", { lines = 1 } = {}) {
  const line = element("p", { class: `cnn-live ${className}`, "aria-live": "polite" });
  if (lines > 1) line.style.minHeight = `${LINE_HEIGHT * lines}em`;
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
