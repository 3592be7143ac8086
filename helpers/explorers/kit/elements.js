// Elements of a view: made once, changed only where they differ.

/** An element with attributes; children are elements or texts. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Show a text; the same one would be laid out again. */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/** Show markup; elements and texts that it leaves as they are need no new layout. */
export function setMarkup(target, markup) {
  if (target.markup === markup) return;
  target.markup = markup;
  const template = document.createElement("template");
  template.innerHTML = markup;
  become(target, template.content);
}

/** Make the children of an element like those of another node. */
function become(target, wanted) {
  const now = [...target.childNodes],
    then = [...wanted.childNodes];
  const alike = now.length === then.length && now.every((node, at) => isSameKind(node, then[at]));
  if (!alike) return target.replaceChildren(...then);
  now.forEach((node, at) => {
    if (node.nodeType === Node.ELEMENT_NODE) become(node, then[at]);
    else if (node.data !== then[at].data) node.data = then[at].data;
  });
}

function isSameKind(one, other) {
  if (one.nodeType !== Node.ELEMENT_NODE) return one.nodeName === other.nodeName;
  return one.cloneNode().isEqualNode(other.cloneNode());
}

/** A visible line of text that a screen reader says when it has settled, not at every step. */
export function liveLine(className) {
  const line = element("p", { class: `cnn-live ${className}`, "aria-live": "polite" });
  let settled = null;
  line.say = (text) => {
    if (line.textContent === text) return;
    line.setAttribute("aria-busy", "true");
    line.textContent = text;
    clearTimeout(settled);
    settled = setTimeout(() => line.removeAttribute("aria-busy"), 400);
  };
  return line;
}
