"""Writing the points of a submission into the gradebook, all in one transaction."""

from __future__ import annotations

from types import SimpleNamespace

from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades

from helpers.grading.preprocessors.execution import leave_out


class SaveGrades(SaveAutoGrades):
    """`SaveAutoGrades` that writes into an open `NotebookRecord` where a batch gives one.

    nbgrader opens the gradebook once for each notebook and commits after each cell: a crash in
    between leaves half of the grades. And where nbgrader stops the batch over a cell whose result is
    no score it can have, that cell scores 0.
    """

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        if about.get("record") is None:
            return super().preprocess(nb, resources)
        self.gradebook = about["record"]
        self.notebook_id, self.assignment_id = about["notebook"], about["assignment"]
        self.student_id = about["student"]
        return super(SaveAutoGrades, self).preprocess(nb, resources)

    def _add_score(self, cell, resources):
        try:
            super()._add_score(cell, resources)
        except (ValueError, KeyError, TypeError) as error:  # a result that is no score of this cell
            about = resources["nbgrader"]
            name = cell.metadata.nbgrader.grade_id
            self.log.warning(
                "%s: cell '%s' gives no valid score: %s", about["student"], name, error
            )
            leave_out([cell], "InvalidScore", str(error))
            super()._add_score(cell, resources)


class SaveLatePenalties(AssignLatePenalties):
    """`AssignLatePenalties` that writes into an open `NotebookRecord` where a batch gives one."""

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        if about.get("record") is None:
            return super().preprocess(nb, resources)
        self.init_plugin()
        record, submission = about["record"], about["record"].submitted.assignment
        record.submitted.late_submission_penalty = None
        seconds = submission.total_seconds_late if submission.assignment.duedate else 0
        if seconds > 0:
            score = record.score
            self.log.warning("%s is %s seconds late", submission, seconds)
            penalty = self.plugin_inst.late_submission_penalty(about["student"], score, seconds)
            self.log.warning("Late submission penalty: %s", penalty)
            if penalty is not None:
                penalty = self._check_late_penalty(SimpleNamespace(score=score), penalty)
                record.submitted.late_submission_penalty = penalty
        return nb, resources
