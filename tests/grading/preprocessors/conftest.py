"""A notebook on its way to a worker."""

import pytest
from traitlets.config import Config

from helpers.grading.gradebook.released_cells import ReleasedCells
from helpers.grading.preprocessors.copied_cells import KeepLastCopy
from helpers.grading.preprocessors.restored_cells import RestoreCells
from helpers.grading.release.course_directory import course_directory
from tests.grading.course import NAME


@pytest.fixture
def restored(course):
    """Send a notebook through the steps that put it in order; it, and what was noted."""
    with course.gradebook() as gradebook:
        released = ReleasedCells.of_course(gradebook, NAME, NAME, course_directory(course.root))

    def restored(notebook, released=released):
        about = {"student": "ada", "assignment": NAME, "notebook": NAME, "notes": []}
        resources = {"nbgrader": about | {"released_cells": released}}
        config = Config(OverwriteCells={"add_missing_cells": True})
        for step in (KeepLastCopy(config=config), RestoreCells(config=config)):
            notebook, resources = step.preprocess(notebook, resources)
        return notebook, about["notes"]

    restored.released = released
    return restored
