"""The networks, budgets and moves of problem set 4: valid, equally hard, one's own."""

import itertools
from collections import Counter

import numpy as np
import pytest

from helpers.digits import Digits, Source
from helpers.networks import multiply_adds, shapes, total_parameters
from helpers.networks.specs import AveragePooling2D, Conv2D, MaxPooling2D
from helpers.problem_sets.ps4_mnist_cnn.moves import one_place
from helpers.problem_sets.ps4_mnist_cnn.numbers import move, plan, prepared, specification
from helpers.problem_sets.ps4_mnist_cnn.wanted import network

IDS = [f"student{number:05}" for number in range(10_000)]
CONVOLUTIONS = ("conv_1", "conv_2", "conv_3")


@pytest.fixture(scope="module")
def drawn():
    """Every student's network with its shapes; raises where a layer has no pixels left."""
    networks = [network(student) for student in IDS]
    return [(one, shapes(one)) for one in networks]


def named(one):
    return {layer.name: layer for layer in one.layers}


def test_no_map_has_fewer_than_two_by_four_places(drawn):
    smallest = min(tuple(sorted(shape[:2])) for _, passed in drawn for shape in passed[:6])
    assert smallest == (2, 4)


def test_everybody_meets_each_trap_once(drawn):
    for one, _ in drawn:
        layers = named(one)
        convolutions = [layers[name] for name in CONVOLUTIONS]
        pools = [layers["pool_1"], layers["pool_2"]]
        kernels = sorted(layer.kernel_size for layer in convolutions)
        assert kernels in ([(3, 3), (3, 5), (5, 5)], [(3, 3), (5, 3), (5, 5)])
        assert [layer.padding for layer in convolutions].count("valid") == 1
        assert convolutions[2].padding == "same"
        assert [layer.use_bias for layer in convolutions].count(False) == 1
        assert {type(layer) for layer in pools} == {MaxPooling2D, AveragePooling2D}
        assert sum(layer.pool_size != layer.strides for layer in pools) == 1
        assert sum(layer.pool_size[0] != layer.pool_size[1] for layer in pools) == 1


def test_work_and_parameters_are_alike(drawn):
    work = [sum(map(multiply_adds, one.layers, passed)) for one, passed in drawn]
    count = [total_parameters(one).total for one, _ in drawn]
    assert min(work) > 0.2e6 and max(work) < 0.9e6
    assert min(count) > 13_000 and max(count) < 50_000


def test_every_number_of_the_specification_is_in_the_words(drawn):
    for student, (one, _) in zip(IDS[:200], drawn[:200], strict=True):
        words = {name: what for name, _, what in specification(student)}
        assert list(words) == [layer.name for layer in one.layers]
        for layer in one.layers:
            said = words[layer.name]
            if isinstance(layer, Conv2D):
                rows, columns = layer.kernel_size
                assert f"{layer.filters} filters of {rows} rows × {columns} columns" in said
                assert ("size stays" in said) == (layer.padding == "same")
                assert ("with biases" in said) == layer.use_bias
            elif isinstance(layer, MaxPooling2D | AveragePooling2D):
                assert said.startswith("maximum" if isinstance(layer, MaxPooling2D) else "mean")
                assert ("side by side" in said) == (layer.strides == layer.pool_size)


def test_the_words_are_a_table_in_the_notebook_and_text_elsewhere():
    table = specification("ada")
    html = table._repr_html_()
    assert html.count("<tr>") == 9 and html.count('scope="row"') == 8
    assert len(repr(table).split("\n")) == 8


def test_the_same_id_gives_the_same_network_everywhere():
    layers = named(network("ada"))
    assert [layers[name].filters for name in CONVOLUTIONS] == [8, 15, 25]


def test_neighbours_differ_in_most_layers(drawn):
    differing = []
    for (one, _), (other, _) in itertools.pairwise(drawn):
        theirs = named(other)
        differing.append(sum(layer != theirs[layer.name] for layer in one.layers))
    assert min(differing) >= 1
    assert np.mean(differing) > 5  # of the eight; Flatten and the last layer never differ
    assert sum(count < 3 for count in differing) < 0.005 * len(differing)


