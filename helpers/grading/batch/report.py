"""What a run shows: a bar while it works, a table at its end."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from helpers.grading.swapping import write_whole

LOG_WIDTH = 160  # characters
PATIENCE = 10  # seconds that one submission may take before the estimate is given up


@dataclass
class Outcome:
    """How the grading of one submission ended.

    Attributes
    ----------
    score, max_score
        Points so far; None where it got none.
    needs_manual_grade
        Whether a reader has to add points.
    failure
        Why it got no grade, or "".
    look_at
        What an instructor should look at, one sentence each.
    stood
        What stood there after the grading before.
    before
        Points of the grading before; None where there was none.
    changed
        Whether any cell has other points than before, or the sum has.
    ran
        Whether its notebooks were run for this; False where kept results were taken.
    """

    student: str
    score: float | None = None
    max_score: float | None = None
    needs_manual_grade: bool = False
    seconds: float = 0.0
    failure: str = ""
    look_at: list[str] = field(default_factory=list)
    stood: Collection[str] = ()
    before: float | None = None
    changed: bool = True
    ran: bool = True

    @property
    def news(self) -> list[str]:
        """Of what to look at, what the grading before did not say."""
        return [note for note in self.look_at if note not in self.stood]

    @property
    def is_as_before(self) -> bool:
        """Whether there is nothing new to say: nothing ran, and each cell has the points it had."""
        return not (self.ran or self.failure or self.changed)


class Left(TimeRemainingColumn):
    """Time left; or, where one submission takes far longer than the others, since when it does."""

    def render(self, task: Task) -> Text:
        waited = (task.elapsed or 0) - task.fields["last_end"]
        if task.completed and waited > max(PATIENCE, 3 * task.fields["last_end"] / task.completed):
            return Text(f"none ended for {timedelta(seconds=int(waited))}", "progress.remaining")
        return super().render(task) + Text(" left")


class Bar:
    """A progress bar on stderr: done, running, failed, time left.

    Parameters
    ----------
    title
        What is being done.
    total
        Number of submissions.
    told
        A file that says the same as long as the bar is there, for a program that shows it
        elsewhere: ``done``, ``at_work``, ``failed`` and ``total``, as JSON.
    """

    def __init__(
        self, title: str, total: int, console: Console | None = None, *, told: Path | None = None
    ) -> None:
        self.total, self._told = total, told
        self._kernels = self._done = self._failed = 0
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn(title),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[running]} running, {task.fields[failed]} failed,"),
            Left(),
            console=console or Console(stderr=True),
        )
        self._last_end = 0.0  # seconds after the start
        self._task = self._progress.add_task(title, total=total, running=0, failed=0, last_end=0.0)

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *exception) -> None:
        self._progress.stop()
        if self._told is not None:
            self._told.unlink(missing_ok=True)

    def at_a_time(self, kernels: int) -> None:
        """How many submissions can run side by side from now on."""
        self._kernels = kernels
        self._show()

    def ended(self, outcome: Outcome) -> None:
        self._done += 1
        self._failed += bool(outcome.failure)
        self._last_end = self._progress.tasks[self._task].elapsed or 0
        self._show()

    def _show(self) -> None:
        running = min(self._kernels, self.total - self._done)
        self._progress.update(
            self._task,
            completed=self._done,
            running=running,
            failed=self._failed,
            last_end=self._last_end,
        )
        if self._told is not None:
            about = {"done": self._done, "at_work": running, "failed": self._failed}
            write_whole(self._told, json.dumps({**about, "total": self.total}))


def table(assignment: str, outcomes: list[Outcome], seconds: float) -> Table:
    """Score, time and what to look at, one row for each student who is not as before.

    Where nothing ran, what the grading before has said stands there no more.
    """
    graded = [outcome for outcome in outcomes if not outcome.failure]
    told = [outcome for outcome in outcomes if not outcome.is_as_before]
    same = len(outcomes) - len(told)
    rows = Table(
        title=f"{assignment}: {len(graded)} of {len(outcomes)} graded in {seconds:.0f} s",
        title_justify="left",
        caption=f"{same} as before, nothing was run again; `report {assignment}` lists all notes"
        if same
        else None,
        caption_justify="left",
    )
    rows.add_column("student", no_wrap=True)
    rows.add_column("score", justify="right", no_wrap=True)
    rows.add_column("time", justify="right", no_wrap=True)
    rows.add_column("look at", overflow="fold")
    for outcome in sorted(told, key=lambda outcome: outcome.student):
        score = "none" if outcome.score is None else f"{outcome.score:g} / {outcome.max_score:g}"
        if outcome.needs_manual_grade:
            score += " + by hand"
        notes = [f"not graded: {outcome.failure}"] if outcome.failure else []
        notes += outcome.look_at if outcome.ran else outcome.news
        rows.add_row(
            Text(printable(outcome.student)),  # a student's words are no markup
            score,
            f"{outcome.seconds:.1f} s",
            Text(printable("; ".join(notes))),
            style="red" if outcome.failure else None,
        )
    return rows


def show(rows: Table, log: Path) -> None:
    """Print a table, and add it to a file that is still there when the terminal is closed."""
    Console().print(rows)
    _keep(rows, log)


def tell(lines: list[str], log: Path | None) -> None:
    """The same with sentences that concern the whole run; on stderr, since they are no result."""
    for line in lines:
        Console(stderr=True).print(line, style="bold", markup=False, highlight=False)
    note(lines, log)


def note(lines: list[str], log: Path | None) -> None:
    """Keep sentences that concern the whole run, where there is a log, and show none."""
    if log is not None:
        for line in lines:
            _keep(Text(line), log)


def _keep(shown: Table | Text, log: Path) -> None:
    with log.open("a", encoding="utf-8") as file:
        console = Console(file=file, width=LOG_WIDTH)
        console.print(f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S %z}", shown, sep="\n")


def printable(text: str) -> str:
    """Without the control characters that would drive the instructor's terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
