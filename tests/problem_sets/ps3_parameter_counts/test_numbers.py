"""The personal numbers of problem set 3: valid, equally hard, not to be guessed, one's own."""

import itertools
from collections import Counter

import pytest

from helpers.networks import leftovers, multiply_adds, parameters, receptive_fields, shapes
from helpers.networks.published import alexnet
from helpers.problem_sets.listing import listing
from helpers.problem_sets.ps3_parameter_counts.costs import multiply_add_slips
from helpers.problem_sets.ps3_parameter_counts.counts import (
    CONV_PARAMETERS,
    NO_BIASES,
    NO_CHANNELS,
    NO_GROUPS,
)
from helpers.problem_sets.ps3_parameter_counts.fields import growth_slips, step
from helpers.problem_sets.ps3_parameter_counts.flattening import flat_slips
from helpers.problem_sets.ps3_parameter_counts.numbers import (
    batch_size,
    busy_network,
    counted_network,
    deep_network,
    own_photos,
)

IDS = [f"student{number:05}" for number in range(10_000)]
NETWORKS = (counted_network, own_photos, busy_network, deep_network)


@pytest.fixture(scope="module")
def drawn():
    """For each kind of network: all students' networks, each with its shapes."""
    found = {}
    for kind in NETWORKS:
        networks = [kind(student) for student in IDS]
        found[kind] = [(network, shapes(network)) for network in networks]  # raises if none is left
    return found


def conv_call(layer, shape):
    return {
        "kernel": layer.kernel_size,
        "channels": shape[2],
        "filters": layer.filters,
        "groups": layer.groups,
        "use_bias": layer.use_bias,
    }


def answers(kind, network, passed):
    """What a student has to find."""
    if kind is deep_network:
        return [field.size for field in receptive_fields(network)[3:]]
    if kind is own_photos:
        return [passed[9], (passed[9], passed[-1])]  # the other layers are those of the paper
    count, places = parameters, (0, 2, 3, 6)
    if kind is busy_network:
        count, places = multiply_adds, (0, 1, 4)
    return [count(network.layers[place], passed[place]) for place in places] + [passed[-2]]


def test_the_numbers_of_a_student_stay_what_they_are():
    assert listing(counted_network("ada")) == (
        "Network((40, 52, 3), [\n"
        '    Conv2D(28, (5, 3), strides=2, name="conv_1"),\n'
        '    MaxPooling2D(2, name="pool_1"),\n'
        '    Conv2D(44, 3, padding="same", groups=4, name="conv_2"),\n'
        '    Conv2D(67, 3, use_bias=False, name="conv_3"),\n'
        '    MaxPooling2D(2, name="pool_2"),\n'
        '    Flatten(name="flatten"),\n'
        '    Dense(62, name="dense"),\n'
        "])"
    )
    assert own_photos("ada") == alexnet(input_shape=(418, 192, 3), classes=95)
    assert batch_size("ada") == 112


def test_everybody_counts_the_same_layers_with_the_same_leftovers(drawn):
    for network, passed in drawn[counted_network]:
        assert [type(layer).__name__ for layer in network.layers] == [
            "Conv2D", "MaxPooling2D", "Conv2D", "Conv2D", "MaxPooling2D", "Flatten", "Dense",
        ]  # fmt: skip
        conv_1, _, conv_2, conv_3 = network.layers[:4]
        assert conv_1.kernel_size[0] != conv_1.kernel_size[1]
        assert conv_2.groups > 1 and conv_2.padding == "same" and not conv_3.use_bias
        lost = [
            leftovers(layer, shape)
            for layer, shape in zip(network.layers[:5], passed, strict=False)
        ]
        assert lost == [(1, 1), (0, 1), (0, 0), (0, 0), (1, 0)]
        height, width, _ = passed[5]
        assert height != width and min(height, width) >= 3


def test_no_slip_in_the_length_of_the_line_is_right_by_accident(drawn):
    words = set()
    for network, passed in drawn[counted_network][::5]:  # each has nine slips to compute
        slips = flat_slips(network)
        assert passed[-2][0] not in slips.values() and 0 not in slips.values()
        words.add(tuple(slips))
    assert len(words) == 1  # the same slips are known for everybody


def test_no_slip_in_a_count_is_right_by_accident(drawn):
    for number in (0, 2, 3):
        words = set()
        for network, passed in drawn[counted_network]:
            call = conv_call(network.layers[number], passed[number])
            slips = CONV_PARAMETERS.slips(**call)
            assert CONV_PARAMETERS.right(**call) not in slips.values(), call
            words.add(tuple(slips))
        assert len(words) == 1


def test_the_advice_on_biases_channels_and_groups_is_never_ambiguous(drawn):
    for network, passed in drawn[counted_network]:
        for number in (0, 2):
            slips = CONV_PARAMETERS.slips(**conv_call(network.layers[number], passed[number]))
            times = Counter(slips.values())
            for words in {NO_BIASES, NO_CHANNELS, NO_GROUPS} & set(slips):
                assert times[slips[words]] == 1


def test_photos_are_never_those_of_the_paper(drawn):
    for network, passed in drawn[own_photos]:
        height, width, channels = passed[8]
        assert height != width and height * width != 6 * 6 and channels == 256
        assert network.layers == alexnet(classes=network.layers[-1].units).layers
        for place in (0, 1, 3, 7):
            assert min(leftovers(network.layers[place], passed[place])) > 0
    for network, passed in drawn[own_photos][::20]:
        assert passed[9][0] not in flat_slips(network).values()


def test_no_slip_in_the_work_of_a_layer_is_right_by_accident(drawn):
    for network, passed in drawn[busy_network]:
        assert passed[1][0] != passed[1][1]
        for number in (0, 1, 4):
            layer = network.layers[number]
            slips = multiply_add_slips(layer, passed[number])
            right = multiply_adds(layer, passed[number])
            assert right not in slips.values() and 30_000 < right < 10_000_000


def test_no_slip_in_a_field_is_right_by_accident(drawn):
    for network, _ in drawn[deep_network]:
        fields = receptive_fields(network)
        for axis in (0, 1):
            steps = [step(layer, axis) for layer in network.layers]
            for place in (2, 3):
                before, right = fields[place].size[axis], fields[place + 1].size[axis]
                slips = growth_slips(steps[: place + 1], before)
                assert right not in slips.values()


@pytest.mark.parametrize("kind", NETWORKS)
def test_answers_cannot_be_guessed(drawn, kind):
    all_answers = [tuple(answers(kind, *pair)) for pair in drawn[kind]]
    for column in zip(*all_answers, strict=True):
        most_common = Counter(column).most_common(1)[0][1]
        assert most_common < 0.08 * len(IDS)
    assert Counter(all_answers).most_common(1)[0][1] < 0.01 * len(IDS)


@pytest.mark.parametrize("kind", NETWORKS)
def test_neighbours_have_different_numbers(drawn, kind):
    networks = [network for network, _ in drawn[kind]]
    alike = sum(one == next_ for one, next_ in itertools.pairwise(networks))
    assert alike < 0.005 * len(IDS)


def test_every_kind_of_network_has_a_draw_of_its_own():
    first = [counted_network(student).layers[0].kernel_size for student in IDS[:2000]]
    second = [deep_network(student).layers[0].kernel_size for student in IDS[:2000]]
    agree = sum(one == other for one, other in zip(first, second, strict=True))
    assert 0.12 < agree / 2000 < 0.22  # one in six, by chance
