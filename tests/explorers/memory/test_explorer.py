"""The memory calculator: what Python and the browser count and say."""

import itertools

import pytest

from helpers.explorers.memory import explorer as memory_calculator
from helpers.explorers.memory import picture as drawing_memory
from helpers.explorers.memory.picture import Stack, in_units, parts, remedies
from helpers.networks import Conv2D, Network, memory
from tests.explorers.boxes import view_of

STACKS = [
    Stack(n, layers, filters, stride, batch, policy, training)
    for n, layers, filters, stride, batch, policy, training in itertools.product(
        (28, 225), (1, 2, 7), (1, 64), (1, 2), (1, 128), memory_calculator.OFFERED, (True, False)
    )
]


def for_browser(stack):
    bytes_ = dict(memory_calculator.MemoryView().policies)[stack.policy]
    names = ("n", "layers", "filters", "stride", "batch", "training")
    return {name: getattr(stack, name) for name in names} | {"bytes": bytes_, "copies": 2}


def test_the_memory_of_a_stack_is_what_its_shapes_say():
    one = Stack(n=225, layers=3, filters=8, stride=2, batch=5)
    picture, map_ = 225 * 225 * 3, 113 * 113 * 8
    count = 9 * 3 * 8 + 8 + 2 * (9 * 8 * 8 + 8)
    assert parts(one) == {
        "activations": 4 * 5 * (picture + 3 * map_), "parameters": 4 * count,
        "gradients": 4 * count, "optimizer": 2 * 4 * count,
    }  # fmt: skip
    only_used = Stack(
        n=225, layers=3, filters=8, stride=2, batch=5, policy="mixed_float16", training=False
    )
    assert parts(only_used) == {
        "activations": 2 * 5 * (picture + map_), "parameters": 4 * count,
        "gradients": 0, "optimizer": 0,
    }  # fmt: skip


def test_the_browser_counts_and_says_the_same_bytes(call):
    policies = dict(memory_calculator.MemoryView().policies)
    settings = [for_browser(stack) for stack in STACKS]
    assert call("memory/stack", *(["memory", one] for one in settings)) == [
        parts(stack) for stack in STACKS
    ]
    said = call(
        "memory/stack",
        *(["describe", one, s.policy, 8] for one, s in zip(settings, STACKS, strict=True)),
    )
    assert said == [drawing_memory.describe(stack, 8) for stack in STACKS]
    changed = call(
        "memory/stack", *(["remedies", one, policies["mixed_float16"]] for one in settings)
    )
    for stack, found in zip(STACKS, changed, strict=True):
        assert {one["what"]: one["stack"] for one in found} == {
            what: for_browser(one) for what, one in remedies(stack).items()
        }


def test_every_remedy_needs_less():
    for stack in STACKS:
        for what, changed in remedies(stack).items():
            if what != "one layer fewer" or stack.training:  # inference forgets the layers before
                assert sum(parts(changed).values()) < sum(parts(stack).values()), (stack, what)


def test_bytes_are_shown_with_the_unit_that_keeps_three_digits(call):
    sizes = [
        0,
        1,
        999,
        1000,
        1023,
        1024,
        10_239,
        999 * 1024,
        1000 * 1024,
        2**30,
        12.3 * 2**30,
        3 * 2**50,
    ]
    assert call("memory/stack", *(["inUnits", size] for size in sizes)) == [
        in_units(size) for size in sizes
    ]
    assert [in_units(size) for size in (999, 1024, 2**30)] == ["999 B", "1 KiB", "1 GiB"]


def test_a_stack_is_the_network_it_is_drawn_for():
    stack = Stack(n=28, layers=2, filters=4, batch=1)
    network = Network((28, 28, 3), [Conv2D(4, 3, padding="same"), Conv2D(4, 3, padding="same")])
    assert stack.memory == memory(network, optimizer="adam")


def test_the_calculator_starts_where_it_is_told(shown):
    box, _, text = shown(
        memory_calculator.memory_calculator, Stack(n=512, batch=2, training=False), device=4
    )
    view = view_of(box)
    assert (view.sides[view.n], view.powers[view.batch], view.use, view.devices[view.device]) == (
        512,
        2,
        1,
        4,
    )
    assert text.startswith("Inference, 2 images of 512 by 512 by 3 in float32") and text.endswith(
        "It fits into 4 GiB."
    )


@pytest.mark.parametrize(
    "settings",
    [{"n": 100}, {"batch": 3}, {"layers": 21}, {"filters": 3}, {"stride": 3}, {"policy": "int8"}],
)
def test_a_stack_that_the_controls_cannot_show_is_refused(settings):
    ((name, value),) = settings.items()
    with pytest.raises(ValueError, match=f"{name} is {value!r}"):
        memory_calculator.controls(Stack(**settings), 8)
