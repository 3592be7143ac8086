"""nbgrader's configuration for this course. Each setting stands below the reason for it."""

import os
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor, CSSHTMLHeaderPreprocessor
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import (
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
)

from helpers.grading.collecting.by_folder import CollectByFolder
from helpers.grading.collecting.exchange import Collect, ReleaseAssignment, ReleaseFeedback
from helpers.grading.deadlines.late_policy import LatePolicy
from helpers.grading.environment import prepare
from helpers.grading.exporting.plugins import ExportTable
from helpers.grading.feedback.clean_html import clean_html
from helpers.grading.feedback.clean_markdown import clean_markdown2html
from helpers.grading.feedback.clean_page import PlainMetadata
from helpers.grading.feedback.grades import ReadGrades
from helpers.grading.feedback.page import GiveBackHandedIn, OfflinePage
from helpers.grading.preprocessors.copied_cells import KeepLastCopy
from helpers.grading.preprocessors.execution import ExecuteInBox
from helpers.grading.preprocessors.handed_in_outputs import SetOutputsAside
from helpers.grading.preprocessors.restored_cells import RestoreCells, RestoreKernelspec
from helpers.grading.preprocessors.saved_grades import SaveGrades, SaveLatePenalties
from helpers.grading.preprocessors.typed_id import NoteTypedId
from helpers.grading.release.leaks import RefuseLeaks
from helpers.problem_sets.shown import SHOWN, WITHHELD

c = get_config()  # noqa: F821  (nbgrader defines it)

# A new gradebook calls `alembic` by name; without it on PATH a half-made gradebook stays behind.
# TensorFlow's log on stderr would cost points.
prepare(os.environ)

# --- folders ----------------------------------------------------------------------------------
c.CourseDirectory.course_id = "cnn"
# A root in the user's own configuration would lead every command to another course.
c.CourseDirectory.root = str(Path(__file__).absolute().parent)
c.CourseDirectory.source_directory = "solutions"  # written by hand
c.CourseDirectory.release_directory = "assignments"  # generated from it
# `nbgrader generate_solution` would write to solution/, one letter from solutions/.
c.CourseDirectory.solution_directory = "rendered"
# For files that a run makes. Feedback would copy them to the student, hidden tests in them too, and
# take a notebook among them for one that was handed in; so would the formgrader.
c.ExecuteInBox.made = MADE = "made-by-the-run"
# A release takes along every file of the folder that is not ignored.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "feedback",
    MADE,
    ".pytest_cache",
    ".DS_Store",
]

# --- release ----------------------------------------------------------------------------------
# nbgrader releases a misspelt hidden test or a solution in an unmarked cell without a word.
c.GenerateAssignment.preprocessors = [*GenerateAssignment.preprocessors.default(), RefuseLeaks]

# --- collecting -------------------------------------------------------------------------------
# nbgrader's plugin wants a regular expression; without one it collects nothing and says nothing.
c.ZipCollectApp.collector_plugin = CollectByFolder
# An instructor would read "please contact your instructor" where the exchange is not set up.
c.ExchangeFactory.collect = Collect
c.ExchangeFactory.release_assignment = ReleaseAssignment
c.ExchangeFactory.release_feedback = ReleaseFeedback
# The zone of the course. nbgrader writes it behind the time of a submission.
c.Exchange.timezone = "UTC"

# --- before a submission runs -----------------------------------------------------------------
# One copied cell or one old schema version would stop the batch for all later students, and the
# checksum warning would come for every honest one.
c.Autograde.sanitize_preprocessors = [
    SetOutputsAside,  # for ClearOutput: feedback gives them back
    KeepLastCopy,  # for DeduplicateIds
    RestoreKernelspec,  # for OverwriteKernelspec
    RestoreCells,  # for OverwriteCells
    CheckCellMetadata,
    NoteTypedId,
]
# A deleted test would wait for a person for ever instead of being run.
c.OverwriteCells.add_missing_cells = True

# --- running it -------------------------------------------------------------------------------
c.Autograde.autograde_preprocessors = [
    ExecuteInBox,  # for Execute: nothing reaches the course, and a dead kernel leaves a grade
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveGrades,  # for SaveAutoGrades: one transaction for a whole submission
    SaveLatePenalties,  # for AssignLatePenalties; needs the saved grades
    CheckCellMetadata,
]
# nbgrader's own knows no penalty but all the points. Yours is, for instance:
# c.LatePolicy.share_per_day = 0.1; c.LatePolicy.grace_minutes = 15; c.LatePolicy.most_share = 0.5
c.AssignLatePenalties.plugin_class = LatePolicy
# With the examiner: what computes answers is not in the student's kernel, but for what cells use.
c.ExecuteInBox.withheld = list(WITHHELD)
c.ExecuteInBox.shown = SHOWN
# Asking a kernel politely to end takes a second with TensorFlow loaded, for nothing.
c.Execute.shutdown_kernel = "immediate"
# Seconds for one cell, and for a kernel to start on a busy machine.
c.Execute.timeout = 120  # while it waits for a processor, the time stands still
c.Execute.startup_timeout = 120
# And for the interrupt that follows; then the kernel is ended.
c.Execute.iopub_timeout = 20
# Without this each kernel warns that it talks over TCP unencrypted.
c.KernelManager.transport_encryption = "auto"
# Anything on stderr in a test cell scores 0, a warning of Keras too; only an exception should.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = r"(?s)."
# Graded notebooks would be read-only (444): not to be opened for a correction, nor replaced.
c.Autograde.permissions = 644

# --- feedback ---------------------------------------------------------------------------------
# nbgrader's page shows the hidden tests, and what a student's code made of them in the run; and it
# loads MathJax from a server.
c.GenerateFeedback.preprocessors = [
    ReadGrades,  # for GetGrades: 0 points would stand where nobody has read the answer
    GiveBackHandedIn,
    LimitOutput,
    PlainMetadata,
    CSSHTMLHeaderPreprocessor,
]
c.GenerateFeedback.exporter_class = OfflinePage
# A student's scripts would run in the formgrader's page, as the instructor.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.preprocessors = [PlainMetadata]
c.HTMLExporter.filters = {"markdown2html": clean_markdown2html, "clean_html": clean_html}

# --- grades that go out -----------------------------------------------------------------------
# nbgrader's table has 0.0 for what nobody has handed in or marked.
c.ExportApp.plugin_class = ExportTable
