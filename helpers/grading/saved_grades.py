"""Writing the points of a submission into the gradebook, all in one transaction."""

from __future__ import annotations

from types import SimpleNamespace

from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades


class SaveGrades(SaveAutoGrades):
    """`SaveAutoGrades` that writes into an open `NotebookRecord` where a batch gives one.

    nbgrader opens the gradebook once for each notebook and commits after each cell: a crash in
    between leaves half of the grades.
    """

    def preprocess(self, nb, resources):
        about = resources["nbgrader"]
        if about.get("record") is None:
            return super().preprocess(nb, resources)
        self.gradebook = about["record"]
        self.notebook_id, self.assignment_id = about["notebook"], about["assignment"]
        self.student_id = about["student"]
        return super(SaveAutoGrades, self).preprocess(nb, resources)


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
