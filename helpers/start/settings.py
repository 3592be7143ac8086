"""The course's own variables, CNN_COURSE_..., as they were before an answer could change them."""

from __future__ import annotations

import os

PREFIX = "CNN_COURSE_"
_kept: dict[str, str] | None = None


def keep_settings() -> None:
    """From now on `setting` gives what the variables are at this moment.

    The grader's kernels call it before the first cell. Otherwise an answer that clears
    ``os.environ`` would learn from other digits than those its test looks at.
    """
    global _kept
    _kept = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}


def setting(name: str) -> str:
    """The value of a variable, "" where it is not set."""
    return (os.environ if _kept is None else _kept).get(name, "")
