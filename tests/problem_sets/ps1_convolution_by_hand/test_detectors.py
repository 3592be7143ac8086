"""Advice on a detector: what detects its pattern is told from what detects something else."""

from itertools import combinations

import numpy as np
import pytest

from helpers import convolution
from helpers.problem_sets.ps1_convolution_by_hand import detectors
from helpers.problem_sets.ps1_convolution_by_hand.scenes import FIGURES, random_scenes


def test_the_figures_of_a_scene_differ_and_are_far_apart():
    assert len({figure.tobytes() for figure in FIGURES.values()}) == 4
    kh, kw = detectors.HOOK.shape
    for picture, places in random_scenes():
        for name, (row, column) in places.items():
            figure = picture[row : row + kh, column : column + kw]
            assert np.array_equal(figure > 0, FIGURES[name] > 0)
        corners = list(places.values())
        assert all(
            abs(a[0] - b[0]) >= 2 * kh - 1 or abs(a[1] - b[1]) >= 2 * kw - 1
            for a, b in combinations(corners, 2)
        )


HOOK = detectors.HOOK


@pytest.mark.parametrize("kernel", [HOOK, HOOK - HOOK.mean(), 2 * HOOK - 1, (3 * HOOK).tolist()])
def test_a_picture_of_the_pattern_detects_it(kernel):
    assert detectors.advise_detector(kernel, random_scenes(100)) == ""


@pytest.mark.parametrize("name", [name for name in FIGURES if name != "the pattern"])
def test_a_detector_of_something_else_hears_what_it_finds(name):
    advice = detectors.advise_detector(FIGURES[name] - 0.3, random_scenes())
    assert advice == f"The largest answer to a picture is at {name}."


def test_a_detector_that_answers_everywhere_alike_finds_nothing():
    advice = detectors.advise_detector(np.ones(HOOK.shape), random_scenes())
    assert "The largest answer" in advice


def test_a_turned_detector_is_right_for_who_flips():
    turned = (HOOK - HOOK.mean())[::-1, ::-1]
    flip = convolution.convolve
    scenes = list(random_scenes())
    assert detectors.advise_detector(turned, scenes)
    assert detectors.advise_detector(turned, scenes, correlate=flip) == ""
    assert detectors.advise_detector(HOOK, scenes, correlate=flip) == ""


@pytest.mark.parametrize(
    ("kernel", "words"),
    [
        (HOOK, "answers 7. It has no weights"),
        (2 * HOOK - 1, "answers -6"),
        (HOOK - HOOK.mean(), ""),
        (HOOK - 0.35, ""),
        (None, "an array of numbers"),
        (HOOK[1:], "an array of numbers"),
        ([[1], [1, 2]], "an array of numbers"),
        (0 * HOOK, "not all 0"),
        (np.where(HOOK, np.inf, 0), "finite"),
    ],
)
def test_only_weights_that_add_up_to_0_are_quiet_in_the_light(kernel, words):
    advice = detectors.advise_plain(kernel)
    assert words in advice and bool(advice) == bool(words)
