"""The explorers of lectures 06 and 07 in JupyterLab, and what holds for all that ask a network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from helpers.explorers.receptive_field import picture as receptive_field
from helpers.networks import Conv2D, MaxPooling2D, Network
from tests.browser.explorer import Explorer

SIXTH, SEVENTH = "06_why_pooling.ipynb", "07_inside_the_network.ipynb"
CELLS = {
    SIXTH: ("tracer", "shift-widget"),
    SEVENTH: ("explorer", "occlusion-explorer", "saliency-explorer", "made-explorer"),
}
in_the_sixth = pytest.mark.parametrize("lecture", [SIXTH], indirect=True)
in_the_seventh = pytest.mark.parametrize("lecture", [SEVENTH], indirect=True)


@in_the_sixth
def test_what_a_unit_sees_is_traced_through_both_networks(start):
    tracer = start("tracer")
    pooled = Network(
        (28, 28, 1),
        [Conv2D(32, 3), MaxPooling2D(2), Conv2D(64, 3), MaxPooling2D(2), Conv2D(64, 3)],
    )
    plain = Network((28, 28, 1), [Conv2D(32, 3), Conv2D(64, 3), Conv2D(64, 3)])

    def expect_unit(network: Network, layer: int, unit: tuple[int, int]) -> None:
        name = network.layers[layer - 1].name
        tracer.match(f"^{re.escape(receptive_field.describe(network, name, unit))}$")

    expect_unit(pooled, 5, (1, 1))
    tracer.lab.press(tracer.canvas(), "ArrowDown", "ArrowRight")
    expect_unit(pooled, 5, (2, 2))
    tracer.press("unit row", "Home")
    expect_unit(pooled, 5, (0, 2))
    tracer.press("layer", "ArrowLeft", "ArrowLeft")
    expect_unit(pooled, 3, (0, 2))
    # The browser widens the slider.
    expect(tracer.slider("unit column")).to_have_attribute("aria-valuemax", "10.0")
    tracer.press("unit column", "End")
    expect_unit(pooled, 3, (0, 10))
    tracer.choose("network", "without pooling")
    expect_unit(plain, 3, (0, 10))
    expect(tracer.slider("layer")).to_have_attribute("aria-valuemax", "3.0")
    before = tracer.digests()
    box = tracer.canvas().bounding_box()
    digit = min(280, round(0.32 * box["width"]))
    layer = (digit + 10 + 65) / box["width"], (40 + digit / 2) / box["height"]
    tracer.lab.click_at(tracer.canvas(), layer[0], layer[1])  # into the middle of the first one
    row, column = map(int, tracer.match(r"^Unit \((\d+), (\d+)\) of conv2d sees").groups())
    assert row == column == pytest.approx(13, abs=1) and tracer.digests() != before
    expect_unit(plain, 1, (row, column))
    expect(tracer.slider("layer")).to_have_attribute("aria-valuetext", "1")


def expect_networks(shift: Explorer, digit: int, right: int, down: int) -> None:
    """Wait until it is said what every network makes of a digit that was moved."""
    across, along = "left" if right < 0 else "right", "up" if down < 0 else "down"
    moved = f"{abs(right)} {across} and {abs(down)} {along}"
    said = shift.match(rf"^A {digit}, moved {moved}\. (.*)\.$")[1].split("; ")
    rows, columns = f"{9 - down}:{37 - down}", f"{9 - right}:{37 - right}"
    answers = shift.lab.value_of(
        "{name: one.predict(moved, verbose=0)[0].tolist() for name, one in first.items()}",
        after=f"one_digit = parts.x_test[chosen[{digit}]][None]\n"
        f"moved = np.pad(one_digit, ((0, 0), (9, 9), (9, 9), (0, 0)))[:, {rows}, {columns}]",
    )
    for text, (name, shares) in zip(said, answers.items(), strict=True):
        found = re.fullmatch(rf"{name} says (\d) \((\d+) %\)(, wrong)?", text)
        best, percent = int(found[1]), int(found[2])
        # The browser has the shares in 255 steps.
        assert shares[best] >= max(shares) - 1 / 255
        assert percent == pytest.approx(100 * shares[best], abs=0.8)
        assert bool(found[3]) == (best != digit)


@in_the_sixth
def test_a_moved_digit_is_answered_by_every_network(start):
    shift = start("shift-widget")
    expect_networks(shift, 0, 4, 0)
    shift.choose("digit", "test digit, a 7")
    shift.press("move right", "ArrowLeft")
    expect_networks(shift, 7, 3, 0)
    before = shift.digests()
    shift.lab.press(shift.canvas(), "ArrowUp", "ArrowUp", "ArrowLeft")
    expect_networks(shift, 7, 2, -2)
    assert shift.digests() != before
    expect(shift.slider("move down")).to_have_attribute("aria-valuetext", "−2")
    shift.lab.drag_slider(shift.slider("move right"), 0)
    shift.press("move down", "End")
    expect_networks(shift, 7, -8, 8)
    shift.canvas().click(position={"x": 7 * 10 + 3, "y": 26 + 7 * 20 + 3})  # cells of 7 pixels
    expect_networks(shift, 7, 10 - 14, 20 - 14)


# Lecture 07: feature maps, a part that is hidden

# What the units of each layer see, 3 × 3 convolutions and pools in turn: how many pixels further
# the next one begins (the first with pixel 0), and how many there are.
FIELDS = [(1, 3), (2, 4), (2, 8), (4, 10), (4, 18)]


CONVOLUTIONS = (0, 2, 4)
SUM = r" Before the activation its sum is (−?[\d.]+): .*[;,] the bias −?[\d.]+\."


def expect_unit_of_map(maps: Explorer, digit: int, layer: int, channel: int, unit=None) -> None:
    """Wait until a unit (the strongest, if none is given), its answer and its pixels are told."""
    found = maps.match(
        rf"^A {digit} in (\w+), channel {channel}\. "
        + ("Its strongest unit, " if unit is None else "The unit in ")
        + r"row (\d+), column (\d+), answers ([\d.]+) and sees the pixels in rows (\d+) to (\d+), "
        r"columns (\d+) to (\d+)\. (\d+) of (\d+) channels are silent\."
        rf"{SUM if layer in CONVOLUTIONS else ''}$"
    )
    row, column, top, bottom, left, right = (int(found[at]) for at in (2, 3, 5, 6, 7, 8))
    answer, strongest, largest, silent, channels, name = maps.lab.value_of(
        f"[float(one[{row}, {column}, {channel}]), float(one[..., {channel}].max()),"
        " float(one.max()), int((one.max(axis=(0, 1)) < one.max() / 510).sum()),"
        f" one.shape[-1], layer.name]",
        after=f"layer = cnn.model.layers[{layer}]\n"
        "one = keras.Model(cnn.model.inputs[0], layer.output)"
        f".predict(parts.x_test[[chosen[{digit}]]], verbose=0)[0]",
    )
    step = largest / 255  # the browser has the answers in so many steps
    assert found[1] == name
    assert float(found[4]) == pytest.approx(answer, abs=step / 2 + 0.0051)
    assert (int(found[9]), int(found[10])) == (silent, channels)
    if layer in CONVOLUTIONS:  # all of them end in a ReLU
        total = float(found[11].replace("−", "-"))
        assert max(total, 0) == pytest.approx(answer, abs=step / 2 + 0.0101)
    jump, size = FIELDS[layer]
    assert (top, bottom) == (jump * row, jump * row + size - 1)
    assert (left, right) == (jump * column, jump * column + size - 1)
    if unit is None:
        assert answer >= strongest - step
    else:
        assert (row, column) == unit


@in_the_seventh
def test_every_channel_names_its_strongest_unit(start):
    maps = start("explorer")
    expect_unit_of_map(maps, 0, layer=0, channel=0)
    maps.press("channel", "End")
    expect_unit_of_map(maps, 0, layer=0, channel=31)
    before = maps.digests()
    maps.choose("digit", "a 4")
    expect_unit_of_map(maps, 4, layer=0, channel=31)
    assert maps.digests() != before
    for layer, option in ((2, "11 × 11 × 64"), (4, "3 × 3 × 64")):
        select = maps.cell.get_by_role("combobox", name="layer", exact=True)
        select.select_option(label=select.locator("option", has_text=option).inner_text())
        expect_unit_of_map(maps, 4, layer=layer, channel=31)


@in_the_seventh
def test_a_unit_of_a_map_is_picked_by_a_click_and_moved_by_arrow_keys(start):
    maps = start("explorer")
    width = maps.canvas().bounding_box()["width"]
    maps.lab.click_at(maps.canvas(), (244 + 112) / width, (24 + 112) / 256)
    expect_unit_of_map(maps, 0, layer=0, channel=0, unit=(13, 13))
    assert not maps.cell.get_by_label("mark the strongest unit").is_checked()
    before = maps.digests()
    maps.lab.press(maps.canvas(), "ArrowDown", "ArrowDown", "ArrowLeft")
    expect_unit_of_map(maps, 0, layer=0, channel=0, unit=(15, 12))
    maps.lab.press(maps.canvas(), "PageDown", "End")
    expect_unit_of_map(maps, 0, layer=0, channel=0, unit=(25, 25))
    assert maps.digests() != before
    maps.tick("mark the strongest unit")
    expect_unit_of_map(maps, 0, layer=0, channel=0)


def expect_hidden(occlusion: Explorer, digit: int, size: int, grey: float, place) -> None:
    """Wait until it is told what the network makes of a digit with a window over it."""
    row, column = place
    found = occlusion.match(
        rf"^A {digit} with a {size} × {size} window of grey {grey:g} over "
        rf"rows {row} to {row + size - 1}, columns {column} to {column + size - 1}: "
        rf"the network says (\d) \((\d+) %\)(?:, wrong; {digit} has (\d+) %)?\. "
        rf"The lead of {digit} goes from (−?[\d.]+) to (−?[\d.]+) logits; "
        rf"it is smallest with rows from (\d+), columns from (\d+)\.$"
    )
    shares, least, most, there = occlusion.lab.value_of(
        f"[all_shares[{row}, {column}].tolist(), float(leads.min()), float(leads.max()),"
        f" float(leads[{found[6]}, {found[7]}])]",
        after=f"places = 28 - {size} + 1\n"
        f"covered = np.repeat(parts.x_test[[chosen[{digit}]]], places ** 2, axis=0)\n"
        "for at, one in enumerate(covered):\n"
        f"    top, left = divmod(at, places)\n"
        f"    one[top:top + {size}, left:left + {size}] = {grey}\n"
        "all_shares = cnn.model.predict(covered, batch_size=500, verbose=0)"
        f".reshape(places, places, 10)\nleads = logit_margins(all_shares, {digit})",
    )
    best = int(found[1])
    assert shares[best] >= max(shares) - 1 / 255
    assert int(found[2]) == pytest.approx(100 * shares[best], abs=0.8)
    assert (found[3] is None) == (best == digit)
    if best != digit:
        assert int(found[3]) == pytest.approx(100 * shares[digit], abs=0.8)
    assert there == pytest.approx(least, abs=0.05)
    told = [float(found[at].replace("−", "-")) for at in (4, 5)]
    assert told == pytest.approx([least, most], abs=0.1)


@in_the_seventh
def test_a_hidden_part_is_told_with_what_the_network_says_then(start):
    occlusion = start("occlusion-explorer")
    expect_hidden(occlusion, 4, 7, 0.5, (10, 10))
    occlusion.lab.press(occlusion.canvas(), "ArrowUp", "ArrowRight", "ArrowRight")
    expect_hidden(occlusion, 4, 7, 0.5, (9, 12))
    before = occlusion.digests()
    occlusion.press("window", "End")
    occlusion.press("grey value", "End")
    expect_hidden(occlusion, 4, 9, 1, (9, 12))
    occlusion.choose("digit", "a 8")
    expect_hidden(occlusion, 8, 9, 1, (9, 12))
    occlusion.lab.press(occlusion.canvas(), "PageDown", "Home")
    expect_hidden(occlusion, 8, 9, 1, (19, 0))
    assert occlusion.digests() != before
    width, height = (occlusion.canvas().bounding_box()[side] for side in ("width", "height"))
    # Of the first panel, a square below its title; beside it a scale hangs under the map.
    middle = (height - 24 - 36 - 8) / 2
    occlusion.lab.click_at(occlusion.canvas(), middle / width, (24 + middle) / height)
    expect_hidden(occlusion, 8, 9, 1, (10, 10))


def expect_saliency(saliency: Explorer, digit: int, of: int, method: str, count: int) -> None:
    """Wait until both maps are complete and told; compare with what TensorFlow makes of them."""
    last = "layer" if count == 1 else f"{count} layers"
    found = saliency.match(
        rf"^A {digit}, {method} for the logit of {of}\. "
        r"The strongest (?:pixel|cell of 3 by 3) is in row (\d+), column (\d+): (\S+)\. "
        rf"With the last {last} of 5 random, the strengths have a rank correlation of "
        r"(−?[\d.]+?)(?:, (−?[\d.]+) on the ink alone)?\.$"
    )
    there, strongest, everywhere, on_ink = saliency.lab.value_of(
        f"[float(learned[{found[1]}, {found[2]}]), float(abs(learned).max()),"
        " rank_correlation(learned, random), on_ink]",
        after=f"x = np.rint(255 * parts.x_test[[chosen[{digit}]]]).astype('float32') / 255\n"
        f"learned, random = (saliency(one, {method!r}, x, [{of}])[0]"
        f" for one in (cnn.model, randomised(cnn.model, {count})))\n"
        "ink = x[0, ..., 0] > 0\n"
        "on_ink = rank_correlation(learned[ink], random[ink]) if len(learned) == 28 else None",
    )
    assert abs(there) == pytest.approx(strongest, rel=1e-4)
    assert float(found[3].replace("−", "-")) == pytest.approx(there, rel=0.01)
    assert float(found[4].replace("−", "-")) == pytest.approx(everywhere, abs=0.015)
    assert (found[5] is None) == (on_ink is None)
    if on_ink is not None:
        assert float(found[5].replace("−", "-")) == pytest.approx(on_ink, abs=0.015)


@in_the_seventh
def test_both_maps_of_a_method_are_those_of_tensorflow(start):
    saliency = start("saliency-explorer")
    expect_saliency(saliency, 4, 4, "gradient", 1)
    before = saliency.digests()
    saliency.press("random layers", "End")
    expect_saliency(saliency, 4, 4, "gradient", 5)
    assert saliency.digests() != before
    saliency.choose("method", "SmoothGrad")
    saliency.press("random layers", "ArrowLeft", "ArrowLeft")
    expect_saliency(saliency, 4, 4, "SmoothGrad", 3)
    saliency.choose("method", "guided backpropagation")
    saliency.choose("digit", "a 8")
    saliency.press("logit of", "ArrowLeft")
    expect_saliency(saliency, 8, 3, "guided backpropagation", 3)
    saliency.choose("method", "Grad-CAM")
    saliency.match(r"^A 8, Grad-CAM for the logit of 3\. The strongest cell of 3 by 3 is in row \d")
    saliency.press("random layers", "Home")
    saliency.match(r"No layer is random, so the maps are the same\.$")


def expect_ascent(made: Explorer, place: int, state: tuple[int, int, int], step: int) -> None:
    """Wait until all steps are made and told; compare with what TensorFlow makes of them.

    Keras counts the names of layers up in a process, so a layer is meant by its place.
    """
    channel, start, blur = state
    layer = name_of(made, place)
    soft = "each step blurred by 1 pixel" if blur else "steps not blurred"
    found = made.match(
        rf"^{layer}, channel {channel}, from start {start}, {soft}\. "
        rf"After {step} steps? the unit's sum is (\S+); in the noise it was (\S+)\. .* "
        r"The strongest patch of \d+ digits has (\S+): the sum is (?:first|never) above it"
    )
    expected = made.lab.value_of(
        "[float(one.sums[0]) for one in (there, noise)]",
        after=f"there, noise = (made_to_order(cnn.model, cnn.model.layers[{place}].name,"
        f" [{channel}], blur={blur}, seed={start}, steps=steps) for steps in ({step}, 0))",
    )
    told = [float(one.replace("−", "-")) for one in found.groups()[:2]]
    assert told == pytest.approx(expected, abs=0.006)


# Keeps every text of a line from now on.
LISTEN = """line => {
    window.heard = [];
    const hear = () => window.heard.push(line.textContent);
    new MutationObserver(hear).observe(line, { childList: true, characterData: true });
}"""


def expect_told_how_far(made: Explorer, step: int) -> None:
    """Of the texts since `LISTEN` those before the last step was there said how far it was."""
    heard = made.lab.page.evaluate("window.heard")
    waiting = [text for text in heard if f"After {step} steps" not in text]
    done = [re.search(r"So far .* (\d+) of 100 steps are computed\.$", text) for text in waiting]
    assert done and all(done), heard
    counts = [int(one[1]) for one in done]
    assert counts == sorted(set(counts)) and counts[-1] < step
    assert f"After {step} steps" in heard[-1]


def name_of(made: Explorer, place: int) -> str:
    return made.lab.value_of(f"cnn.model.layers[{place}].name")


FIRST, LAST = 0, 4  # the places of convolutions


@in_the_seventh
def test_a_patch_made_to_order_climbs_as_in_tensorflow(start):
    made = start("made-explorer")
    expect_ascent(made, LAST, (50, 0, 1), 100)
    before = made.digests()
    made.lab.press(made.canvas(), "ArrowLeft", "ArrowDown")
    expect_ascent(made, LAST, (50, 0, 1), 98)
    assert made.digests() != before
    made.press("start", "ArrowRight")
    made.match(r"from start 1, .* After 98 steps")
    made.lines.first.evaluate(LISTEN)
    made.press("blur", "Home")
    expect_ascent(made, LAST, (50, 1, 0), 98)
    expect_told_how_far(made, 98)
    made.choose("layer", f"{name_of(made, FIRST)}: 32 channels")
    made.press("step", "Home")
    expect_ascent(made, FIRST, (31, 1, 0), 0)
    expect(made.slider("channel")).to_have_attribute("aria-valuemax", "31.0")
    made.press("channel", "Home")
    box = made.canvas().bounding_box()
    made.lab.click_at(made.canvas(), 1 - 14 / box["width"], 0.5)  # the end of the curve
    expect_ascent(made, FIRST, (0, 1, 0), 100)
