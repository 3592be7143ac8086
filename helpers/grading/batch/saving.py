"""Saving what came of a submission: its folder aside, its grades, its folder in place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook

from helpers.grading.batch.last_run import LastRun
from helpers.grading.batch.pipeline import Pipeline
from helpers.grading.batch.report import Outcome
from helpers.grading.batch.submission import Submission
from helpers.grading.batch.task import Result
from helpers.grading.gradebook.submission_record import SubmissionRecord, record
from helpers.grading.swapping import beside, remove, swap_in


def save(
    submission: Submission,
    result: Result,
    target: Path,
    *,
    gradebook: Gradebook,
    pipeline: Pipeline,
    create_student: bool,
    whole: bool,
    last_run: LastRun,
) -> Outcome:
    """Save all grades of a submission in one transaction, then put its folder in place.

    Parameters
    ----------
    submission
        Whose it is.
    result
        What came from the worker.
    target
        Where its graded folder goes.
    gradebook, pipeline
        Where grades go, and what finds them.
    create_student
        Whether a student that the gradebook does not know is added to it.
    whole
        Whether the folder replaces the old one, or its files go among the old ones.
    last_run
        Keeps what is replaced.
    """
    executed = {**result.notebooks, **submission.unreadable}
    submission.notes += result.incidents
    stage = beside(target, "part")
    remove(stage)  # of a run that was cut off
    try:
        if executed:
            _write(stage, submission.files, result.files, executed, pipeline.made)
        with record(
            gradebook,
            submission.assignment,
            submission.student,
            submission.timestamp,
            create_student=create_student,
        ) as saved:
            last_run.keep(submission.student, saved, target)
            outcome, notebooks = _graded(submission, executed, saved, pipeline)
            for name, notebook in notebooks.items():
                nbformat.write(notebook, stage / f"{name}.ipynb")
        if executed and (whole or not target.exists()):
            swap_in(stage, target)
        elif executed:
            _move_files(stage, target)
    finally:
        remove(stage)
    outcome.seconds = result.seconds
    return outcome


def preview(
    submission: Submission,
    result: Result,
    *,
    gradebook: Gradebook,
    pipeline: Pipeline,
    create_student: bool,
) -> Outcome:
    """What `save` would make of a submission; nothing is written."""
    submission.notes += result.incidents
    with record(
        gradebook,
        submission.assignment,
        submission.student,
        submission.timestamp,
        create_student=create_student,
        dry_run=True,
    ) as tried:
        executed = {**result.notebooks, **submission.unreadable}
        return _graded(submission, executed, tried, pipeline)[0]


def _graded(
    submission: Submission,
    executed: Mapping[str, str],
    saved: SubmissionRecord,
    pipeline: Pipeline,
) -> tuple[Outcome, dict[str, NotebookNode]]:
    """Put the grades into an open record; how it went, and the notebooks with their grades."""
    saved.extend(submission.until)
    before = (saved.score - saved.penalty, saved.points()) if saved.is_graded else None
    notebooks = {
        name: pipeline.grade(submission, name, text, saved.notebooks[name])
        for name, text in executed.items()
    }
    for name in set(submission.missing) - set(executed):
        saved.notebooks[name].give_nothing()
    outcome = _outcome(submission, saved)
    if before is not None:
        outcome.before = before[0]
        changes = _changes(before[1], saved.points())
        outcome.changed = bool(changes) or outcome.before != outcome.score
        if outcome.changed:
            submission.notes.append(f"{outcome.before:g} points before: {changes}")
    return outcome, notebooks


def _changes(before: Mapping[str, float], now: Mapping[str, float]) -> str:
    """Which points are others than before."""
    changed = [name for name in now if now[name] != before.get(name, 0)]
    return ", ".join(f"{name} {before.get(name, 0):g} → {now[name]:g}" for name in changed)


def _write(
    stage: Path,
    handed_in: Mapping[str, bytes],
    made: Mapping[str, bytes],
    executed: Mapping[str, str],
    apart: str,
) -> None:
    """Write the files of a submission, and those that its notebooks made into the folder `apart`.

    Where that is "", they go over the others.
    """
    stage.mkdir(parents=True)
    names = [f"{name}.ipynb" for name in executed]
    made = {f"{apart}/{name}" if apart else name: content for name, content in made.items()}
    made = {name: content for name, content in made.items() if not collides(name, names)}
    for name, content in {**handed_in, **made}.items():
        path = stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _move_files(stage: Path, target: Path) -> None:
    for path in sorted(stage.rglob("*")):
        place = target / path.relative_to(stage)
        if path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, place)


def _outcome(submission: Submission, saved: SubmissionRecord) -> Outcome:
    return Outcome(
        submission.student,
        saved.score - saved.penalty,
        saved.max_score,
        saved.needs_manual_grade,
        look_at=submission.notes,
        stood=submission.stood,
    )


def collides(name: str, names: Iterable[str]) -> bool:
    """Whether a file of this name would be a folder of one of the names, or lie below one."""
    return any(name.startswith(f"{other}/") or other.startswith(f"{name}/") for other in names)
