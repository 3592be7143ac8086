"""Rules of the test run, loaded by pytest in every process (`-p helpers.testing` in pyproject.toml).

- Tests and notebooks run short and on the digits that ship with scikit-learn, unless the environment says otherwise.
- In a released assignment the cells that a student has yet to fill may raise; every other cell of every notebook must
  run.
- In CI nothing may be skipped because a system program is missing.
- At the end every notebook that nbval ran is listed.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest


def pytest_configure(config):
    os.environ.setdefault("CNN_COURSE_SHORT_RUN", "1")
    os.environ.setdefault("CNN_COURSE_MNIST", "scikit-learn")
    os.environ.setdefault("MPLBACKEND", "agg")


def is_left_to_the_student(cell) -> bool:
    """Whether a cell of a release holds the student's code, or a test of it."""
    nbgrader = cell.metadata.get("nbgrader", {})
    return bool(nbgrader.get("solution") or nbgrader.get("grade"))


def pytest_collection_modifyitems(config, items):
    assignments = Path(config.rootpath) / "assignments"
    for item in items:
        cell = getattr(item, "cell", None)
        if cell is not None and assignments in Path(item.path).parents and is_left_to_the_student(cell):
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
