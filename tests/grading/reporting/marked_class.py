"""A class whose points stand in the gradebook without a run, with what the tests said."""

import nbformat
from nbformat.v4 import new_output

from tests.grading.course import NAME, Course

SLIP = "add(-5, 7) gives {}. This fits a common slip: the sign is lost."
# points in add-small, add-hidden, mean-small; those of the reader, None where nobody has read; and
# what add(-5, 7) gave
POINTS = {
    "ada": ((1, 2, 3), 4, None),
    "bob": ((1, 0, 3), 3, 12),
    "cat": ((1, 0, 0), 2, 11),
    "dan": ((0, 0, 0), 0, None),
}


def mark(course: Course, points=POINTS) -> Course:
    """Write the points and the graded notebooks; eve is enrolled and hands nothing in."""
    with course.gradebook() as gradebook:
        for student in [*points, "eve"]:
            gradebook.add_student(student)
        for student, (by_tests, by_reader, given) in points.items():
            given_by_tests = dict(
                zip(("add-small", "add-hidden", "mean-small"), by_tests, strict=True)
            )
            for grade in gradebook.add_submission(NAME, student).notebooks[0].grades:
                by_hand = grade.cell.name == "words"
                grade.auto_score = given_by_tests.get(grade.cell.name)
                grade.manual_score = by_reader if by_hand else None
                grade.needs_manual_grade = by_hand and by_reader is None
            course.hand_in(student)
            write_graded(course, student, given)
        gradebook.db.commit()
    return course


def write_graded(course: Course, student: str, given: int | None) -> None:
    notebook = nbformat.read(course.root / "solutions" / NAME / f"{NAME}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.id == "add-hidden" and given is not None:
            told = SLIP.format(given)
            cell.outputs = [new_output("error", ename="AssertionError", evalue=told, traceback=[])]
        elif cell.id == "mean-small" and student == "dan":
            cell.outputs = [new_output("error", ename="DeadKernelError", evalue="", traceback=[])]
    folder = course.root / "autograded" / student / NAME
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{NAME}.ipynb")
