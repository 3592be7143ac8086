"""A test that fails for nearly everybody is named; one that a few pass, or few have, is not."""

import pytest

from helpers.grading.gradebook.failing_cells import failing_cells
from tests.grading.course import NAME, TESTS


@pytest.mark.parametrize(
    ("students", "passing", "named"), [(5, 1, True), (5, 2, False), (10, 2, True), (4, 0, False)]
)
def test_a_test_that_nearly_nobody_passes_is_named(course, students, passing, named):
    with course.gradebook() as gradebook:
        for number in range(students):
            gradebook.add_student(str(number))
            submission = gradebook.add_submission(NAME, str(number))
            for grade in submission.notebooks[0].grades:
                if grade.name in TESTS:
                    fails = grade.name == "add-hidden" and number >= passing
                    grade.auto_score = 0 if fails else grade.max_score
        gradebook.add_student("not graded")
        gradebook.add_submission(NAME, "not graded")
        gradebook.db.commit()
        said = failing_cells(gradebook, NAME)
    sentence = (
        f"The test 'add-hidden' gave {students - passing} of {students} no point: "
        "look at the test itself first."
    )
    assert said == ([sentence] if named else [])
