"""A class full of hostile submissions is graded in one run, and two honest students beside them.

`hostile` holds the submissions. None of them may read a secret, change anything outside its box,
leave a process behind, cost an honest student a point, or end the batch. What is done inside the
kernel to its own tests is another matter: no box can see it.
"""

from __future__ import annotations

import json
import os
import re
import socket
import sysconfig
import uuid
from pathlib import Path

import nbformat
import psutil
import pytest

from helpers.grading.box import unavailable
from tests.grading.batch.hostile import ALL, CHEAT, SUBMISSIONS, notes
from tests.grading.batch.hostile.watching import Listeners, Memory, everything
from tests.grading.course import ANSWERS, NAME, Course
from tests.paths import COURSE

pytestmark = pytest.mark.skipif(bool(unavailable()), reason="no box can be made here")

HONEST = ("ada", "mia", "zoe")  # the first is graded before, with points by hand
SETTINGS = """
from helpers.grading.box import Limits

c.Execute.timeout = 6
c.BoxedKernelManager.limits = Limits(
    memory_mb=400, processes=64, cpu_s=120, wall_s=120, file_mb=16, disk_mb=64, scratch_mb=16,
    output_mb=2,
)
"""
MOST_MEMORY = 600 << 20  # bytes of one process of the grader; about 200 are modules


def _rows(course: Course, student: str) -> list:
    """All that the gradebook holds on one student."""
    with course.gradebook() as gradebook:
        submission = gradebook.find_submission(NAME, student)
        grades = [
            (grade.name, grade.auto_score, grade.manual_score, grade.needs_manual_grade)
            for notebook in submission.notebooks
            for grade in notebook.grades
        ]
        comments = [
            (comment.name, comment.auto_comment, comment.manual_comment)
            for notebook in submission.notebooks
            for comment in notebook.comments
        ]
        return [submission.id, submission.timestamp, sorted(grades), sorted(comments)]


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The class, graded once, with a secret in every place that is worth reading."""
    top = tmp_path_factory.mktemp("hostile")
    course = Course(top / "course")
    course.token = uuid.uuid4().hex
    course.secrets = {
        place: f"secret-of-{place}-{course.token}"
        for place in ("solutions", "gradebook", "neighbour", "home", "variable")
    }
    with open(course.root / "nbgrader_config.py", "a") as file:
        file.write(SETTINGS)
    home = _home(top, course.secrets["home"])
    environment = {
        "HOME": str(home),
        "GITHUB_TOKEN": course.secrets["variable"],
        "TF_VAR_password": course.secrets["variable"],
        "CNN_COURSE_RUN": course.token,  # what a box lets through, and all of its processes carry
    }
    _hide_in_solutions(course)
    _grade_first(course, environment)
    listeners = Listeners(top)
    course.targets = json.dumps(_targets(course, home, listeners)).encode()
    _hand_in_all(course)
    _grade_all(course, home, environment)
    course.heard = listeners.heard
    yield course
    listeners.close()


def _home(top: Path, secret: str) -> Path:
    home = top / "home"
    (home / ".ssh").mkdir(parents=True)
    for name in (".netrc", ".ssh/id_ed25519", ".bash_history"):
        (home / name).write_text(secret)
    return home


def _hide_in_solutions(course: Course) -> None:
    solution = course.root / "solutions" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(solution, as_version=4)
    notebook.cells[1].source += f"\n# {course.secrets['solutions']}"
    nbformat.write(notebook, solution)


def _grade_first(course: Course, environment: dict[str, str]) -> None:
    """One honest student is graded before, with points and a comment by hand."""
    course.hand_in("ada")
    course.autograde("--workers=1", env=environment)
    with course.gradebook() as gradebook:
        gradebook.find_grade("words", NAME, NAME, "ada").manual_score = 3
        comment = gradebook.find_comment("words", NAME, NAME, "ada")
        comment.manual_comment = course.secrets["gradebook"]
        gradebook.db.commit()
    course.before = _rows(course, "ada")


def _targets(course: Course, home: Path, listeners: Listeners) -> dict:
    """What hostile code is told, so that it need not search."""
    return {
        "course": str(course.root),
        "solutions": str(course.root / "solutions"),
        "gradebook": str(course.root / "gradebook.db"),
        "neighbour": str(course.root / "submitted" / "mia"),
        "home": str(home),
        "real_home": str(Path.home()),
        "real_solutions": str(COURSE / "solutions"),
        "helpers": str(COURSE / "helpers"),
        "site": sysconfig.get_path("purelib"),
        "grader": os.getpid(),
        "token": course.token,
        "cheat": CHEAT,
        "addresses": _addresses(),
        "tcp": listeners.port("tcp"),
        "udp": listeners.port("udp"),
        "socket": str(listeners.path),
        "abstract": listeners.abstract,
    }


def _hand_in_all(course: Course) -> None:
    for submission in SUBMISSIONS:
        submission.hand_in(course, submission.student)
    secret = course.secrets["neighbour"]
    neighbour = course.hand_in("mia", ANSWERS | {"add": f"# {secret}\n{ANSWERS['add']}"})
    (neighbour / "notes.txt").write_text(secret)
    course.hand_in("zoe")


def _grade_all(course: Course, home: Path, environment: dict[str, str]) -> None:
    """Grade, and note how large the grader became and which files outside have changed."""
    kept = [course.root / name for name in ("solutions", "submitted", "assignments")] + [home]
    before = everything(*kept)
    memory = Memory()
    memory.start()
    course.output = course.autograde("--workers=4", env=environment)
    memory.ended.set()
    memory.join()
    course.most_memory = memory.most
    after = everything(*kept)
    by_jupyter = str(home / ".jupyter" / "migrated")
    course.changed = {
        path
        for path in before | after
        if path != by_jupyter and before.get(path) != after.get(path)
    }


def _addresses() -> list[str]:
    return [
        address.address
        for card in psutil.net_if_addrs().values()
        for address in card
        if address.family == socket.AF_INET and not address.address.startswith("127.")
    ]


@pytest.mark.parametrize("hostile", SUBMISSIONS, ids=lambda hostile: hostile.tries)
def test_a_hostile_submission_gains_nothing_and_keeps_what_is_right(graded, hostile):
    assert graded.scores()[hostile.student] in hostile.points
    folder = graded.root / "autograded" / hostile.student / NAME
    assert hostile.look_at in _row(graded.output, hostile.student)
    if hostile.noted:
        came = notes(folder)
        assert came, "it never ran"
        worked = {what for what, end in came.items() if not end.startswith("refused: ")}
        assert worked <= set(hostile.may), came
    hostile.check(folder, graded)


def _row(output: str, student: str) -> str:
    """The row of a student in the table: its first line and those that it goes on in."""
    lines = output.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith(f"│ {student} "))
    row = lines[first]
    for line in lines[first + 1 :]:
        if not re.match(r"│\s+│", line):
            break
        row += " " + line.split("│")[-2].strip()
    return row


def test_honest_students_keep_their_points(graded):
    assert {student: graded.scores()[student] for student in HONEST} == {
        "ada": ALL + 3,
        "mia": ALL,
        "zoe": ALL,
    }


def test_what_the_gradebook_held_before_is_unchanged(graded):
    assert _rows(graded, "ada") == graded.before


def test_nobody_gets_more_than_there_is(graded):
    for student, score in graded.scores().items():
        assert score <= ALL or student == "ada"


def test_the_batch_reaches_its_end(graded):
    number = len(SUBMISSIONS) + 2
    assert f"{NAME}: {number} of {number} graded" in graded.output
    assert set(graded.scores()) == {*HONEST, *(hostile.student for hostile in SUBMISSIONS)}
    assert "Traceback" not in graded.output and "Logging error" not in graded.output


def test_no_secret_is_in_any_output_or_file(graded):
    assert not [place for place, secret in graded.secrets.items() if secret in graded.output]
    for path, content in everything(graded.root / "autograded", graded.root / ".grading").items():
        if Path(path).relative_to(graded.root).parts[1] not in HONEST:
            content = content if isinstance(content, bytes) else content.encode()
            assert not [s for s in graded.secrets.values() if s.encode() in content], path


def test_nothing_outside_the_graded_folders_has_changed(graded):
    assert graded.changed == set()


def test_nobody_was_called(graded):
    assert graded.heard == []


def test_no_process_of_a_submission_lives_on(graded):
    assert _living(graded.token) == []


def _living(token: str) -> list[str]:
    """Processes that carry the variable of the run; those of a box do so, whoever started them."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("CNN_COURSE_RUN") == token or token in process.cmdline():
                found.append(f"{process.pid}: {process.cmdline()}")
        except psutil.Error:
            continue
    return found


