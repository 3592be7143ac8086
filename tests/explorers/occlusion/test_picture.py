import numpy as np

from helpers.explorers.occlusion.picture import describe, draw

SIZES = (24, 26)


def answers(size, seed):
    """Shares (places, places, 10) of 32 bits, some of them 0."""
    places, random = 28 - size + 1, np.random.default_rng(seed)
    shares = random.random((places, places, 10)) * (random.random((places, places, 10)) > 0.1)
    return (shares / shares.sum(axis=-1, keepdims=True)).astype("float32")


def test_browser_and_picture_say_the_same_at_every_place(call):
    calls, expected = [], []
    for size in SIZES:
        for seed, grey in enumerate((0.0, 0.25, 1.0)):
            found = answers(size, seed)
            known = {"shares": found.ravel().tolist(), "places": len(found)}
            known["done"] = len(found) ** 2
            for place in np.ndindex(found.shape[:2]):
                for label in (0, 7):
                    state = {"label": label, "size": size, "grey": grey, "place": place}
                    calls.append(["describe", found[place].tolist(), known, state])
                    expected.append(describe(label, size, grey, place, found))
    assert call("occlusion/answers", *calls) == expected
    assert {", wrong; " in sentence for sentence in expected} == {True, False}


def test_as_long_as_places_are_missing_the_browser_says_how_many_are_computed(call):
    shares = np.eye(10)[4].tolist()
    known = {"shares": shares * 3 + [0] * 60, "places": 3, "done": 3}
    state = {"label": 4, "size": 26, "grey": 0, "place": [2, 2]}
    (sentence,) = call("occlusion/answers", ["describe", shares, known, state])
    assert sentence == (
        "A 4 with a 26 × 26 window of grey 0 over rows 2 to 27, columns 2 to 27: "
        "the network says 4 (100 %). 33 % of all places are computed."
    )


def test_the_sentence_says_what_is_hidden_what_is_read_and_where_the_lead_is_smallest():
    shares = np.zeros((3, 3, 10))
    shares[..., 4] = 1
    shares[1, 2] = [0.75, 0, 0, 0, 0.25, 0, 0, 0, 0, 0]
    lead = (
        "The lead of 4 goes from −1.1 to 103.3 logits; "
        "it is smallest with rows from 1, columns from 2."
    )
    assert describe(4, 26, 0.5, (0, 1), shares) == (
        "A 4 with a 26 × 26 window of grey 0.5 over rows 0 to 25, columns 1 to 26: "
        f"the network says 4 (100 %). {lead}"
    )
    assert describe(4, 26, 0.0, (1, 2), shares) == (
        "A 4 with a 26 × 26 window of grey 0 over rows 1 to 26, columns 2 to 27: "
        f"the network says 0 (75 %), wrong; 4 has 25 %. {lead}"
    )


def test_the_picture_lays_digit_and_map_on_each_other():
    digit, covered, leads = np.eye(28), np.ones((28, 28)), np.array([[-2.5, 10.0, 10.0]] * 3)
    left, right, scale = draw(digit, covered, leads).axes
    assert np.array_equal(left.images[0].get_array(), covered)
    assert np.array_equal(right.images[0].get_array(), leads)
    assert right.images[0].get_clim() == scale.get_ylim() == (-10, 10)
    assert right.get_xlim() == left.get_xlim()  # one pixel is as long in both
    first, last, *_ = right.images[0].get_extent()
    assert (first, last) == (12, 15)  # the middle of a window of 26 × 26
