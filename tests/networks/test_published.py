"""The well-known networks: their numbers, and the lecture that builds one of them."""

from dataclasses import replace

import nbformat
import pytest

from helpers import networks
from helpers.networks.published import alexnet, lenet5
from tests.paths import LECTURES

LECTURE = LECTURES / "07_inside_the_network.ipynb"


@pytest.fixture(scope="module")
def alexnet_of_the_lecture():
    """The function that students write and read in lecture 07."""
    cells = {cell.id: cell.source for cell in nbformat.read(LECTURE, as_version=4).cells}
    names = {name: getattr(networks, name) for name in networks.__all__}
    exec(cells["alexnet-network"], names)
    return names["alexnet"]


def nameless(network):
    return network.input_shape, [replace(layer, name="") for layer in network.layers]


@pytest.mark.parametrize("groups", [1, 2])
@pytest.mark.parametrize("side", [195, 227])
def test_the_lecture_builds_the_network_of_the_problem_set(alexnet_of_the_lecture, groups, side):
    expected = alexnet(groups=groups, input_shape=(side, side, 3))
    assert nameless(alexnet_of_the_lecture(groups, side)) == nameless(expected)


def test_the_defaults_of_the_lecture_are_those_of_the_paper(alexnet_of_the_lecture):
    assert nameless(alexnet_of_the_lecture()) == nameless(alexnet())


def test_the_networks_have_the_parameters_of_their_descriptions():
    for network in (alexnet, lenet5):
        total = networks.total_parameters(network()).total
        assert f"{total:,} parameters" in network.__doc__
