"""The kernel that runs a submission: what it shows, and how it ends."""

import os

import pytest

from helpers.grading.box import Limits
from helpers.grading.box.policy import LEFT_OUT
from tests.grading.box.kernels import both

NOTE = LEFT_OUT.format(mb=2)
SMALL = Limits(output_mb=2)

MUCH = {
    "in one go": "print('x' * (200 << 20))",
    "in many lines": "for _ in range(40_000): print('x' * 100)",
    "flushed": "for _ in range(60): print('x' * 100_000, flush=True)",
    "on stderr": "import sys; sys.stderr.write('x' * (5 << 20))",
    "in wide characters": "print('\u20ac' * (2 << 20))",
    "in small pieces": "for i in range(6000): display(i)",
    "by a program": "!yes | head -c 5000000",
    "by a thread": "from threading import Thread\n"
    "thread = Thread(target=print, args=('x' * (5 << 20),)); thread.start(); thread.join()",
}
TOO_LARGE = {
    "text": "display({'text/plain': 'x' * (200 << 20)}, raw=True)",
    "picture": "display({'image/png': b'x' * (5 << 20)}, raw=True)",
    "result": "'x' * (5 << 20)",
}


@pytest.mark.parametrize("code", MUCH.values(), ids=MUCH)
def test_what_is_shown_beyond_the_limit_is_left_out_with_a_note(run, code):
    result = run(code, "print('and on')", limits=SMALL)
    assert not (result.died or result.incident or result.errors)
    assert result.texts[0].endswith(NOTE)
    assert len(str(result.outputs[0])) < 3 << 20
    assert result.texts[1] == NOTE  # nothing more is shown in later cells, and that is said, too


@pytest.mark.parametrize("code", TOO_LARGE.values(), ids=TOO_LARGE)
def test_one_picture_or_result_that_is_too_large_is_left_out_and_others_are_shown(run, code):
    result = run(code, "print('and on')", limits=SMALL)
    assert not (result.died or result.incident or result.errors)
    assert result.texts == [NOTE, "and on\n"]
    assert len(result.outputs[0]) == 1


@both
def test_so_much_as_the_limit_is_shown(run, warm):
    result = run("for _ in range(19): print('x' * 100_000, flush=True)", limits=SMALL, warm=warm)
    assert result.texts == [("x" * 100_000 + "\n") * 19]


@both
def test_results_and_errors_get_through_after_too_much_output(run, warm):
    result = run("print('x' * (5 << 20))", "0.5", "1 / 0", limits=SMALL, warm=warm)
    assert result.outputs[1][0].data == {"text/plain": "0.5"}
    assert [error.ename for error in result.errors] == ["ZeroDivisionError"]


def test_a_long_error_loses_its_middle(run):
    (error,) = run("raise ValueError('begin' + 'x' * (5 << 20) + 'end')", limits=SMALL).errors
    assert error.evalue.startswith("begin") and error.evalue.endswith("end")
    assert len(str(error)) < 1 << 18


@both
def test_no_output_is_lost_however_many_there_are(run, warm):
    code = "import sys\nfor i in range(6000): sys.stdout.write('\\r%d' % i); sys.stdout.flush()"
    result = run(code, "for i in range(2500): display(i)", "print('after')", warm=warm)
    assert result.texts[0] == "".join(f"\r{i}" for i in range(6000))
    assert [shown.data["text/plain"] for shown in result.outputs[1]] == list(map(str, range(2500)))
    assert result.texts[2] == "after\n"


PLACE = "import {0}\nprint({0}.__file__)"
ENDS = {
    "quit": "quit()",
    "exit": "exit()",
    "ask_exit": "get_ipython().ask_exit()",
    "shutdown": "get_ipython().kernel.do_shutdown(False)",
    "_exit": "import os; os._exit(0)",
}


@both
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_nothing_runs_after_the_end_of_a_kernel(run, submission, end, warm):
    ran = "open('ran', 'a').write('{} ')"
    for _ in range(4 if warm else 1):  # a race need not show at once
        result = run("print('before')", end, *map(ran.format, range(3)), warm=warm)
        assert result.died and result.texts[0] == "before\n"
        assert not (submission / "ran").exists()


def test_an_exit_that_keeps_the_kernel_and_one_that_is_raised_end_their_cell_alone(run):
    result = run("quit(keep_kernel=True)", "raise SystemExit(1)", "print('after')")
    assert not result.died
    assert [error.ename for error in result.errors] == ["SystemExit"]
    assert result.texts[2] == "after\n"


@both
def test_files_in_the_place_of_libraries_change_nothing(run, submission, warm):
    names = ["numpy", "json", "ipykernel", "helpers", "tornado"]
    for name in names:
        (submission / f"{name}.py").write_text("raise RuntimeError('not the library')\n")
    (submission / "own.py").write_text("value = 7\n")
    result = run("import own\nprint(own.value)", *map(PLACE.format, names), warm=warm)
    assert not result.errors
    own, *places = result.texts
    assert own == "7\n" and len(places) == len(names)
    for name, place in zip(names, places, strict=True):
        assert f"{name}{os.sep}__init__.py" in place
        assert str(submission) not in place and "student" not in place
