"""The rules of the test run, tried on small courses of their own."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.upkeep.testing import LONG, MARKS
from tests.paths import COURSE

INI = """[tool.pytest.ini_options]
addopts = ['-p', 'helpers.upkeep.testing', '--nbval', '--nbval-current-env']
"""


@pytest.fixture
def course(tmp_path):
    (tmp_path / "pyproject.toml").write_text(INI)

    def run(*options, ci="", **notebooks):
        for name, cells in notebooks.items():
            folder = tmp_path / name
            folder.mkdir()
            nbformat.write(new_notebook(cells=cells), folder / "set.ipynb")
        environment = dict(os.environ, CI=ci)
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120
        )

    run.folder = tmp_path
    return run


def unsolved(**nbgrader):
    return new_code_cell(
        "raise NotImplementedError", metadata={"nbgrader": nbgrader} if nbgrader else {}
    )


def test_what_the_student_has_yet_to_write_may_raise_in_a_release_only(course):
    done = course(
        assignments=[unsolved(solution=True), unsolved(grade=True)],
        solutions=[unsolved(solution=True)],
    )
    assert "assignments/set.ipynb: 2 cells passed" in done.stdout
    assert "solutions/set.ipynb: 1 cells failed" in done.stdout


def test_every_other_cell_of_a_release_must_run(course):
    done = course(assignments=[unsolved(), unsolved(solution=False, grade=False, locked=True)])
    assert "assignments/set.ipynb: 2 cells failed" in done.stdout and done.returncode == 1


def locked(source):
    return new_code_cell(
        source, metadata={"nbgrader": {"solution": False, "grade": False, "locked": True}}
    )


STUDENT_ID = new_code_cell(
    'STUDENT_ID = ""\nraise NotImplementedError', metadata={"nbgrader": {"solution": True}}
)


def test_what_is_drawn_from_the_students_id_may_raise_in_a_release_only(course):
    drawn = [
        locked("import math\nassert STUDENT_ID\nmine = math.pi"),
        locked("print(mine)"),
        locked("removed()"),
    ]
    done = course(assignments=[STUDENT_ID, *drawn], solutions=drawn)
    assert "assignments/set.ipynb: 4 cells passed" in done.stdout
    assert "solutions/set.ipynb: 3 cells failed" in done.stdout


def test_what_stands_above_the_students_id_counts_as_run(course):
    drawn = [locked("import math\nassert STUDENT_ID"), locked("print(math.no_such_name)")]
    done = course(assignments=[STUDENT_ID, *drawn])
    assert "assignments/set.ipynb: 2 cells passed, 1 cells failed" in done.stdout


def test_a_word_on_stderr_fails_a_cell_of_a_lecture_and_of_nothing_else(course):
    loud = new_code_cell(
        "import sys\nprint('hm', file=sys.stderr)", metadata={"tags": ["nbval-ignore-output"]}
    )
    done = course(lectures=[loud, new_code_cell("1")], solutions=[loud])
    assert "lectures/set.ipynb: 1 cells passed, 1 cells failed" in done.stdout
    assert "may not write to stderr: hm" in done.stdout
    assert "solutions/set.ipynb: 1 cells passed" in done.stdout


CLOSING = """import logging.config
def test_with_a_stderr_of_its_own(capsys):
    import absl.logging
    logging.config.dictConfig({"version": 1})
def test_afterwards():
    print("seen")
    assert False
"""


def test_logging_that_is_set_up_anew_does_not_close_what_pytest_captures(course):
    write(course, "tests/early/test_absl.py", "import absl.logging\ndef test_a():\n    pass\n")
    write(course, "tests/late/test_logging.py", CLOSING)
    done = course()
    assert "1 failed, 2 passed" in done.stdout and "seen" in done.stdout, done.stdout + done.stderr


SKIPPING = """import pytest
def test_in_the_browser():
    pytest.skip('chromium is missing: apt install chromium')
"""


def test_a_skip_for_a_missing_program_fails_in_ci_only(course):
    (course.folder / "test_browser.py").write_text(SKIPPING)
    assert course(ci="").returncode == 0
    in_ci = course(ci="true")
    assert in_ci.returncode == 1 and "chromium is missing" in in_ci.stdout


def write(course, name, text):
    path = course.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


PASSING = "def test_a():\n    pass\n"


def test_what_the_marks_leave_out_is_not_even_imported(course):
    write(course, "tests/browser/test_page.py", "raise RuntimeError('imported')")
    write(course, "tests/digits/test_load.py", PASSING)
    fast = course("-m", "not browser and not training")
    assert fast.returncode == 0 and "1 passed" in fast.stdout
    for expression in ("browser", "not browser or grader", "not (training and not browser)"):
        assert "RuntimeError: imported" in course("-m", expression).stdout, expression


def test_a_test_is_marked_by_its_folder_and_no_other(course):
    write(course, "tests/training/test_fit.py", PASSING)
    write(course, "tests/training_set/test_size.py", PASSING)
    assert "1 passed, 1 deselected" in course("-m", "training").stdout


SHARING = """import pytest
@pytest.mark.parametrize("n", range(2))
@pytest.mark.parametrize("lecture", {!r})
def test_a(lecture, n, worker_id):
    with open("ran.txt", "a") as file:
        print(lecture, worker_id, file=file)
"""


def test_long_files_and_lectures_have_their_turn_first(course):
    long = [name for name in LONG if name.startswith("tests/")]
    write(course, "tests/a/test_short.py", PASSING)
    for name in (long[3], long[0]):
        write(course, name, PASSING)
    lecture = LONG[0].removeprefix("browser/")
    write(course, "tests/browser/test_page.py", SHARING.format([lecture]))
    collected = course("--collect-only", "-q").stdout.splitlines()
    files = [line.split("::")[0] for line in collected if "::test_a" in line]
    page = "tests/browser/test_page.py"
    assert files == [page, page, long[0], long[3], "tests/a/test_short.py"]


def test_the_tests_of_a_lecture_share_a_process(course):
    for name, lectures in {"a": ["b.ipynb"], "b": ["b.ipynb", "c.ipynb"], "c": ["c.ipynb"]}.items():
        write(course, f"tests/browser/test_{name}.py", SHARING.format(lectures))
    assert "8 passed" in course("-n2", "--dist=loadfile").stdout
    ran = (course.folder / "ran.txt").read_text().splitlines()
    assert len(ran) == 8 and len(set(ran)) == 2


def test_what_is_named_in_the_rules_is_there():
    names = [re.sub("^browser/", "lectures/", name) for name in (*LONG, *MARKS)]
    assert [name for name in names if not (COURSE / name).exists()] == []
