"""Rules of the test run, which pytest loads in every process (pyproject.toml).

- Tests and notebooks run short and on the digits that ship with scikit-learn, unless the
  environment says otherwise.
- In a released assignment the cells that a student has yet to fill may raise, and those that need
  what stands there: the tests, and whatever is drawn from the student's id. Every other cell of
  every notebook must run.
- In CI nothing may be skipped because a system program is missing.
- Tests are marked by their folder: `browser`, `grader`, `training`; `make test-fast` leaves
  those out.
- At the end every notebook that nbval ran is listed.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

# Folder or file → the mark of its tests, and what the mark means.
MARKS = {
    "tests/browser": "browser",
    "tests/grading": "grader",
    "tests/problem_sets": "grader",
    "tests/upkeep/test_testing.py": "grader",
    "tests/upkeep/test_notebooks.py": "grader",
    "tests/upkeep/test_readme.py": "grader",
    "tests/upkeep/test_benchmarks.py": "training",
    "tests/training": "training",
    "tests/networks/test_keras_model.py": "training",
    "tests/start": "training",
}
MEANINGS = {
    "browser": "opens JupyterLab in Chromium",
    "grader": "starts a grader or kernels, or marks a problem set",
    "training": "imports Keras to train or to run a network",
}


def pytest_configure(config):
    for mark, meaning in MEANINGS.items():
        config.addinivalue_line("markers", f"{mark}: {meaning}")
    os.environ.setdefault("CNN_COURSE_SHORT_RUN", "1")
    os.environ.setdefault("CNN_COURSE_MNIST", "scikit-learn")
    os.environ.setdefault("MPLBACKEND", "agg")


@pytest.hookimpl(tryfirst=True)  # before the marks are asked for
def pytest_collection_modifyitems(config, items):
    for item in items:
        path = Path(item.path).relative_to(config.rootpath).as_posix()
        for place, mark in MARKS.items():
            if path == place or path.startswith(f"{place}/"):
                item.add_marker(mark)
    _let_released_cells_raise(config, items)


def _let_released_cells_raise(config, items):
    assignments = Path(config.rootpath) / "assignments"
    released = [
        item for item in items if hasattr(item, "cell") and assignments in Path(item.path).parents
    ]
    if not released:
        return
    # Where there is a release only: it takes IPython.
    from helpers.grading.release.cell_names import waiting  # noqa: PLC0415

    may_raise = set()
    for notebook in {id(item.parent): item.parent.nb for item in released}.values():
        cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
        may_raise |= {id(cell) for cell, waits in zip(cells, waiting(cells), strict=True) if waits}
    for item in released:
        if id(item.cell) in may_raise:
            item.options["check_exception"] = True


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.skipped and os.environ.get("CI") and " is missing" in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"In CI nothing may be missing: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter):
    cells: dict[str, Counter] = {}
    for outcome in ("passed", "failed", "error", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            notebook = report.nodeid.split("::")[0]
            if notebook.endswith(".ipynb") and (report.when == "call" or outcome != "passed"):
                cells.setdefault(notebook, Counter())[outcome] += 1
    if cells:
        terminalreporter.section("notebooks run by nbval")
    for notebook, outcomes in sorted(cells.items()):
        counts = ", ".join(f"{n} cells {outcome}" for outcome, n in outcomes.items())
        terminalreporter.write_line(f"{notebook}: {counts}")
