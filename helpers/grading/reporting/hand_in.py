"""When a class handed in. How long it worked nobody knows: a notebook keeps no times."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from nbgrader.api import Gradebook

AFTER, EARLIER, UNKNOWN = "after it", "earlier", "at a time that nobody said"
_BEFORE = {  # the due date; the longest last
    "in the last hour before it": timedelta(hours=1),
    "in the last day": timedelta(days=1),
    "in the last three days": timedelta(days=3),
}


def hand_in_times(gradebook: Gradebook, assignment: str) -> dict[str, int]:
    """How many handed in how long before the due date, of all whose work is graded.

    Parameters
    ----------
    assignment
        Its name. Extensions do not move the date.

    Returns
    -------
    dict
        When → how many, from early to late. Empty where there is no due date.

    Raises
    ------
    nbgrader.api.MissingEntry
        If the gradebook does not know the assignment.
    """
    due = gradebook.find_assignment(assignment).duedate
    if due is None:
        return {}
    counted: Counter[str] = Counter()
    for submission in gradebook.assignment_submissions(assignment):
        if submission.timestamp is None:
            counted[UNKNOWN] += 1
        else:
            counted[_when(due - submission.timestamp)] += 1
    return {when: counted[when] for when in (EARLIER, *reversed(_BEFORE), AFTER, UNKNOWN)}


def _when(before: timedelta) -> str:
    if before < timedelta(0):
        return AFTER
    return next((when for when, longest in _BEFORE.items() if before <= longest), EARLIER)
