"""How long after a key is pressed does an explorer show its answer?

Run it with ``make bench-explorers``, on a machine that does nothing else. Every lecture is opened
and run in JupyterLab in a Chromium without a window. Each control of each explorer is moved there
and back by the keyboard. Timed is the way from the key press to the frame in which a picture is
drawn anew, with its text; and what the drawing takes of that. The row "bare page" of each lecture
is a slider that changes one text and nothing else, outside JupyterLab: what is slow there is the
machine.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from playwright.sync_api import Locator, Page, TimeoutError, sync_playwright

from tests.browser.conftest import KERNEL_ENVIRONMENT
from tests.browser.eyes import LOOKS
from tests.browser.lab_page import LabPage
from tests.browser.lab_server import lab_server
from tests.chromium import BROWSER_FLAGS, BROWSERS
from tests.paths import LECTURES

VIEWS = ".cnn-view:not(.cnn-questions)"
# The explorers that a slider shall seem to hold in its hand, by the class of their view:
# convolution, layer geometry, receptive field, im2col.
GOALS = dict.fromkeys(("cnn-explorer", "cnn-geometry", "cnn-tracer", "cnn-columns"), 20.0)
OTHER_GOAL = 100.0

HEADING = (
    f"{'lecture':<8} {'explorer':<18} {'steps':>5} {'median':>8} {'p95':>8} "
    f"{'drawing':>8} {'p95':>8}"
    f" {'goal':>6}  p95 is below it"
)
ANSWER_MS = 3000  # a step that has changed nothing by then will change nothing
PAUSE_MS = 33  # between steps, as of a key that is held down

CONTROLS = (
    ".jp-OutputArea-output :is(.noUi-target:not([disabled]) .noUi-handle, select,"
    " input[type=checkbox], canvas[tabindex='0'])"
)
BARE_PAGE = """
<label>slider <input type="range" min="0" max="100" value="50"></label>
<p role="img" aria-label="50">50</p>
<script>
    const [input, text] = document.querySelectorAll('input, p');
    input.addEventListener('input', () => {
        text.textContent = input.value;
        text.setAttribute('aria-label', input.value);
    });
