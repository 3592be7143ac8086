"""A drawing as text: the browser writes it, both read it, and what is damaged is refused."""

import itertools
import re

import numpy as np
import pytest

from helpers.explorers.digit_pad.drawing import SIDE, check, form, ink_of
from tests.explorers.digit_pad.drawings import EXAMPLES, any_drawing

# What a pad holds after lines from point to point, over an example or none; and what of a text.
PADS = """
const padOf = (examples) => new Drawing(Uint8Array.from(examples));
const held = ({ text, ink }) => ({ text, ink });
export const drawn = (examples, under, lines) => {
    const pad = padOf(examples);
    pad.begin(under);
    for (const [from, to] of lines) pad.line(from, to);
    return held(pad);
};
export const read = (examples, text) => {
    const pad = padOf(examples);
    pad.read(text);
    return held(pad);
};
"""
BYTES = EXAMPLES.ravel().tolist()


def ways(random: np.random.Generator) -> list:
    """Lines as a pointer draws them, beyond the pad, too; most go on where the last one ended."""
    points = random.uniform(-20, SIDE + 20, (12, 2)).tolist()
    near = [[[x, y], [x + 0.3, y - 1.7]] for x, y in points]
    return [*itertools.pairwise(points), *near, [points[0], points[0]]]


def test_what_is_drawn_is_written_and_read_again_to_the_last_bit(call):
    random = np.random.default_rng(0)
    drawn = call("digit_pad/drawing", *(
        ["drawn", BYTES, under, ways(random)] for under in (0, 1, 2, 0)
    ), more=PADS)  # fmt: skip
    again = call("digit_pad/drawing", *(["read", BYTES, one["text"]] for one in drawn), more=PADS)
    assert again == drawn
    for one in drawn:
        check(one["text"], len(EXAMPLES))
        ink = np.reshape(one["ink"], (SIDE, SIDE))
        assert (ink_of(one["text"], EXAMPLES) == ink).all()
        assert ink.any()
    assert [one["text"].partition(".")[0] for one in drawn] == ["", "1", "2", ""]


def test_a_text_is_as_long_as_its_strokes_need(call):
    strokes = [[[40, 36], [52, 36]], [[52, 36], [52, 60]], [[10, 10], [10, 10]]]
    (one,) = call("digit_pad/drawing", ["drawn", BYTES, 0, strokes], more=PADS)
    # From place (184, 168) 2 × 24 across, 4 × 24 down, and a dot at (64, 64).
    assert one["text"] == ".C4Co4g4gg4g4g4g4.BABA"


def test_an_empty_pad_and_an_example_alone_have_no_text(call):
    asked = [["drawn", BYTES, 0, []], ["drawn", BYTES, 2, []], ["read", BYTES, ""]]
    empty, example, read = call("digit_pad/drawing", *asked, more=PADS)
    assert empty["text"] == example["text"] == read["text"] == ""
    assert not any(empty["ink"]) and not any(read["ink"])
    assert example["ink"] == np.kron(EXAMPLES[1], np.ones((3, 3), int)).ravel().tolist()
    assert not ink_of("", EXAMPLES).any()


def test_every_text_that_has_the_form_can_be_read(call):
    random = np.random.default_rng(1)
    texts = [any_drawing(random) for _ in range(30)]
    found = call("digit_pad/drawing", *(["read", BYTES, text] for text in texts), more=PADS)
    for text, one in zip(texts, found, strict=True):
        assert re.fullmatch(form(len(EXAMPLES)), text)
        assert one["text"] == text
        assert (ink_of(text, EXAMPLES).ravel() == one["ink"]).all()


@pytest.mark.parametrize(
    "damaged",
    [
        "BnBn",
        ".Bn",
        ".BnBng",
        ".BnB%",
        ".GABn",
        "3.BnBn",
        "0.BnBn",
        "1",
        ".BnBn.",
        " .BnBn",
        ".ÄnBn",
    ],
)
def test_a_damaged_text_is_refused_with_what_to_do(damaged):
    with pytest.raises(ValueError, match="which is damaged: copy the call from the pad again"):
        check(damaged, len(EXAMPLES))


def test_of_a_long_text_that_is_damaged_only_the_beginning_is_told():
    with pytest.raises(ValueError, match=r"drawing is '\.BnBn\.BnBn") as told:
        check(".BnBn" * 100 + "%", len(EXAMPLES))
    assert len(str(told.value)) < 160
