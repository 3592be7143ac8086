// Names and keys for the ipywidgets controls in the same box.
// An IntSlider's handle has no accessible name, and JupyterLab's one-letter commands fire on every
// focused element that takes no text: on a slider, x would cut the cell.

const FOCUSABLE = "select, button, input, [tabindex]";
const ICONS = {
  "fa-play": "play",
  "fa-pause": "pause",
  "fa-stop": "stop",
  "fa-retweet": "repeat",
};

function render({ el }) {
  let observer = null,
    frame = 0,
    leave = () => {};
  const start = () => {
    if (!el.isConnected) {
      frame = requestAnimationFrame(start); // anywidget renders before the element is in the page
      return;
    }
    const box = el.closest(".widget-box") ?? el.parentElement;
    observer = new MutationObserver((changes) => {
      for (const part of changedParts(changes, box)) improve(part);
      observer.takeRecords(); // its own changes need no second look
    });
    observer.observe(box, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: ["class", "aria-valuetext"],
    });
    improve(box);
    box.addEventListener("keydown", toTheEnd, true);
    leave = () => box.removeEventListener("keydown", toTheEnd, true);
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    observer?.disconnect();
    leave();
  };
}

/** The sliders that were moved, and the whole box where anything else was changed. */
function changedParts(changes, box) {
  const elementOf = ({ target }) =>
    target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
  const changed = changes.map(elementOf).filter((target) => target && !isInsideView(target));
  return new Set(changed.map((target) => target.closest(".widget-slider") ?? box));
}

/** A view names its own elements, and changes many of them in every drawing. */
function isInsideView(target) {
  return Boolean(target.closest(".cnn-view"));
}

function improve(part) {
  for (const control of part.querySelectorAll(FOCUSABLE)) {
    if (isInsideView(control)) continue;
    control.dataset.lmSuppressShortcuts = "true";
    if (control.matches("button") && !control.textContent.trim()) nameButton(control);
  }
  // Without a tooltip ipywidgets writes the word null into the label's title.
  for (const label of part.querySelectorAll('.widget-label[title="null"]'))
    label.removeAttribute("title");
  const sliders = part.matches(".widget-slider") ? [part] : part.querySelectorAll(".widget-slider");
  sliders.forEach(nameSlider);
}

/** A button without text, such as those of Play, is called by its title or by its icon. */
function nameButton(button) {
  const icon = [...(button.querySelector("i")?.classList ?? [])].find((name) => ICONS[name]);
  const name = button.title || ICONS[icon];
  if (name) change(button, "aria-label", name);
}

function nameSlider(slider) {
  const name = slider.querySelector(".widget-label")?.textContent ?? "";
  const readout = slider.querySelector(".widget-readout");
  const handles = slider.querySelectorAll(".noUi-handle");
  handles.forEach((handle, index) => {
    const part = handles.length > 1 ? [", from", ", to"][index] : "";
    change(handle, "aria-label", name + part);
    // noUiSlider says "3.00"; the readout says what is meant, such as "same".
    const spoken = handles.length === 1 && readout?.textContent;
    if (spoken) change(handle, "aria-valuetext", spoken);
  });
  // Not isContentEditable: it would make the browser lay out the page at every step.
  if (readout?.getAttribute("contenteditable") === "true") change(readout, "role", "textbox");
  if (readout) change(readout, "aria-label", `${name}, value`);
}

/** After a slider got another range, noUiSlider's End key still goes to the end of the first. */
function toTheEnd(event) {
  const handle = event.target;
  if (event.key !== "End" || !handle.matches(".noUi-handle")) return;
  const slider = handle.closest(".noUi-target").noUiSlider;
  if (!slider) return;
  event.preventDefault();
  event.stopPropagation();
  slider.setHandle(Number(handle.dataset.handle), slider.options.range.max, true);
}

function change(target, attribute, value) {
  if (target.getAttribute(attribute) !== value) target.setAttribute(attribute, value);
}

export default { render };
