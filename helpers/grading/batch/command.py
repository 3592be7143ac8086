"""The command that grades a class."""

from __future__ import annotations

import logging
import sys
from typing import ClassVar

from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import NbGraderException
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError
from traitlets import Bool

from helpers.grading.batch.grade_class import GradeClass
from helpers.grading.batch.trial import Trial
from helpers.grading.box import BoxedKernelManager, GradingKernelManager
from helpers.grading.preprocessors.execution import ExecuteInBox

OPEN = (
    "--no-sandbox: students' code runs as you. It can read the solutions, the gradebook and every "
    "submission, change them, use the network, and give itself every point."
)
SAME_PROCESS = (
    "--same-process: tests run in the process that the students' code ran in. It can switch them "
    "off, give itself every point, and read hidden tests and what they expect."
)


class GradeClassApp(AutogradeApp):
    """``nbgrader autograde`` with `GradeClass` in the place of its converter."""

    name = "python -m helpers.grading autograde"
    description = "Grade a class: boxed, side by side, safe against being cut off"
    examples = """
        python -m helpers.grading autograde ASSIGNMENT
        python -m helpers.grading autograde ASSIGNMENT --student 'a*' --force
        python -m helpers.grading autograde ASSIGNMENT --dry-run
        python -m helpers.grading autograde ASSIGNMENT --workers 4
        python -m helpers.grading autograde ASSIGNMENT --scheduler tcp://HOST:8786
    """
    dry_run = Bool(False, help="Whether to show what would change, and write no grade.").tag(
        config=True
    )
    aliases: ClassVar = {
        **AutogradeApp.aliases,
        "workers": "GradeClass.workers",
        "scheduler": "GradeClass.scheduler",
    }
    flags: ClassVar = {
        **AutogradeApp.flags,
        "dry-run": (
            {"GradeClassApp": {"dry_run": True}},
            "Run, show whose score would change and why, and write no grade.",
        ),
        "cold": (
            {"BoxedKernelManager": {"warm": False}},
            "Start every kernel anew instead of forking it from a process with its imports.",
        ),
        "same-process": (
            {"ExecuteInBox": {"examiner": False}},
            "Run the tests in the kernel of the answers instead of one of their own.",
        ),
        "no-sandbox": ({"ExecuteInBox": {"boxed": False}}, "Run students' code in the open."),
    }

    def _classes_default(self):
        kernels = [GradingKernelManager, BoxedKernelManager]
        return [*super()._classes_default(), GradeClass, ExecuteInBox, *kernels]

    def start(self) -> None:
        """Grade; exit with status 1 where a submission got no grade."""
        NbGrader.start(self)
        for handler in self.log.handlers:  # the table shows the rest; --debug shows everything
            if getattr(handler, "stream", None) is sys.stderr and self.log_level > logging.DEBUG:
                handler.setLevel(max(handler.level, logging.ERROR))
        named = [*self.extra_args, *filter(None, [self.coursedir.assignment_id])]
        if len(named) != 1:
            self.fail("name one assignment: python -m helpers.grading autograde ASSIGNMENT")
        self.coursedir.assignment_id = named[0]
        console = Console(stderr=True)
        execution = ExecuteInBox(parent=self)
        grader = (Trial if self.dry_run else GradeClass)(coursedir=self.coursedir, parent=self)
        if not execution.boxed:
            console.print(OPEN, style="bold red", highlight=False)
        elif not execution.examiner:
            console.print(SAME_PROCESS, style="bold red", highlight=False)
        if execution.boxed and not grader.scheduler and (reason := execution.refusal()):
            self.fail(reason)
        try:
            grader.start()
        except NbGraderException as error:
            console.print(str(error), style="red", markup=False, highlight=False)
            sys.exit(1)
        except OSError as error:
            self.log.debug("where it went wrong", exc_info=True)
            console.print(f"{type(error).__name__}: {error}", style="red", markup=False)
            sys.exit(1)
        except KeyboardInterrupt:
            console.print("Stopped. What was graded before is saved; run it again to go on.")
            sys.exit(130)  # as a shell has it
        except SQLAlchemyError as error:
            self.log.debug("gradebook", exc_info=True)
            reason = str(error).splitlines()[0]
            console.print(
                f"the gradebook failed: {reason}. What was saved before is safe; run it again.",
                style="red",
                markup=False,
                highlight=False,
            )
            sys.exit(1)
