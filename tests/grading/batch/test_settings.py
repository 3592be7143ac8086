"""What an instructor can set and ask for beside the plain command."""

import nbformat
import pytest

from tests.grading.course import ANSWERS, NAME, new_question, solution

RIGHT = 6.0


@pytest.fixture(scope="module")
def set_up(new_course, tmp_path_factory):
    """Three students are graded under settings that do not touch each other.

    The assignment is due on 2 January 2026, half an hour later for cat. The course has files of
    its own, and hooks write down what they are called with.
    """
    course = new_course(tmp_path_factory.mktemp("set-up") / "course")
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-01-02 00:00:00 UTC")
    for name in ("data.txt", "own.txt"):
        (course.root / "solutions" / NAME / name).write_text("the course's")
    course.configure(
        "c.LateSubmissionPlugin.penalty_method = 'zero'\n"
        f"c.Autograde.exclude_overwriting = {{{NAME!r}: ['own.txt']}}\n"
        "def note(when):\n"
        "    def hook(assignment, student, notebooks):\n"
        "        with open('hooks.txt', 'a') as file:\n"
        "            print(when, assignment, *sorted(notebooks), file=file)\n"
        "    return hook\n"
        "c.Autograde.pre_convert_hook = note('before')\n"
        "c.Autograde.post_convert_hook = note('after')",
    )
    files = {"data.txt": b"ada's", "own.txt": b"ada's"}
    course.hand_in("ada", files=files, timestamp="2026-01-01 23:59:59 UTC")
    course.hand_in("bob", timestamp="2026-01-02 00:00:01 UTC")
    course.hand_in("cat", timestamp="2026-01-02 00:00:01 UTC")
    (course.root / "extensions.csv").write_text(
        f"assignment,id,until\n{NAME},cat,2026-01-02 01:30 Europe/Berlin\n"
    )
    course.output = course.autograde()
    return course


def test_late_work_loses_what_the_plugin_says(set_up):
    assert "1 s late; 6 points less" in set_up.output
    with set_up.gradebook() as gradebook:
        penalties = {
            s.student.id: (s.score, s.late_submission_penalty or 0)
            for s in gradebook.assignment_submissions(NAME)
        }
    assert penalties == {"ada": (RIGHT, 0), "bob": (RIGHT, RIGHT), "cat": (RIGHT, 0)}


def test_files_of_the_course_replace_those_of_students_but_for_the_excluded(set_up):
    graded = set_up.root / "autograded" / "ada" / NAME
    assert (graded / "data.txt").read_text() == "the course's"
    assert (graded / "own.txt").read_text() == "ada's"


def test_hooks_run_around_every_submission(set_up):
    lines = (set_up.root / "hooks.txt").read_text().splitlines()
    for student in ("ada", "bob", "cat"):
        work = f"{student}/{NAME}/{NAME}.ipynb"
        before, after = (line for line in lines if work in line)
        assert before.startswith(f"before {NAME} ") and f"submitted/{work}" in before
        assert after.startswith(f"after {NAME} ") and f"autograded/{work}" in after
    assert len(lines) == 6


@pytest.fixture(scope="module")
def released_with_two(new_course, tmp_path_factory):
    """The assignment gets a second notebook of the same questions."""
    course = new_course(tmp_path_factory.mktemp("two") / "course")
    nbformat.write(solution(), course.root / "solutions" / NAME / "more.ipynb")
    course.run("-m", "helpers.grading", "release", "--record")
    return course


@pytest.fixture
def two_notebooks(released_with_two, tmp_path):
    """ada hands in both."""
    course = released_with_two.copied(tmp_path / "course")
    folder = course.hand_in("ada")
    text = (folder / f"{NAME}.ipynb").read_text()
    (folder / "more.ipynb").write_text(text.replace("return a + b", "return abs(a) + abs(b)"))
    return course


def by_notebook(course, student):
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission(NAME, student)
        return {notebook.name: notebook.score for notebook in submission.notebooks}


def test_several_notebooks_count_together(two_notebooks):
    assert "10 / 20" in two_notebooks.autograde()
    assert by_notebook(two_notebooks, "ada") == {NAME: RIGHT, "more": 4}


def test_one_notebook_can_be_graded_alone(two_notebooks):
    two_notebooks.autograde("--notebook=more")
    assert by_notebook(two_notebooks, "ada") == {NAME: 0, "more": 4}
    folder = two_notebooks.root / "autograded" / "ada" / NAME
    assert not (folder / f"{NAME}.ipynb").exists()
    two_notebooks.autograde(f"--notebook={NAME}")
    assert by_notebook(two_notebooks, "ada") == {NAME: RIGHT, "more": 4}
    assert (folder / "more.ipynb").exists()


def test_a_task_waits_for_a_reader(course):
    source = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(source, as_version=4)
    notebook.cells.append(new_question("task", "Draw it.", task=True, points=3, locked=True))
    nbformat.write(notebook, source)
    course.run("-m", "helpers.grading", "release", "--record")
    course.hand_in("ada")
    assert "6 / 13 + by hand" in course.autograde()
    with course.gradebook() as gradebook:
        gradebook.find_grade("task", NAME, NAME, "ada").manual_score = 2
        gradebook.db.commit()
    course.autograde("--force")
    assert course.scores() == {"ada": RIGHT + 2}


def test_without_a_box_it_says_in_red_what_that_gives_up(course):
    outside = course.root / "outside.txt"
    reaching = f"open({str(outside)!r}, 'w').write('reached')\n{ANSWERS['add']}"
    course.hand_in("ada", ANSWERS | {"add": reaching})
    output = course.autograde("--no-sandbox", env={"FORCE_COLOR": "1"})
    assert "\x1b[1;31m--no-sandbox: students' code runs as you." in output
    assert course.scores() == {"ada": RIGHT} and outside.read_text() == "reached"
    outside.unlink()
    course.autograde("--force")
    assert not outside.exists()


@pytest.mark.parametrize(("tracebacks", "quoted"), [("Plain", False), ("Context", True)])
def test_an_error_shows_as_much_of_the_code_as_is_set(course, tracebacks, quoted):
    course.configure(f"c.BoxedKernelManager.tracebacks = {tracebacks!r}")
    course.hand_in("ada", ANSWERS | {"add": "beside = 1\nraise ValueError('here')\nbeside = 2"})
    course.autograde()
    (cell,) = [cell for cell in course.graded("ada").cells if cell.id == "add"]
    (error,) = cell.outputs
    shown = "\n".join(error.traceback)
    assert (error.ename, error.evalue) == ("ValueError", "here")
    assert "raise" in shown and ("beside" in shown) == quoted
