// Names and keys for the ipywidgets controls in the same box.
// An IntSlider's handle has no accessible name, and JupyterLab's one-letter commands fire on every
// focused element that takes no text: on a slider, x would cut the cell.

const FOCUSABLE = "select, button, input, [tabindex]";

function render({ el }) {
  let observer = null, frame = 0;
  const start = () => {
    if (!el.isConnected) {
      frame = requestAnimationFrame(start); // anywidget renders before the element is in the page
      return;
    }
    const box = el.closest(".widget-box") ?? el.parentElement;
    observer = new MutationObserver(() => improve(box));
    observer.observe(box, { childList: true, subtree: true, characterData: true });
    improve(box);
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    observer?.disconnect();
  };
}

function improve(box) {
  for (const control of box.querySelectorAll(FOCUSABLE)) {
    if (!control.closest(".jupyter-widgets")) continue;
    control.dataset.lmSuppressShortcuts = "true";
    if (control.matches("button:not([aria-label])") && control.title && !control.textContent.trim())
      control.setAttribute("aria-label", control.title);
  }
  for (const slider of box.querySelectorAll(".widget-slider")) nameSlider(slider);
}

function nameSlider(slider) {
  const name = slider.querySelector(".widget-label")?.textContent ?? "";
  const readout = slider.querySelector(".widget-readout");
  const handles = slider.querySelectorAll(".noUi-handle");
  handles.forEach((handle, index) => {
    const part = handles.length > 1 ? [", from", ", to"][index] : "";
    change(handle, "aria-label", name + part);
    // noUiSlider says "3.00"; the readout says what is meant, such as "same".
    if (handles.length === 1 && readout?.textContent) change(handle, "aria-valuetext", readout.textContent);
  });
  if (readout?.isContentEditable) change(readout, "role", "textbox");
  if (readout) change(readout, "aria-label", `${name}, value`);
}

function change(target, attribute, value) {
  if (target.getAttribute(attribute) !== value) target.setAttribute(attribute, value);
}

export default { render };
