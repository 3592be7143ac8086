// In the place of jQuery, a sixth of all scripts: views of widgets keep their element in it, and
// anywidget empties it.

/**
 * @this {any}
 * @param {Element} element
 */
export default function one(element) {
  if (!new.target) return new /** @type {any} */ (one)(element);
  this[0] = element;
  this.empty = () => element.replaceChildren();
}
