"""Grading a class without writing a grade: whose score would change, and why."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from helpers.grading.batch.grade_class import GradeClass
from helpers.grading.batch.report import Outcome, printable
from helpers.grading.batch.saving import preview
from helpers.grading.batch.submission import Submission
from helpers.grading.batch.task import Result, Task


class Trial(GradeClass):
    """`GradeClass` that shows what it would do.

    What ran is kept: the same command without ``--dry-run`` takes the results, and gives the points
    that the table showed.
    """

    writes = False

    def _without_running(self, task: Task) -> Result | None:
        runs = self._pipeline.execute is not None and task.notebooks
        return None if self.force and runs else super()._without_running(task)

    def _finish(self, submission: Submission, task: Task, result: Result) -> Outcome:
        try:
            outcome = preview(
                submission,
                result,
                gradebook=self._gradebook,
                pipeline=self._pipeline,
                create_student=self.create_student,
            )
        except Exception as error:
            return self._failed(submission, error)
        submission.forget()
        return outcome

    def _show(self, outcomes: list[Outcome], seconds: float) -> None:
        console = Console()
        console.print(changes(self.coursedir.assignment_id, outcomes))
        console.print(
            "Nothing was written. The same command without --dry-run gives these points, and runs "
            "nothing twice; a copy of the gradebook is made first."
        )


def changes(assignment: str, outcomes: list[Outcome]) -> Table:
    """Score before and after, and why, one row for each student whose score would change.

    What the grading before has said is no reason.
    """
    changed = [one for one in outcomes if one.failure or one.changed]
    rows = Table(
        title=f"{assignment}: {len(changed)} of {len(outcomes)} scores would change",
        title_justify="left",
    )
    rows.add_column("student", no_wrap=True)
    rows.add_column("now", justify="right", no_wrap=True)
    rows.add_column("then", justify="right", no_wrap=True)
    rows.add_column("why", overflow="fold")
    for one in sorted(changed, key=lambda one: one.student):
        why = [f"would not be graded: {one.failure}"] if one.failure else []
        rows.add_row(
            Text(printable(one.student)),  # a student's words are no markup
            _shown(one.before),
            _shown(one.score),
            Text(printable("; ".join([*why, *one.news]))),
            style="red" if one.failure else None,
        )
    return rows


def _shown(score: float | None) -> str:
    return "none" if score is None else f"{score:g}"
