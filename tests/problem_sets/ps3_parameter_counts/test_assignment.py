"""Problem set 3 as a student meets it."""

import re
import subprocess
import sys
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.networks import MaxPooling2D, receptive_fields, to_keras, total_parameters
from helpers.networks.published import alexnet, lenet5
from helpers.networks.specs import Conv2D, Network
from helpers.problem_sets.advice.entries import advise_number
from helpers.problem_sets.ps3_parameter_counts.counts import advise_parameters
from helpers.problem_sets.ps3_parameter_counts.fields import (
    RECEPTIVE_FIELD,
    advise_field,
    advise_pair,
)
from helpers.problem_sets.ps3_parameter_counts.flattening import advise_flat
from helpers.problem_sets.ps3_parameter_counts.numbers import counted_network, deep_network
from helpers.problem_sets.ps3_parameter_counts.totals import advise_total
from tests.paths import COURSE
from tests.problem_sets.marking import cells

NAME = "ps3_parameter_counts"
SOURCE, RELEASE = cells("solutions", NAME), cells("assignments", NAME)
TESTS = [
    name
    for name, cell in RELEASE.items()
    if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
]


def names_after_the_model_solution(student):
    """What the model solution leaves behind when a student runs it, without its tests."""
    names = {"__name__": "answers_of_a_student"}
    for cell_id, cell in SOURCE.items():
        if cell.cell_type == "code" and cell_id not in TESTS:
            exec(f"STUDENT_ID = {student!r}" if cell_id == "student-id" else cell.source, names)
    return names


def test_no_answer_is_in_the_release():
    text = "\n".join(cell.source for cell in RELEASE.values())
    names = names_after_the_model_solution("ada")
    numbers = [names[x] for x in ("flat", "after_average", "total", "c3_of_the_paper", "one_tower")]
    for table in ("my_parameters", "lenet_parameters", "alexnet_parameters", "my_multiply_adds"):
        numbers += names[table].values()
    for number in numbers:
        assert not re.search(rf"\b({number}|{number:,})\b", text)
    assert "Rubric" not in text and "Model answer" not in text and '"ada"' not in text


@pytest.mark.parametrize("student", ["ada", "grace.hopper", "s1234567"])
def test_the_model_answers_agree_with_keras(student):
    names = names_after_the_model_solution(student)
    model = to_keras(names["mine"])
    counts = {layer.name: layer.count_params() for layer in model.layers}
    assert names["my_parameters"] == {name: count for name, count in counts.items() if count}
    assert names["total"] == model.count_params()
    assert names["flat"] == model.get_layer("flatten").output.shape[1]
    assert [list(f.size) for f in receptive_fields(names["deep"])[1:]] == [
        list(field) for field in names["my_fields"].values()
    ]
    busy = to_keras(names["busy"])
    kernel = busy.get_layer("conv_2").get_weights()[0]
    outputs = busy.get_layer("conv_2").output.shape[1:]
    assert names["my_multiply_adds"]["conv_2"] == prod(outputs) * prod(kernel.shape[:3])
    assert names["my_bytes"]["outputs"] == 4 * names["batch"] * prod(
        busy.get_layer("conv_1").output.shape[1:]
    )


def test_the_famous_networks_have_the_numbers_of_their_papers():
    names = names_after_the_model_solution("ada")
    model = to_keras(lenet5())
    assert model.count_params() == sum(names["lenet_parameters"].values()) == 61_706
    # Section II.B of the paper: c1 has 156, c3 1,516, c5 48,120, f6 10,164 trainable parameters.
    lenet = names["lenet_parameters"]
    assert (lenet["c1"], lenet["c5"], lenet["f6"]) == (156, 48_120, 10_164)
    assert names["c3_of_the_paper"] == 1_516
    pools = 12 + 32
    assert 156 + pools + 1_516 + 48_120 + 10_164 == 60_000
    assert sum(names["alexnet_parameters"].values()) == 60_965_224
    assert total_parameters(alexnet()).total == 60_965_224
    assert total_parameters(alexnet(groups=1)).total == names["one_tower"] == 62_378_344


def test_alexnets_convolutions_agree_with_keras():
    for groups in (1, 2):
        network = alexnet(groups=groups)
        body = Network(network.input_shape, network.layers[:8])
        model = to_keras(body)
        assert model.layers[-1].output.shape[1:] == (6, 6, 256)
        assert model.count_params() == total_parameters(body).total


steps = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=4
)


@given(steps)
def test_counted_receptive_fields_agree_with_the_closed_formula(layers):
    chain = [
        Conv2D(1, (k, 1), strides=(s, 1), dilation_rate=(d, 1)) if d > 1 or k % 2
        else MaxPooling2D((k, 1), strides=(s, 1))
        for k, s, d in layers
    ]  # fmt: skip
    network = Network((2000, 1, 1), chain)
    assert RECEPTIVE_FIELD.right(layers) == receptive_fields(network)[-1].size[0]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "positive whole"),
        ("7", "positive whole"),
        (True, "positive whole"),
        (7.5, "whole"),
        (float("nan"), "whole"),
        (-3, "positive"),
        (0, "positive"),
        (12.0, ""),
        (12, ""),
    ],
)
def test_an_entry_is_a_positive_whole_number(value, words):
    advice = advise_number({"conv_1": value}, "conv_1")
    assert words in advice and bool(advice) == bool(words)
    assert advise_number({}, "conv_1") == "There is no entry for 'conv_1' yet."


def test_a_table_that_is_not_filled_in_is_told_so():
    mine, deep = counted_network("ada"), deep_network("ada")
    assert "no entry" in advise_parameters({}, mine, "conv_1")
    assert "not a positive whole number" in advise_flat(None, mine)
    assert "not a positive whole number" in advise_total(None, mine, {})
    assert "no entry" in advise_field({}, deep, "conv_3")
    assert "two positive" in advise_pair({"conv_3": (3, 4, 5)}, "conv_3")
    assert "two positive" in advise_pair({"conv_3": 7}, "conv_3")


def test_a_dense_count_that_follows_from_a_wrong_line_is_right():
    mine = counted_network("ada")
    units = mine.layers[-1].units
    assert advise_parameters({"dense": 1001 * units}, mine, "dense", flat=1000) == ""
    assert advise_parameters({"dense": 1001 * units}, mine, "dense")
    without = advise_parameters({"dense": 1000 * units}, mine, "dense", flat=1000)
    assert "the biases are missing" in without


def test_more_entries_than_asked_for_do_no_harm():
    mine = counted_network("ada")
    names = names_after_the_model_solution("ada")
    own = names["my_parameters"] | {"flatten": 855, "pool_1": 0, "sum": 12, "conv_9": 7}
    assert advise_total(names["total"], mine, own) == ""


def test_the_tests_need_no_tensorflow():
    code = (
        "import sys\nfrom tests.problem_sets.marking import mark\n"
        f"assert sum(points for points, _ in mark({NAME!r}).values()) == 32\n"
        "assert 'tensorflow' not in sys.modules and 'keras' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=COURSE, check=False).returncode == 0