def test_all_kinds_occur_about_equally_often(drawn):
    where = Counter()
    for one, _ in drawn:
        layers = named(one)
        where["valid", next(n for n in CONVOLUTIONS if layers[n].padding == "valid")] += 1
        where["no bias", next(n for n in CONVOLUTIONS if not layers[n].use_bias)] += 1
        where["5 x 5", next(n for n in CONVOLUTIONS if layers[n].kernel_size == (5, 5))] += 1
        where["first pool", type(layers["pool_1"]).__name__] += 1
    for (what, _), count in where.items():
        kinds = sum(1 for other, _ in where if other == what)
        assert abs(count / len(drawn) - 1 / kinds) < 0.03
    assert len(where) == 2 + 3 + 3 + 2


def test_no_answer_of_question_5_is_right_for_most():
    answers = Counter()
    for student, one in ((student, network(student)) for student in IDS):
        direction = move(student).direction
        answers[tuple(one_place(one, name, direction) for name in ("pool_1", "pool_2"))] += 1
    assert max(answers.values()) < 0.55 * len(IDS)
    assert len(answers) == 3


def test_moves_are_to_the_left_or_up_and_grow():
    moves = [move(student) for student in IDS]
    assert Counter(one.direction for one in moves).keys() == {"left", "up"}
    for one in moves:
        assert one.pixels[0] == 0 and list(one.pixels) == sorted(set(one.pixels))
        assert one.pixels[-1] <= 6
    assert len(set(moves)) == 16
    assert repr(moves[0]).endswith(f"pixels {moves[0].direction}")


@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize("source", list(Source))
def test_no_batch_size_hides_the_short_batch(source, short):
    """A remainder of half a batch or more; a step for a few digits alone would be a coarse one."""
    plans = [plan(student, source, short) for student in IDS[:500]]
    assert len({one.batch_size for one in plans}) == 4
    for one in plans:
        assert one.train % one.batch_size >= one.batch_size / 2
        assert one.goals == plans[0].goals == tuple(sorted(set(one.goals)))


def test_only_scikit_learns_digits_have_goals_of_their_own():
    by_source = {source: plan("ada", source, False) for source in Source}
    assert by_source[Source.FILE] == by_source[Source.KERAS] != by_source[Source.SCIKIT_LEARN]


def made_up(train, test):
    def pictures(n):
        return np.arange(n, dtype=np.uint32).view(np.uint8).reshape(n, 4)  # the digit's number

    def part(n):
        x = np.zeros((n, 28, 28), np.uint8)
        x[:, 0, :4] = pictures(n)
        return x, (np.arange(n) % 10).astype(np.uint8)

    return Digits(*part(train), *part(test), source=Source.FILE)


@pytest.mark.parametrize("short", [True, False])
def test_training_and_validation_digits_are_different_ones(short):
    digits, budget = made_up(12_000, 10_000), plan("ada", Source.FILE, short)
    parts = prepared(digits, budget)
    assert parts.x_train.shape == (budget.train, 28, 28, 1)
    assert parts.x_val.shape == (budget.validation, 28, 28, 1)
    assert parts.x_test.shape == (budget.test, 28, 28, 1)
    rows = [{bytes(row) for row in part[:, 0, :4, 0]} for part in (parts.x_train, parts.x_val)]
    assert len(rows[0]) == budget.train and not rows[0] & rows[1]
    assert parts.x_train.dtype == np.float32 and parts.x_train.max() <= 1
    assert np.array_equal(parts.y_train.argmax(axis=1), digits.y_train[: budget.train])
    assert np.array_equal(parts.labels_test[:50], digits.y_test[:: 10_000 // budget.test][:50])


def test_the_stand_in_has_digits_enough_for_its_plan():
    from helpers.digits import load_digits

    digits = load_digits("scikit-learn")
    for short in (True, False):
        parts = prepared(digits, plan("ada", Source.SCIKIT_LEARN, short))
        assert len(parts.x_test) == len(digits.x_test)


def test_a_plan_for_other_digits_is_refused():
    with pytest.raises(ValueError, match="the plan needs 9500"):
        prepared(made_up(2000, 500), plan("ada", Source.FILE, False))
