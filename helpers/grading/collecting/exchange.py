"""nbgrader's exchange, with errors that say what an instructor can do."""

from __future__ import annotations

import logging

from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange import ExchangeError, ExchangeFactory
from nbgrader.exchange.default import (
    Exchange,
    ExchangeCollect,
    ExchangeReleaseAssignment,
    ExchangeReleaseFeedback,
)
from nbgrader.utils import check_directory

from helpers.grading.working_folder import alone

SET_UP = (
    "the exchange {root} is not there or cannot be written. Make it on the machine that students "
    "and you share: `sudo mkdir -p {root} && sudo chmod a+rwx {root}`; or name another folder in "
    'nbgrader_config.py: c.Exchange.root = "/path". Without an exchange, take what a learning '
    "platform gives: `python -m helpers.grading collect ASSIGNMENT FILE.zip`"
)


class _SaysWhatToDo(Exchange):
    """For nbgrader's "please contact your instructor", which an instructor reads here."""

    def ensure_root(self) -> None:
        if not check_directory(self.root, write=True, execute=True):
            self.fail(SET_UP.format(root=self.root))


class Collect(_SaysWhatToDo, ExchangeCollect):
    """`ExchangeCollect` that says how to set an exchange up."""


class ReleaseAssignment(_SaysWhatToDo, ExchangeReleaseAssignment):
    """`ExchangeReleaseAssignment` that says how to set an exchange up."""


class ReleaseFeedback(_SaysWhatToDo, ExchangeReleaseFeedback):
    """`ExchangeReleaseFeedback` that says how to set an exchange up."""


def collect_from_exchange(coursedir: CourseDirectory) -> list[str]:
    """Do as ``nbgrader collect --update``: the latest submission of each student.

    Returns
    -------
    list of str
        What nbgrader says of it.

    Raises
    ------
    nbgrader.exchange.ExchangeError
        If the exchange is not there, or has nothing of the course; the message says what to do.
    """
    app = coursedir.parent
    collector = ExchangeFactory(parent=app).Collect(
        coursedir=coursedir, authenticator=Authenticator(parent=app), parent=app, update=True
    )
    said = _Said()
    collector.log.addHandler(said)
    level = collector.log.level
    collector.log.setLevel(logging.INFO)
    try:
        with alone():
            collector.start()
    except ExchangeError as error:
        remedy = f"; release it first: `nbgrader release_assignment {coursedir.assignment_id}`"
        raise ExchangeError(
            f"{error}{remedy if 'Course not found' in str(error) else ''}"
        ) from None
    finally:
        collector.log.removeHandler(said)
        collector.log.setLevel(level)
    return said.lines


class _Said(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