def test_the_run_says_so_where_all_boxes_are_one_user(graded):
    assert ("you are not root" in graded.output) == (os.geteuid() != 0)


def test_no_box_is_left_behind(graded):
    work = graded.root / ".grading"
    assert not [*work.glob("executed/*/*"), *work.glob("tried/*/*"), *work.rglob("*.part")]
    for student in (graded.root / "autograded").iterdir():
        assert [path.name for path in student.iterdir()] == [NAME]


def test_the_grader_itself_stays_small(graded):
    assert 50 << 20 < graded.most_memory < MOST_MEMORY


def test_no_submission_drives_the_terminal(graded):
    assert "\x1b]" not in graded.output and "\x1b[2J" not in graded.output


def test_a_second_run_grades_nobody(graded):
    assert "graded in" not in graded.autograde()


def test_feedback_is_made_for_everybody(graded):
    graded.run("-m", "nbgrader", "generate_feedback", NAME)
    for folder in (graded.root / "autograded").iterdir():
        assert (graded.root / "feedback" / folder.name / NAME / f"{NAME}.html").exists()


def test_what_cannot_be_graded_is_named_and_costs_nobody_else_a_grade(course):
    course.hand_in("ada")
    names = ("a\nb", "\x1b]0;owned\x07\x1b[2Jx", "*", "[a-z]*", os.fsdecode(b"\xff\xfe"))
    times = {"soon": "\x1b[2J soon", "late": "9" * 400, "early": "0001-01-01T00:00:00+23:59"}
    for student in names:
        course.hand_in(student)
    for student, time in times.items():
        course.hand_in(student, timestamp=time)
    output = course.autograde(fails=True)
    assert course.scores() == {"ada": ALL}
    assert "1 of 9 graded" in output
    assert "\x1b]" not in output and "\x1b[2J" not in output
    assert output.count("cannot be the name of a student's folder; rename it") >= len(names)
    for student in times:
        assert f"submitted/{student}/{NAME}/timestamp.txt holds" in output.replace("\n", "")
