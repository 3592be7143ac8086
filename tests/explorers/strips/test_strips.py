"""Two strips that slide over each other: what Python and the browser compute and say."""

import math
import re
from dataclasses import asdict
from itertools import product

import numpy as np
import pytest

from helpers.explorers.strips import strip_explorer
from helpers.explorers.strips.picture import EXAMPLES, Strips, calculation, describe, draw
from tests.explorers.boxes import controls_of, view_of

ALL = [Strips(example, flips) for example, flips in product(EXAMPLES, (True, False))]
PLACES = [(strips, place) for strips in ALL for place in range(len(strips.sums))]


def in_browser(strips):
    return [{"name": strips.example, **asdict(strips.lists)}, strips.flips]


@pytest.fixture
def made(call):
    """What the browser makes of each of `ALL`, in their order."""
    return call("strips/strips", *(["strips", *in_browser(strips)] for strips in ALL))


@pytest.mark.parametrize(("flips", "sign"), [(True, 1), (False, -1)])
def test_sums_of_dice_count_every_pair_of_sides(flips, sign):
    loaded = Strips("a fair and a loaded die", flips)
    fair, second = (
        np.repeat(np.arange(1, 7), ways) for ways in (loaded.lists.first, loaded.lists.second)
    )
    thrown = (fair[:, None] + sign * second).ravel()
    ways = {loaded.meaning(place): int(sum) for place, sum in enumerate(loaded.sums)}
    assert ways == {value: int((thrown == value).sum()) for value in np.unique(thrown)}


def test_sums_of_polynomials_are_the_coefficients_of_their_product():
    strips = Strips("two polynomials")
    expected = np.polynomial.Polynomial(strips.lists.first) * np.polynomial.Polynomial(
        strips.lists.second
    )
    assert strips.sums.tolist() == expected.coef.tolist()
    assert [strips.meaning(place) for place in range(5)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("strips", "place"), PLACES)
def test_all_pairs_of_a_place_have_the_same_sum_or_difference(strips, place):
    start, sign = strips.lists.start, 1 if strips.flips else -1
    found = {start + i + sign * strips.named[j] for i, j in strips.pairs(place)}
    assert found == {strips.meaning(place)}
    *products, total = re.findall(r"[\d·]+", calculation(strips, place))
    assert sum(math.prod(map(int, one.split("·"))) for one in products) == int(total)


def test_the_browser_makes_the_same_sums_and_pairs(made):
    for strips, theirs in zip(ALL, made, strict=True):
        assert theirs["sums"] == strips.sums.tolist()
        assert theirs["below"] == strips.below.tolist()
        assert theirs["names"] == strips.named.tolist()
        pairs = [[list(pair) for pair in strips.pairs(at)] for at in range(len(strips.sums))]
        assert theirs["pairs"] == pairs


def test_the_browser_says_the_same_of_every_place(call, made):
    asked = [
        ["describe", theirs, place]
        for strips, theirs in zip(ALL, made, strict=True)
        for place in range(len(strips.sums))
    ]
    assert call("strips/strips", *asked) == [describe(*one) for one in PLACES]


def test_words_say_what_the_pairs_have_in_common():
    assert describe(Strips("two polynomials"), 3) == (
        "Two polynomials; the second strip is turned round. Place 3 of 0 to 4: 2 pairs, "
        "and in each the two powers add up to 3. 2·4 + 3·1 = 11."
    )
    assert describe(Strips("two fair dice", flips=False), 0) == (
        "Two fair dice; the second strip is not turned round. Place 0 of 0 to 10: 1 pair, "
        "and in each the upper face less the lower one is −5. 1·1 = 1."
    )


def test_the_picture_has_every_number_and_marks_the_place():
    strips = Strips("a fair and a loaded die")
    above, under = draw(strips, 5).axes
    written = [text.get_text() for text in above.texts]
    assert written.count("5") == 2 + 2  # the loaded side and its product; the face on both strips
    frame = above.patches[-1]
    assert (frame.get_xy(), frame.get_width(), frame.get_height()) == ((0, 0), 6, 2)
    assert [bar.get_height() for bar in under.patches] == strips.sums.tolist()
    assert [bar.get_alpha() == 1 for bar in under.patches].index(True) == 5
    assert [label.get_text() for label in under.get_xticklabels()] == [str(n) for n in range(2, 13)]


def test_the_explorer_starts_where_it_is_told(shown):
    box, _, text = shown(strip_explorer, "two polynomials", place=4, flips=False)
    view = view_of(box)
    assert list(EXAMPLES)[view.example] == "two polynomials"
    assert (view.place, view.flips, view.last) == (4, False, 4)
    assert list(controls_of(box)) == ["example", "place", "turn the second round"]
    assert text == describe(Strips("two polynomials", flips=False), 4)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"example": "cards"}, "example is 'cards'; the choices are two fair dice, "),
        ({"example": "two polynomials", "place": 5}, "place is 5; .* have the places 0 to 4"),
        ({"place": -1}, "place is -1; .* 0 to 10"),
    ],
)
def test_what_is_no_example_or_place_is_refused(shown, settings, message):
    with pytest.raises(ValueError, match=message):
        shown(strip_explorer, **settings)
