// Names and keys for the ipywidgets controls in the same box, and what is typed beside a slider.
// An IntSlider's handle has no accessible name, and JupyterLab's one-letter commands fire on every
// focused element that takes no text: on a slider, x would cut the cell.

const FOCUSABLE = "select, button, input, [tabindex], [contenteditable]";
/** @type {Record<string, string>} */
const ICONS = {
  "fa-play": "play",
  "fa-pause": "pause",
  "fa-stop": "stop",
  "fa-retweet": "repeat",
};

/** @param {{ el: HTMLElement }} context */
function render({ el }) {
  /** @type {MutationObserver | null} */
  let observer = null;
  let frame = 0,
    leave = () => {};
  const start = () => {
    if (!el.isConnected) {
      frame = requestAnimationFrame(start); // anywidget renders before the element is in the page
      return;
    }
    const box = /** @type {HTMLElement} */ (el.closest(".widget-box") ?? el.parentElement);
    const watch = new MutationObserver((changes) => {
      for (const part of changedParts(changes, box)) improve(part);
      watch.takeRecords(); // its own changes need no second look
    });
    watch.observe(box, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: ["class", "disabled", "aria-valuetext"],
    });
    observer = watch;
    improve(box);
    box.addEventListener("keydown", toTheEnd, true);
    box.addEventListener("focusout", takeTyped);
    leave = () => {
      box.removeEventListener("keydown", toTheEnd, true);
      box.removeEventListener("focusout", takeTyped);
    };
  };
  start();
  return () => {
    cancelAnimationFrame(frame);
    observer?.disconnect();
    leave();
  };
}

/**
 * The sliders that were moved, and the whole box where anything else was changed.
 * @param {MutationRecord[]} changes
 * @param {Element} box
 */
function changedParts(changes, box) {
  /** @type {Set<Element>} */
  const parts = new Set();
  for (const { target } of changes) {
    const changed = target instanceof Element ? target : target.parentElement;
    if (changed && !isInsideView(changed)) parts.add(changed.closest(".widget-slider") ?? box);
  }
  return parts;
}

/**
 * A view names its own elements, and changes many of them in every drawing.
 * @param {Element} target
 */
function isInsideView(target) {
  return Boolean(target.closest(".cnn-view"));
}

/** @param {Element} part */
function improve(part) {
  /** @type {NodeListOf<HTMLElement>} */
  const controls = part.querySelectorAll(FOCUSABLE);
  for (const control of controls) {
    if (isInsideView(control)) continue;
    control.dataset.lmSuppressShortcuts = "true";
    if (control.matches("button") && !control.textContent?.trim()) nameButton(control);
  }
  // Without a tooltip ipywidgets writes the word null into the label's title.
  for (const label of part.querySelectorAll('.widget-label[title="null"]'))
    label.removeAttribute("title");
  const sliders = part.matches(".widget-slider") ? [part] : part.querySelectorAll(".widget-slider");
  sliders.forEach(nameSlider);
}

/**
 * A button without text, such as those of Play, is called by its title or by its icon.
 * @param {HTMLElement} button
 */
function nameButton(button) {
  const icon = [...(button.querySelector("i")?.classList ?? [])].find((name) => ICONS[name]);
  const name = button.title || (icon && ICONS[icon]);
  if (name) change(button, "aria-label", name);
}

/** @param {Element} slider */
function nameSlider(slider) {
  const name = slider.querySelector(".widget-label")?.textContent ?? "";
  const readout = slider.querySelector(".widget-readout");
  const handles = slider.querySelectorAll(".noUi-handle"),
    rests = Boolean(slider.querySelector(".noUi-target[disabled]"));
  handles.forEach((handle, index) => {
    const part = handles.length > 1 ? [", from", ", to"][index] : "";
    change(handle, "aria-label", name + part);
    change(handle, "aria-disabled", String(rests));
    // noUiSlider says "3.00"; the readout says what is meant, such as "same".
    const spoken = handles.length === 1 && readout?.textContent;
    if (spoken) change(handle, "aria-valuetext", spoken);
  });
  // A slider over named values reads nothing of what is typed there.
  if (readout && slider.matches(".cnn-stops")) change(readout, "contenteditable", "false");
  // Not isContentEditable: it would make the browser lay out the page at every step.
  if (readout?.getAttribute("contenteditable") === "true") {
    change(readout, "role", "textbox");
    change(readout, "aria-label", `${name}, value`);
  } else for (const attribute of ["role", "aria-label"]) readout?.removeAttribute(attribute);
}

/**
 * After a slider got another range, noUiSlider's End key still goes to the end of the first.
 * @param {KeyboardEvent} event
 */
function toTheEnd(event) {
  const handle = /** @type {HTMLElement} */ (event.target);
  if (event.key !== "End" || !handle.matches(".noUi-handle")) return;
  // noUiSlider puts itself on its element; no types of it are at hand.
  const slider = /** @type {any} */ (handle.closest(".noUi-target:not([disabled])"))?.noUiSlider;
  if (!slider) return;
  event.preventDefault();
  event.stopPropagation();
  slider.setHandle(Number(handle.dataset.handle), slider.options.range.max, true);
}

/**
 * What was typed beside a slider counts when the place is left, as it does after Enter; else it
 * would stand there and mean nothing. ipywidgets waits for a blur event, which does not bubble.
 * @param {FocusEvent} event
 */
function takeTyped({ target }) {
  if (target instanceof Element && target.matches('.widget-readout[contenteditable="true"]'))
    target.dispatchEvent(
      new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true }),
    );
}

/**
 * @param {Element} target
 * @param {string} attribute
 * @param {string} value
 */
function change(target, attribute, value) {
  if (target.getAttribute(attribute) !== value) target.setAttribute(attribute, value);
}

export default { render };