</script>
"""


@dataclass
class Timed:
    """The steps of one explorer."""

    lecture: str
    explorer: str
    goal: float | None
    times: list[float] = field(default_factory=list)
    drawings: list[float] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    def row(self) -> str:
        cells = f"{self.lecture:<8} {self.explorer:<18} {len(self.times):>5}"
        if not self.times:
            return cells
        median, slow = np.percentile(self.times, [50, 95])
        drawn = np.percentile(self.drawings, [50, 95])
        cells += f" {median:>8.1f} {slow:>8.1f} {drawn[0]:>8.1f} {drawn[1]:>8.1f}"
        if self.goal:
            cells += f" {self.goal:>6.0f}  {'yes' if slow <= self.goal else 'no'}"
        return cells


class Stepper:
    """Presses keys in a window, one at a time, and waits for the answer to each.

    Parameters
    ----------
    page : Page
        The window, into which the browser tests' `LOOKS` was loaded.
    shown : Locator
        A picture, or what holds the pictures that change.
    text_is_new : bool
        Wait until it says something else, not only until it is drawn anew.
    """

    def __init__(self, page: Page, shown: Locator, text_is_new: bool = False) -> None:
        self.page = page
        self.measured = shown.evaluate_handle(
            "(shown, isNew) => pageLooks.measureLatencies(shown, isNew)", text_is_new
        )
        self.count = 0

    def press(self, key: str) -> bool:
        """Press a key; whether a picture has changed."""
        self.page.keyboard.press(key)
        try:
            self.page.wait_for_function(
                "([measured, count]) => measured.times.length > count",
                arg=[self.measured, self.count],
                timeout=ANSWER_MS,
            )
        except TimeoutError:
            return False
        self.count += 1
        self.page.wait_for_timeout(PAUSE_MS)
        return True

    def walk(self, key: str, back: str, steps: int) -> int:
        """Press two keys in turn; how many times a picture has changed."""
        before = self.count
        for step in range(steps):
            # The first may be silent, where the control stands at that end already.
            if not self.press(key) and step:
                break
            key, back = back, key
        return self.count - before

    def results(self) -> tuple[list[float], list[float]]:
        """Milliseconds of every step, and of drawing it."""
        found = self.measured.evaluate("({ stop, ...found }) => (stop(), found)")
        return found["times"], found["drawings"]


def keys_of(control: Locator) -> tuple[str, str]:
    """A key that moves a control, and one that moves it back."""
    if is_pad(control):
        return "ArrowRight", "ArrowDown"  # the way back would leave no new ink
    tag = control.evaluate("one => one.tagName")
    return {"SELECT": ("ArrowDown", "ArrowUp"), "INPUT": ("Space", "Space")}.get(
        tag, ("ArrowRight", "ArrowLeft")
    )


def is_pad(control: Locator) -> bool:
    return control.get_attribute("class") == "cnn-pad"


def name_of(control: Locator) -> str:
    return control.evaluate(
        "one => one.labels?.[0]?.textContent.trim()"
        " ?? one.getAttribute('aria-label')?.split('.')[0] ?? one.tagName"
    )


def time_explorer(lab: LabPage, lecture: str, cell_id: str, steps: int) -> Timed:
    """Move every control of the explorer of a cell, some steps each."""
    cell = lab.cell(cell_id)
    view = cell.locator(VIEWS)
    classes = view.get_attribute("class").split()
    goal = next((GOALS[name] for name in classes if name in GOALS), OTHER_GOAL)
    result = Timed(lecture, cell_id, goal)
    cell.scroll_into_view_if_needed()
    view.get_by_role("button", name="Skip", exact=True).click()  # the first move waits for a guess
    found = cell.locator(CONTROLS).all()
    controls = [control for control in found if control.is_visible() and control.is_enabled()]
    # What is drawn by hand is seen at once; the answer of the network is what counts.
    stepper = Stepper(lab.page, view, any(map(is_pad, controls)))
    for done, control in enumerate(controls):
        control.focus()
        if is_pad(control):
            lab.page.keyboard.press("Space")  # the pen goes down
        # What one control leaves over is done by the next ones; an even number leads back.
        planned = 2 * math.ceil((steps - stepper.count) / (len(controls) - done) / 2)
        if not stepper.walk(*keys_of(control), max(planned, 2)):
            result.silent.append(name_of(control))
    result.times, result.drawings = stepper.results()
    return result


def time_bare_page(page: Page, lecture: str, steps: int) -> Timed:
    """The same for a slider on an empty page."""
    page.bring_to_front()  # a page behind another one gets a frame a second
    page.goto("about:blank")
    page.set_content(BARE_PAGE)
    page.add_script_tag(path=LOOKS)
    page.locator("input").focus()
    stepper = Stepper(page, page.locator("p"))
    stepper.walk("ArrowRight", "ArrowLeft", steps)
    return Timed(lecture, "bare page", None, *stepper.results())


def cells_with_views(notebook: Path) -> Iterator[str]:
    """The ids of cells whose output is an explorer."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        bundles = (output.get("data", {}) for output in cell.get("outputs", ()))
        if any("application/vnd.jupyter.widget-view+json" in bundle for bundle in bundles):
            yield cell["id"]


def time_lecture(lab: LabPage, bare: Page, notebook: Path, steps: int) -> Iterator[Timed]:
    number = notebook.name.partition("_")[0]
    lab.page.bring_to_front()
    lab.open(notebook.name)
    lab.run_all()
    for cell_id in cells_with_views(notebook):
        if lab.cell(cell_id).locator(VIEWS).count():
            yield time_explorer(lab, number, cell_id, steps)
    lab.close_all()
    yield time_bare_page(bare, number, steps)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("lectures", nargs="*", help="such as 02 05; all if none is named")
    parser.add_argument("--steps", type=int, default=40, help="of each explorer, or a few more")
    arguments = parser.parse_args()
    notebooks = [
        notebook
        for notebook in sorted(LECTURES.glob("*.ipynb"))
        if not arguments.lectures or notebook.name.startswith(tuple(arguments.lectures))
    ]
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not executable or not notebooks:
        raise SystemExit("there is no such lecture" if executable else "install chromium first")
    results = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, sync_playwright() as playwright:
        root = Path(folder) / "lectures"
        shutil.copytree(LECTURES, root)
        browser = playwright.chromium.launch(executable_path=executable, args=BROWSER_FLAGS)
        with lab_server(root, Path(folder) / "home", KERNEL_ENVIRONMENT) as address:
            context = browser.new_context(viewport={"width": 1280, "height": 1000})
            bare, lab = context.new_page(), LabPage(context.new_page(), address)
            lab.start()
            print(f"milliseconds\n{HEADING}", flush=True)
            for notebook in notebooks:
                for result in time_lecture(lab, bare, root / notebook.name, arguments.steps):
                    print(result.row(), flush=True)
                    results.append(result)
            context.close()
        browser.close()
    for result in results:
        if result.silent:
            print(f"{result.lecture} {result.explorer}: no answer from {'; '.join(result.silent)}")


if __name__ == "__main__":
    main()
