// Keys and pointer on an element of a view.

/**
 * Let an element be focused without JupyterLab taking its keys (there x cuts the cell).
 * @template {HTMLElement} Target
 * @param {Target} target
 */
export function takesKeys(target) {
  // Only the focused element itself is asked, an ancestor with the attribute does nothing.
  target.dataset.lmSuppressShortcuts = "true";
  if (!target.matches("input, button, select")) target.tabIndex = 0;
  return target;
}

/**
 * Steps [rows, columns]; ±Infinity leads to an end.
 * @type {Record<string, [number, number]>}
 */
const STEPS = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  Home: [0, -Infinity],
  End: [0, Infinity],
  PageUp: [-Infinity, 0],
  PageDown: [Infinity, 0],
};

/**
 * Call `move(rows, columns)` for the arrow keys, Home, End, Page Up and Page Down.
 * @param {HTMLElement} target
 * @param {(rows: number, columns: number) => void} move
 */
export function onArrows(target, move) {
  takesKeys(target).addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    move(...step);
  });
}

/**
 * Call `pick(x, y)` where the pointer is pressed on a canvas, and while it is dragged.
 * @param {HTMLElement} canvas
 * @param {(x: number, y: number) => void} pick
 */
export function onPoint(canvas, pick) {
  const at = (/** @type {PointerEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    pick(event.clientX - box.left, event.clientY - box.top);
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    at(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons) at(event);
  });
}
