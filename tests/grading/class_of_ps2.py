"""A class that handed problem set 2 in: each student's notebook, and the points that it earns."""

from dataclasses import replace

import nbformat

from helpers.networks.geometry import output_shape
from helpers.problem_sets.ps2_output_shapes.numbers import (
    layers_that_keep_the_size,
    layers_that_reach_a_size,
    small_network,
    wide_network,
)
from tests.paths import COURSE

NAME = "ps2_output_shapes"


def shapes_with_a_slip(network, name, slip):
    """A table in which one row is wrong and all others follow from the row before."""
    rows, shape = {}, network.input_shape
    for layer in network.layers:
        rows[layer.name] = shape = (
            slip(layer, shape) if layer.name == name else output_shape(layer, shape)
        )
    return rows


def first_place_not_counted(layer, shape):
    height, width, channels = output_shape(layer, shape)
    return height - 1, width - 1, channels


def no_dilation(layer, shape):
    return output_shape(replace(layer, dilation_rate=1), shape)


SMALL_SHAPES = shapes_with_a_slip(small_network("half_right"), "conv_1", first_place_not_counted)
WIDE_SHAPES = shapes_with_a_slip(wide_network("half_right"), "conv_2", no_dilation)
PADDINGS = [t["dilation"] * (t["k"] - 1) // 2 for t in layers_that_keep_the_size("half_right")]
HALF_RIGHT = {
    "student-id": 'STUDENT_ID = "half_right"',
    "output-size": """
def output_size(n, k, padding=0, stride=1, dilation=1):
    return -(-(n + 2 * padding - dilation * (k - 1) - 1) // stride) + 1  # rounded up
""",
    "leftover": """
def leftover(n, k, padding=0, stride=1, dilation=1):
    return (n - dilation * (k - 1) - 1) % stride  # no padding
""",
    "same": """
def same_size(n, stride=1):
    return n // stride  # rounded down

def same_padding(n, k, stride=1):
    missing = max((-(-n // stride) - 1) * stride + k - n, 0)
    return missing // 2, missing - missing // 2
""",
    "small-shapes": f"small_shapes = {SMALL_SHAPES}",
    "wide-shapes": f"wide_shapes = {WIDE_SHAPES}",
    "backwards": f"paddings = {PADDINGS}\nstrides = [1, 1]",
    "own-words": "The last row is dropped.",
}

TALKATIVE = """
import sys, warnings

def output_size(n, k, padding=0, stride=1, dilation=1):
    print("asked for", n, k, padding, stride, dilation)
    warnings.warn("nothing is wrong")
    print("nor here", file=sys.stderr)
    return (n + 2 * padding - dilation * (k - 1) - 1) // stride + 1

print(open("ps2_output_shapes.ipynb").read())
"""


def read(path):
    return nbformat.read(path, as_version=4)


def index_of(notebook, cell_id):
    return next(i for i, cell in enumerate(notebook.cells) if cell.id == cell_id)


def answered(answers):
    """The release with some answers written into it."""
    notebook = read(COURSE / "assignments" / NAME / f"{NAME}.ipynb")
    for cell_id, text in answers.items():
        notebook.cells[index_of(notebook, cell_id)].source = text.strip()
    return notebook


def model_answers():
    cells = read(COURSE / "solutions" / NAME / f"{NAME}.ipynb").cells
    return {
        cell.id: cell.source for cell in cells if cell.metadata.get("nbgrader", {}).get("solution")
    }


def without(notebook, *cell_ids):
    notebook.cells = [cell for cell in notebook.cells if cell.id not in cell_ids]
    return notebook


def copied_cells():
    notebook = answered(model_answers())
    for cell_id in ("output-size", "size-stride", "small-pool-1"):
        place = index_of(notebook, cell_id)
        copy = nbformat.from_dict(notebook.cells[place])
        copy.id = f"copy-of-{cell_id}"
        notebook.cells.insert(place + 1, copy)
    return notebook


def quitting():
    notebook = answered(model_answers())
    place = index_of(notebook, "leftover") + 1
    notebook.cells.insert(place, nbformat.v4.new_code_cell("quit()"))
    return notebook


def deleted_answers():
    notebook = answered(model_answers())
    notebook.cells[index_of(notebook, "size-plain")].source = "pass"
    return without(notebook, "leftover", "leftover-plain", "own-words")


def deleted_tests():
    """Saved by an older program as well, which knows no cell ids."""
    missing = ("setup", "size-stride", "wide-conv-1", "wide-conv-2")
    notebook = without(answered(model_answers()), *missing)
    notebook.nbformat_minor = 4
    for cell in notebook.cells:
        del cell["id"]
    return notebook


def edited_metadata():
    notebook = answered(model_answers())
    foreign = nbformat.from_dict(notebook.cells[index_of(notebook, "size-plain")])
    foreign.id, foreign.metadata.nbgrader.grade_id = "foreign", "from-another-assignment"
    metadata = {cell.id: cell.metadata.get("nbgrader") for cell in notebook.cells}
    metadata["size-plain"]["schema_version"] = 1
    metadata["size-padding"]["points"] = 100
    metadata["size-stride"]["solution"] = True
    metadata["size-dilation"]["grade"] = False
    del metadata["size-together"]["grade_id"]
    notebook.cells.append(foreign)
    return notebook


def of_a_neighbour():
    """The numbers of another student's networks, under that student's id; all else is right."""
    small, wide = small_network("next_door"), wide_network("next_door")
    strides = [
        next(s for s in range(1, 99) if (t["n"] + 2 * t["padding"] - t["k"]) // s + 1 == t["size"])
        for t in layers_that_reach_a_size("next_door")
    ]
    paddings = [t["dilation"] * (t["k"] - 1) // 2 for t in layers_that_keep_the_size("next_door")]
    return {
        "student-id": 'STUDENT_ID = "next_door"',
        "small-shapes": f"small_shapes = {shapes_with_a_slip(small, None, None)}",
        "wide-shapes": f"wide_shapes = {shapes_with_a_slip(wide, None, None)}",
        "backwards": f"paddings = {paddings}\nstrides = {strides}",
    }


SUBMISSIONS = {
    "broken_file": None,
    "copied_cells": copied_cells,
    "dead_kernel": lambda: answered(model_answers() | {"same": "import os\nos._exit(1)"}),
    "deleted_answers": deleted_answers,
    "deleted_tests": deleted_tests,
    "edited_metadata": edited_metadata,
    "half_right": lambda: answered(HALF_RIGHT),
    "neighbour": lambda: answered(model_answers() | of_a_neighbour()),
    "quitting": quitting,
    "right": lambda: answered(model_answers() | {"student-id": 'STUDENT_ID = "right"'}),
    "talkative": lambda: answered(
        model_answers() | {"student-id": 'STUDENT_ID = "talkative"', "output-size": TALKATIVE}
    ),
    "untouched": lambda: answered({}),
}

POINTS = {  # given by the tests, of 20
    "copied_cells": 20,
    "dead_kernel": 7,
    "deleted_answers": 18,
    "deleted_tests": 20,
    "edited_metadata": 20,
    "half_right": 13,
    "neighbour": 9,
    "quitting": 5,
    "right": 20,
    "talkative": 20,
    "untouched": 0,
}
