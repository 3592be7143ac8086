"""Feedback gives back what was handed in; hidden tests stay with the instructor."""

import base64
import shutil

import nbformat
import pytest
from nbformat.v4 import new_output

from tests.grading.course import ANSWERS, MADE, NAME, TESTS

HIDDEN = "assert add(-5, 7) == 2"
RIGHT = 6.0
# student → an answer that carries the hidden test off, and its points
LEAKS = {
    "prints": (
        {
            "mean": ANSWERS["mean"] + "\nimport base64\n"
            "print(base64.b64encode('\\n'.join(In).encode()).decode())\nprint('\\n'.join(In))"
        },
        RIGHT,
    ),
    "raises": (
        {
            "mean": "def mean(values):\n"
            "    raise AssertionError('\\n'.join(In)[::-1] + '\\n'.join(In))"
        },
        3,
    ),
    "names": (
        {"mean": "def mean(values):\n    raise type('\\n'.join(In)[::-1], (Exception,), {})()"},
        3,
    ),
    "writes": (
        {
            "mean": ANSWERS["mean"] + "\nfor name in ('leak.html', 'leak.ipynb', 'notes.txt'):\n"
            "    open(name, 'w').write('\\n'.join(In))\n"
            f"open('evil.ipynb', 'w').write(open('{NAME}.ipynb').read())\n"
            "open('broken.ipynb', 'w').write('{')\n"
            "open('timestamp.txt', 'w').write('\\n'.join(In))"
        },
        RIGHT,
    ),
    "shows": (
        {
            "mean": ANSWERS["mean"] + "\nfrom IPython.display import HTML, display\n"
            "display(HTML('<b>' + '\\n'.join(In) + '</b>'), metadata={'x': In})"
        },
        RIGHT,
    ),
}


def with_outputs(folder):
    """As a student has run it."""
    path = folder / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    cells["mean"].outputs = [new_output("stream", name="stdout", text="my own output")]
    cells["mean-small"].outputs = [new_output("stream", name="stdout", text="an old output")]
    nbformat.write(notebook, path)


@pytest.fixture(scope="module", params=["the batch", "plain nbgrader"])
def given_back(request, new_course, tmp_path_factory):
    course = new_course(tmp_path_factory.mktemp("given_back") / "course")
    source = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    course.hidden = [cell.source for cell in nbformat.read(source, as_version=4).cells]
    with_outputs(course.hand_in("ada", files={"data.txt": b"mine"}))
    course.hand_in("bob", ANSWERS | {"mean": "def mean(values):\n    return 0"})
    for student, (answers, _) in LEAKS.items():
        course.hand_in(student, ANSWERS | answers, files={"notes.txt": b"mine"})
    if request.param == "the batch":
        course.autograde()
    else:
        course.run("-m", "nbgrader", "autograde", NAME, "--create")
    course.run("-m", "nbgrader", "generate_feedback", NAME)
    return course


def folder_of(course, student):
    return course.root / "feedback" / student / NAME


def page(course, student):
    return (folder_of(course, student) / f"{NAME}.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("student", LEAKS)
def test_no_hidden_test_goes_back_in_any_form(given_back, student):
    assert given_back.scores()[student] == LEAKS[student][1]
    forms = [HIDDEN, HIDDEN[::-1]]
    forms += [base64.b64encode(b" " * n + HIDDEN.encode()).decode()[4:-4] for n in range(3)]
    for path in folder_of(given_back, student).rglob("*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8", errors="replace")
            assert [form for form in forms if form in text] == [], path


def test_the_instructor_sees_what_the_run_gave(given_back):
    printed = [output.text for output in cell_of(given_back, "prints", "mean").outputs]
    assert HIDDEN in "".join(printed)
    made = given_back.root / "autograded" / "writes" / NAME / MADE
    names = {"leak.html", "leak.ipynb", "evil.ipynb", "broken.ipynb"}
    assert names <= {path.name for path in made.iterdir()}


def cell_of(course, student, name):
    return next(cell for cell in course.graded(student).cells if cell.id == name)


def test_what_was_handed_in_lies_as_it_was(given_back):
    for step in ("autograded", "feedback"):
        folder = given_back.root / step / "writes" / NAME
        assert (folder / "notes.txt").read_bytes() == b"mine"
        ending = ".ipynb" if step == "autograded" else ".html"
        assert {path.name for path in folder.glob(f"*{ending}")} == {f"{NAME}{ending}"}
        assert not (folder / "timestamp.txt").exists()
    assert (folder_of(given_back, "ada") / "data.txt").read_bytes() == b"mine"


def test_a_student_reads_the_own_outputs_and_the_advice(given_back):
    text = page(given_back, "ada")
    assert "my own output" in text and "an old output" not in text
    assert f"{NAME}: 6 of 6\n" in text and "4 more are not read yet" in text
    assert "AssertionError" in page(given_back, "bob")
    assert TESTS["mean-small"][1] in nbformat.writes(given_back.graded("bob"))


def test_the_next_notebook_of_a_submission_finds_what_the_one_before_made(course):
    """Also with plain nbgrader, which runs each in a box of its own."""
    source = course.root / "solutions" / NAME
    shutil.copy(source / f"{NAME}.ipynb", source / "then.ipynb")
    course.run("-m", "helpers.grading", "release", "--record")
    first = "open('kept.txt', 'w').write('x')\n" + ANSWERS["add"]
    folder = course.hand_in("ada", ANSWERS | {"add": first})
    text = (folder / f"{NAME}.ipynb").read_text()
    (folder / "then.ipynb").write_text(text.replace("'kept.txt', 'w').write('x')", "'kept.txt')"))
    course.run("-m", "nbgrader", "autograde", NAME, "--create")
    assert course.scores() == {"ada": 2 * RIGHT}
