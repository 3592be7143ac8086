"""Fixtures of the browser tests: one JupyterLab, one browser and one window for all of them.

To open a lecture takes longer than most tests. So the tests of one lecture run in one process and
share its page, whatever file they stand in; `lecture` opens it. A test begins with the cells of its
explorers run anew, and after one that fails the lecture is opened anew.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error

from tests.browser import explorer as explorers
from tests.browser.explorer import Explorer
from tests.browser.eyes import KEPT
from tests.browser.lab_page import LabPage
from tests.browser.lab_server import lab_server
from tests.browser.needed import needed
from tests.chromium import chromium

# The lectures' own way to run in seconds, and digits that need no download.
KERNEL_ENVIRONMENT = {"CNN_COURSE_SHORT_RUN": "1", "CNN_COURSE_MNIST": "scikit-learn"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Name the file's `LECTURE` in the ids of its tests: by these a lecture goes to one process."""
    name = getattr(metafunc.module, "LECTURE", "")
    if name and "lecture" in metafunc.fixturenames:
        metafunc.parametrize("lecture", [name], indirect=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item):
    """Take a picture of the window of a test that fails; the next one begins with a new page."""
    report = yield
    lab_page = getattr(item, "funcargs", {}).get("lab_page")
    if report.failed and lab_page:
        lab_page.shown = ""
    if report.failed and report.when != "teardown" and lab_page:
        name = re.sub(r"[^\w.-]+", "_", item.name)
        picture = KEPT / "failed" / f"{name}.png"
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
        lab.show(path)
        if run:
            lab.run_all()
        return lab

    yield open_and_run
    lab.close_all()


@pytest.fixture
def lecture(lab: LabPage, request: pytest.FixtureRequest) -> LabPage:
    """JupyterLab with the test's lecture in it and what the file's `CELLS` need run.

    `CELLS` are the cells of the file's explorers, or a table of them by lecture.
    """
    cells = request.module.CELLS
    wanted = cells[request.param] if isinstance(cells, dict) else cells
    lab.show(request.param, needed(request.param, wanted))
    return lab


@pytest.fixture
def start(lecture: LabPage) -> Callable[[str], Explorer]:
    """A function that gives the explorer of a cell as the cell makes it."""
    return lambda cell_id: explorers.run(lecture, cell_id)
