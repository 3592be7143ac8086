"""Rules of the test run, which pytest loads in every process (pyproject.toml).

- Tests and notebooks run short and on the digits that ship with scikit-learn, unless the
  environment says otherwise.
- In a released assignment the cells that a student has yet to fill may raise, and those that need
  what stands there: the tests, and whatever is drawn from the student's id. Every other cell of
  every notebook must run.
- No cell of a lecture may write to stderr.
- In CI nothing may be skipped because a system program is missing.
- Tests are marked by their folder: `browser`, `grader`, `training`; `make test-fast` leaves
  those out, and does not even import them. A single test that needs Keras among others that do not
  bears its mark itself.
- Of several processes, one gets all tests of a file. The tests of a lecture in JupyterLab, which
  share its page, go to one, too.
- What is long comes first, so that no process works on one of them alone at the end.
- No test closes the file that pytest captures stderr in. absl, which comes with Keras, keeps the
  stderr that it finds when it is imported, and closes it when nbgrader, in a test that captures its
  own, sets logging up anew; so it is imported here, before pytest captures anything.
- At the end every notebook that nbval ran is listed.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import absl.logging  # noqa: F401  keeps the stderr it finds, which must not be pytest's: see above
import pytest

import helpers.grading.lean_imports  # noqa: F401  before nbval, which loads nbformat

# Folder or file → the mark of its tests, and what the mark means.
MARKS = {
    "tests/browser": "browser",
    "tests/site": "browser",
    "tests/grading": "grader",
    "tests/demo": "grader",
    "tests/problem_sets": "grader",
    "tests/upkeep/test_testing.py": "grader",
    "tests/upkeep/test_notebooks.py": "grader",
    "tests/upkeep/test_readme.py": "grader",
    "tests/upkeep/student": "browser",
    "tests/overview/test_page_in_browser.py": "browser",
    "tests/upkeep/test_benchmarks.py": "training",
    "tests/upkeep/test_wheels.py": "training",
    "tests/training": "training",
    "tests/networks/test_keras_model.py": "training",
    "tests/start": "training",
}
MEANINGS = {
    "browser": "opens JupyterLab or the web site in Chromium",
    "grader": "starts a grader or kernels, or marks a problem set",
    "training": "imports Keras to train, to run a network or to download",
}
# What takes half a minute or more, the longest first; but what shares a server or a window stands
# together. What is not named comes afterwards.
LONG = [
    "browser/02_convolution_by_hand.ipynb",
    "browser/04_layer_geometry.ipynb",
    "browser/03_filters_and_features.ipynb",
    "browser/07_inside_the_network.ipynb",
    "browser/01_why_convolution.ipynb",
    "browser/08_callbacks.ipynb",
    "browser/05_mnist_cnn.ipynb",
    "browser/06_why_pooling.ipynb",
    "browser/09_conv2d_in_full.ipynb",
    "tests/site/test_site.py",
    "tests/problem_sets/ps4_mnist_cnn/test_mutations.py",
    "tests/site/test_links.py",
    "tests/site/test_transcripts.py",
    "tests/site/test_answered_by_ear.py",
    "tests/site/test_old_browsers.py",
    "tests/grading/batch/test_load.py",
    "tests/problem_sets/test_every_set.py",
    "tests/grading/batch/test_hostile.py",
    "tests/demo/test_instructors.py",
    "lectures/08_callbacks.ipynb",
    "lectures/09_conv2d_in_full.ipynb",
    "tests/problem_sets/ps5_callbacks/test_mutations.py",
    "tests/grading/batch/test_crashes.py",
    "tests/grading/box/test_kernel.py",
    "tests/grading/batch/test_kernels.py",
    "tests/upkeep/student/test_student_folder.py",
    "tests/upkeep/test_testing.py",
    "tests/grading/test_cycle.py",
    "tests/grading/cheats/test_cheats.py",
    "tests/grading/box/test_endings.py",
    "tests/grading/examiner/test_execution.py",
    "tests/problem_sets/test_shown.py",
    "tests/upkeep/test_readme.py",
    "lectures/06_why_pooling.ipynb",
    "tests/grading/batch/test_many_machines.py",
    "lectures/07_inside_the_network.ipynb",
    "tests/grading/test_main.py",
    "tests/problem_sets/test_names.py",
    "tests/grading/formgrader/test_autograde_button.py",
    "tests/pictures/test_album.py",
    "tests/training/test_starts.py",
    "tests/training/test_trained.py",
    "lectures/05_mnist_cnn.ipynb",
    "tests/problem_sets/ps4_mnist_cnn/test_assignment.py",
]


def pytest_configure(config):
    for mark, meaning in MEANINGS.items():
        config.addinivalue_line("markers", f"{mark}: {meaning}")
    os.environ.setdefault("CNN_COURSE_SHORT_RUN", "1")
    os.environ.setdefault("CNN_COURSE_MNIST", "scikit-learn")
    os.environ.setdefault("MPLBACKEND", "agg")


def pytest_ignore_collect(collection_path, config):
    """Leave out what `-m "not browser and not training"` would deselect once it is imported."""
    expression = config.getoption("markexpr")
    if not re.fullmatch(r"not \w+( and not \w+)*", expression):
        return None
    unwanted = expression.removeprefix("not ").split(" and not ")
    return any(mark in unwanted for mark in _marks_of(collection_path, config)) or None


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    from xdist.scheduler import LoadFileScheduling  # noqa: PLC0415

    class ByFileOrLecture(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return _together(nodeid)

    return ByFileOrLecture(config, log) if config.getvalue("dist") == "loadfile" else None


@pytest.hookimpl(tryfirst=True)  # before the marks are asked for
def pytest_collection_modifyitems(config, items):
    for item in items:
        for mark in _marks_of(item.path, config):
            item.add_marker(mark)
    items.sort(key=_turn)
    _let_released_cells_raise(config, items)


def _marks_of(path, config):
    """The marks that a folder or file has by its place."""
    name = _name(path, config)
    return [mark for place, mark in MARKS.items() if f"{name}/".startswith(f"{place}/")]


def _together(nodeid):
    """What the tests share that go to one process with this one: a file, or a lecture's page."""
    lecture = re.match(r"tests/browser/.*\[.*?(\w+\.ipynb)", nodeid)
    return f"browser/{lecture[1]}" if lecture else nodeid.split("::")[0]


def _turn(item):
    """When a file or a lecture's page has its turn: at first the long ones."""
    name = _together(item.nodeid)
    return LONG.index(name) if name in LONG else len(LONG)


def _name(path, config):
    return Path(os.path.relpath(path, config.rootpath)).as_posix()


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
    if report.when == "call" and report.passed and (complaint := _on_stderr(item)):
        report.outcome = "failed"
        report.longrepr = f"A cell of a lecture may not write to stderr: {complaint}"
    return report


def _on_stderr(item):
    """What a cell of a lecture wrote to stderr when nbval ran it."""
    if Path(item.config.rootpath) / "lectures" not in Path(item.path).parents:
        return ""
    outputs = getattr(item, "test_outputs", None) or []
    return "".join(output.text for output in outputs if output.get("name") == "stderr")


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
