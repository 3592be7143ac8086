"""With the examiner a student's kernel has what a set's cells use of the course, and no answers."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from functools import cache

import pytest
from nbgrader.utils import is_grade, is_solution

from helpers.grading.box import unavailable
from helpers.grading.examiner.withheld import course_without
from helpers.problem_sets.shown import SHOWN, WITHHELD
from tests.problem_sets.boxed import fork_server, graded, released
from tests.problem_sets.honest import HONEST, PS2, PS4, PS5
from tests.problem_sets.marking import cells, mark

# What tests alone import and a student's kernel has all the same: checks that run there, what is
# drawn from the id, and pictures that a given cell hands out under another name.
HARMLESS = {
    *("advise_own_work", "trained_once", "student_id"),
    *("random_scenes", "plan", "move", "COLOURS", "parts_of", "budget_of"),
}
LOOK = """
import importlib, json, sys
from helpers.grading.box import unavailable
from helpers.grading.examiner.withheld import Withheld

found = {}
for module, name in json.load(sys.stdin):
    try:
        value = getattr(importlib.import_module(module), name)
    except AttributeError:
        value = importlib.import_module(f"{module}.{name}")
    stands_in = isinstance(value, Withheld) or hasattr(value, "Withheld")
    found[f"{module}.{name}"] = "withheld" if stands_in else "there"
print(json.dumps(found))
"""


@cache
def imported(name: str, *, by_tests: bool) -> set[tuple[str, str]]:
    """(module, name) of the course that the tests of a set import, or its other cells."""
    found = set()
    for cell in cells("solutions", name).values():
        if cell.cell_type == "code" and by_tests == (is_grade(cell) and not is_solution(cell)):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.ImportFrom) and str(node.module).startswith("helpers"):
                    found |= {(str(node.module), one.name) for one in node.names}
    return found


@cache
def seen(name: str) -> dict[str, str]:
    """What a student's kernel finds of all that."""
    path = course_without(WITHHELD, SHOWN[name]).parent
    asked = imported(name, by_tests=True) | imported(name, by_tests=False)
    done = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd="/", env=os.environ | {"PYTHONPATH": str(path)},
        input=json.dumps(sorted(asked)), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_every_set_says_what_its_cells_use():
    assert set(SHOWN) == set(HONEST)


@pytest.mark.parametrize("name", HONEST)
def test_a_students_kernel_has_what_the_cells_of_a_set_use(name):
    used = {".".join(one) for one in imported(name, by_tests=False)}
    assert {one for one in used if seen(name)[one] != "there"} == set()


@pytest.mark.parametrize("name", HONEST)
def test_a_students_kernel_has_nothing_that_tests_alone_use(name):
    of_tests = imported(name, by_tests=True) - imported(name, by_tests=False)
    there = {one for module, one in of_tests if seen(name)[f"{module}.{one}"] == "there"}
    assert there <= HARMLESS


OUTPUT_SIZE = """
from helpers.problem_sets.ps2_output_shapes import OUTPUT_SIZE

kept = [OUTPUT_SIZE]


def output_size(n, k, padding=0, stride=1, dilation=1):
    return kept[0].right(n=n, k=k, padding=padding, stride=stride, dilation=dilation)
"""


NETWORK = """
from helpers.networks import to_keras
from helpers.problem_sets.ps4_mnist_cnn import network

model = to_keras(network(me))
"""
ARGUMENTS = """
from helpers.problem_sets.ps5_callbacks.asked import arguments

stop, reduce, save = vars(arguments(me)).values()
"""
# set, answer cell → what is borrowed, and how the names of its tests begin
BORROWED = {
    "through a list": (PS2, "output-size", OUTPUT_SIZE, "size-"),
    "a network made of its specification": (PS4, "network", NETWORK, "network-"),
    "the arguments that are asked for": (PS5, "arguments", ARGUMENTS, "arguments-"),
}


@pytest.mark.skipif(bool(unavailable()), reason="no box can be made here")
@pytest.mark.parametrize(("name", "cell", "code", "tests"), BORROWED.values(), ids=BORROWED)
def test_an_answer_that_is_borrowed_earns_nothing_with_the_examiner(name, cell, code, tests):
    answers = {cell: code}
    beside = {test: points for test, (points, _) in mark(name, answers).items()}
    with fork_server(name):  # what kernels have beforehand is what the grader gives them
        points, _ = graded(released(name, answers), name, examiner=True)
    borrowed = [test for test in points if test.startswith(tests)]
    assert sum(beside[test] for test in borrowed) > 0  # and that is why it is withheld
    assert [points[test] for test in borrowed] == [0] * len(borrowed)
