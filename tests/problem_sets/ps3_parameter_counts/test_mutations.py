"""Problem set 3, answered with one known mistake at a time: each costs its points and no other."""

from contextlib import redirect_stdout
from io import StringIO

import pytest

from tests.problem_sets.marking import cells, losses, lost, mark
from tests.problem_sets.ps3_parameter_counts.answers import NAME
from tests.problem_sets.ps3_parameter_counts.mistakes_layers import OF_LAYERS
from tests.problem_sets.ps3_parameter_counts.mistakes_networks import OF_NETWORKS

STUDENTS = ("ada", "grace.hopper", "s1234567")
MISTAKES = OF_LAYERS | OF_NETWORKS


@pytest.mark.parametrize("student", STUDENTS)
def test_the_model_solution_gets_all_points_of_the_tests(student):
    marks = mark(NAME, student=student)
    assert sum(points for points, _ in marks.values()) == 32
    assert all(message == "" for _, message in marks.values())


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_costs_its_own_points_and_is_named(mistake):
    answers, points, words = MISTAKES[mistake]
    for student in STUDENTS:
        marks = mark(NAME, answers, student=student)
        assert losses(NAME, marks) == points, student
        messages = [text for _, text in marks.values() if text]
        assert any(words in text for text in messages), messages


def answers_of(student):
    """The numbers of a student's networks, typed in as such."""
    names = {"__name__": "answers_of_a_student"}
    with redirect_stdout(StringIO()):
        for cell_id, cell in cells("solutions", NAME).items():
            if cell.cell_type == "code":
                own_id = f"STUDENT_ID = {student!r}"
                exec(own_id if cell_id == "student-id" else cell.source, names)
    own = {
        "mine-counted": ("flat", "my_parameters", "after_average", "total"),
        "alexnet-counted": ("alexnet_parameters", "one_tower", "photos_fc_1", "photos_total"),
        "busy-counted": ("my_multiply_adds", "my_bytes"),
        "deep-fields": ("my_fields",),
    }
    return {
        cell_id: "\n".join(f"{variable} = {names[variable]!r}" for variable in variables)
        for cell_id, variables in own.items()
    }


PERSONAL = {
    "mine-flat", "mine-conv-1", "mine-conv-2", "mine-conv-3", "mine-dense", "mine-average",
    "mine-total", "photos-fc-1", "photos-total", "work-conv-1", "work-conv-2", "work-dense",
    "memory-outputs", "memory-mixed", "deep-conv-2", "deep-conv-3",
}  # fmt: skip


@pytest.mark.parametrize(("student", "neighbour"), [("ada", "grace.hopper"), ("a", "b")])
def test_the_numbers_of_a_neighbour_are_wrong(student, neighbour):
    assert lost(NAME, answers_of(student), student=student) == {}
    assert set(lost(NAME, answers_of(neighbour), student=student)) == PERSONAL


def test_a_neighbours_numbers_earn_next_to_nothing():
    """Now and then two students share a layer: less than half a point of the 16, on average."""
    earned = []
    for number in range(30):
        marks = mark(NAME, answers_of(f"s{number}"), student=f"s{number + 1}")
        earned.append(sum(marks[test][0] for test in PERSONAL))
    assert sum(earned) / len(earned) < 0.5 and max(earned) <= 3


def test_a_table_of_nonsense_earns_no_total():
    nonsense = "flat = total = 4\nmy_parameters = dict(conv_1=1, conv_2=1, conv_3=1, dense=1)"
    assert set(lost(NAME, {"mine-counted": nonsense + "\nafter_average = 1"})) >= {
        name for name in PERSONAL if name.startswith("mine")
    }
