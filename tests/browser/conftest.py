"""Fixtures of the browser tests: one JupyterLab, one browser and one window for all of them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.browser import explorer as explorers
from tests.browser.explorer import Explorer
from tests.browser.lab_page import LabPage
from tests.browser.lab_server import lab_server
from tests.browser.network_lectures import EXPLORERS, NEEDED
from tests.chromium import chromium

# The lectures' own way to run in seconds, and digits that need no download.
KERNEL_ENVIRONMENT = {"CNN_COURSE_SHORT_RUN": "1", "CNN_COURSE_MNIST": "scikit-learn"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Take a picture of the window of a test that fails, before its notebook is closed."""
    report = yield
    lab_page = getattr(item, "funcargs", {}).get("lab_page")
    if report.failed and report.when != "teardown" and lab_page:
        name = re.sub(r"[^\w.-]+", "_", item.name)
        picture = item.config.rootpath / ".cache" / "browser" / f"{name}.png"
        try:
            lab_page.screenshot(picture)
            report.sections.append(("browser window", str(picture)))
        except Error as error:  # a browser that has gone must not end the whole run
            report.sections.append(("browser window", f"no picture of it: {error}"))
    return report


@pytest.fixture(scope="package")
def lectures_copy(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the lectures that a test may run and change."""
    copy = tmp_path_factory.mktemp("browser") / "lectures"
    shutil.copytree(
        pytestconfig.rootpath / "lectures",
        copy,
        ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
    )
    return copy


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The Chromium of this system, without a window."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="package")
def lab_page(
    browser: Browser, lectures_copy: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LabPage]:
    """JupyterLab in a window, without a notebook."""
    home = tmp_path_factory.mktemp("jupyter")
    with lab_server(lectures_copy, home, KERNEL_ENVIRONMENT) as address:
        context = browser.new_context(
            viewport={"width": 1280, "height": 1000}, reduced_motion="reduce"
        )
        lab = LabPage(context.new_page(), address)
        lab.start()
        yield lab
        context.close()


@pytest.fixture
def lab(lab_page: LabPage) -> Iterator[LabPage]:
    """JupyterLab's window; the test fails if the browser complains of anything.

    That is an error on the console, an uncaught exception or a request outside this machine. A test
    that fails leaves a picture of the window in ``.cache/browser/``.
    """
    yield lab_page
    faults, lab_page.faults[:] = list(lab_page.faults), []
    assert not faults, "the browser complained:\n" + "\n".join(faults)


@pytest.fixture
def open_notebook(lab: LabPage) -> Iterator[Callable[..., LabPage]]:
    """A function that opens a notebook, runs it (unless ``run=False``) and returns the window.

    A cell that raises or writes to stderr fails the test. The kernel ends with the test.
    """

    def open_and_run(path: str, *, run: bool = True) -> LabPage:
        lab.open(path)
        if run:
            lab.run_all()
        return lab

    yield open_and_run
    lab.close_all()


@pytest.fixture(scope="module")
def lecture(lab_page: LabPage, request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of a lecture whose explorers have been run, once for all tests of it."""
    lab_page.open(request.param)
    for cell in (*NEEDED[request.param], *EXPLORERS[request.param]):
        lab_page.run_cell(cell)
    for cell in EXPLORERS[request.param]:
        explorers.skip_guess(lab_page.cell(cell))
    yield request.param
    lab_page.close_all()


@pytest.fixture
def start(lecture: str, lab: LabPage) -> Callable[[str], Explorer]:
    """A function that gives the explorer of a cell as the cell makes it."""
    return lambda cell_id: explorers.run(lab, cell_id)


@pytest.fixture
def all_of_it(lecture: str, lab: LabPage) -> list[Explorer]:
    """The explorers of the lecture, as the last test left them."""
    return [Explorer(lab, cell_id) for cell_id in EXPLORERS[lecture]]
