// What every page of the site does.

import { wakeExplorers } from "./explorers.js";

/** A table that is wider than the window is moved by keys, too. */
function reachWideTables() {
  /** @type {NodeListOf<HTMLElement>} */
  const boxes = document.querySelectorAll(".wide");
  boxes.forEach((box, at) => {
    const wide = box.scrollWidth > box.clientWidth;
    if (wide) {
      box.tabIndex = 0;
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", `Table ${at + 1}`);
    } else for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
  });
}

wakeExplorers(document);
reachWideTables();
addEventListener("resize", reachWideTables);
