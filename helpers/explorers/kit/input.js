// Keys and pointer on an element of a view.

/** Let an element be focused without JupyterLab taking its keys (there x cuts the cell). */
export function takesKeys(target) {
  // Only the focused element itself is asked, an ancestor with the attribute does nothing.
  target.dataset.lmSuppressShortcuts = "true";
  if (!target.matches("input, button, select")) target.tabIndex = 0;
  return target;
}

/** Call `move(rows, columns)` for the arrow keys; ±Infinity for Home, End, Page Up, Page Down. */
export function onArrows(target, move) {
  const steps = {
    ArrowUp: [-1, 0],
    ArrowDown: [1, 0],
    ArrowLeft: [0, -1],
    ArrowRight: [0, 1],
    Home: [0, -Infinity],
    End: [0, Infinity],
    PageUp: [-Infinity, 0],
    PageDown: [Infinity, 0],
  };
  takesKeys(target).addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    move(...step);
  });
}

/** Call `pick(x, y)` where the pointer is pressed on a canvas, and while it is dragged. */
export function onPoint(canvas, pick) {
  const at = (event) => {
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
