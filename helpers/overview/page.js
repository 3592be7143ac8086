// Which lectures are done is the student's own word; this browser keeps it.

(() => {
  const KEY = "cnn-course:done";
  /** @type {HTMLInputElement[]} */
  const boxes = [...document.querySelectorAll("input")];
  const told = /** @type {HTMLElement} */ (document.getElementById("ticked"));

  /** @returns {string[]} the lectures that are ticked; none where nothing readable is kept */
  function kept() {
    try {
      const value = JSON.parse(localStorage.getItem(KEY) ?? "[]");
      return Array.isArray(value) ? value : [];
    } catch {
      return []; // storage is off or holds something else: ticks last as long as the page
    }
  }

  function tell() {
    const done = boxes.filter((box) => box.checked).length;
    told.textContent = done ? `${done} of ${boxes.length} done` : "";
  }

  function keep() {
    const done = boxes.filter((box) => box.checked).map((box) => box.value);
    try {
      localStorage.setItem(KEY, JSON.stringify(done));
    } catch {
      told.title = "This browser keeps nothing: the ticks are gone with the page.";
    }
    tell();
  }

  const before = kept();
  for (const box of boxes) {
    box.checked = before.includes(box.value);
    box.addEventListener("change", keep);
  }
  tell();
})();
