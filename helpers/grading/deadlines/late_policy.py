"""What late work costs: a plugin of nbgrader's."""

from __future__ import annotations

import math

from nbgrader.plugins import LateSubmissionPlugin
from traitlets import Float

DAY = 24 * 60 * 60  # seconds; also where clocks are changed


class LatePolicy(LateSubmissionPlugin):
    """Points, or a share of the points earned, for each day begun.

    Nothing is lost unless `points_per_day` or `share_per_day` is set; then nbgrader's
    ``penalty_method`` does not count. Each notebook of an assignment is judged by itself.
    """

    points_per_day = Float(0, min=0, help="Points for each day begun.").tag(config=True)
    share_per_day = Float(
        0, min=0, max=1, help="Share of the points earned, 0 to 1, for each day begun."
    ).tag(config=True)
    grace_minutes = Float(
        0, min=0, help="So late costs nothing. Whoever is later loses from the due date on."
    ).tag(config=True)
    most_share = Float(
        1, min=0, max=1, help="At most this share of the points earned is lost."
    ).tag(config=True)

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """Points that are lost, or None.

        Parameters
        ----------
        student_id
            Whose work it is; it makes no difference.
        score
            Points earned in the notebook.
        total_seconds_late
            Seconds after the due date, an extension counted.
        """
        if not (self.points_per_day or self.share_per_day):
            return super().late_submission_penalty(student_id, score, total_seconds_late)
        if total_seconds_late <= self.grace_minutes * 60:
            return None
        days = math.ceil(total_seconds_late / DAY)
        lost = days * (self.points_per_day + self.share_per_day * score)
        return min(lost, self.most_share * score)
