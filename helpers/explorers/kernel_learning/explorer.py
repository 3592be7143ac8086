"""The kernel-learning explorer: nine random weights become a teacher's kernel, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers import filters
from helpers.explorers.kernel_learning.descent import LAST_STEP, Training
from helpers.explorers.kernel_learning.picture import describe, draw_training
from helpers.explorers.kit.accessibility import accessible
from helpers.explorers.kit.call import call_of
from helpers.explorers.kit.controls import choice, join, position, rows, slider, stops, switch
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import show
from helpers.explorers.kit.view import LayerView
from helpers.images import photos

RATES = (0.01, 0.03, 0.1, 0.3, 1.0)
COUNTED = "1 to 9"
PLAY_MILLISECONDS = 200
NOISE, STRIPES, PHOTO = "noise, 8 × 8", "stripes, 8 × 8", "photo, 20 × 20"
SMALL, SHOWN = 8, 20
START = np.array([[0.9, 0.6, -1.6], [1.5, 2.3, -0.8], [0.1, 1.4, -1.5]])
"""The random weights that every descent starts from."""


FLIPPING_LAYER = Guess(
    "Let the layer flip its kernel, as a convolution does. Which kernel will it learn from the "
    "noise?",
    answer="the teacher's, turned round",
    choices=("the teacher's", "the teacher's, turned round", "none: the loss stays high"),
    because="It turns what it has learned round once more, and answers as the teacher does.",
)


class KernelLearningView(LayerView):
    """The picture. ``picture``, ``teacher`` and ``rate`` are positions in the lists."""

    _esm = es_module("kernel_learning/view")
    _css = style("kit/layer", "kernel_learning/view")

    pictures: traitlets.List[dict] = traitlets.List().tag(sync=True)
    teachers: traitlets.List[dict] = traitlets.List().tag(sync=True)
    rates = traitlets.List(list(RATES)).tag(sync=True)
    start = traitlets.List(START.tolist()).tag(sync=True)
    last = traitlets.Int(LAST_STEP).tag(sync=True)
    picture = traitlets.Int(0).tag(sync=True)
    teacher = traitlets.Int(0).tag(sync=True)
    rate = traitlets.Int(0).tag(sync=True)
    flips = traitlets.Bool(False).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    row = traitlets.Int(0).tag(sync=True)
    column = traitlets.Int(0).tag(sync=True)


@cache
def pictures() -> dict[str, NDArray]:
    """Name → picture to learn from: mean about 0, so that no weight outweighs the others."""
    generator = np.random.default_rng(1)
    noise = generator.normal(size=(SMALL, SMALL)).round(1)
    stripes = np.tile(generator.normal(size=SMALL).round(1), (SMALL, 1))
    photo = photos.grey("astronaut", size=32)[:SHOWN, 4 : 4 + SHOWN].astype(float)
    standard = ((photo - photo.mean()) / photo.std()).round(2)
    return {NOISE: noise, STRIPES: stripes, PHOTO: standard}


def teachers() -> dict[str, NDArray]:
    """Name → kernel (3, 3) to be learned."""
    known = {name: filters.preset(name).astype(float).round(2) for name in filters.PRESETS}
    return {COUNTED: np.arange(1.0, 10.0).reshape(3, 3), **known}


def controls(
    picture: str, teacher: str, rate: float, flips: bool, step: int, weight: tuple[int, int]
) -> widgets.VBox:
    """The view with its controls; see `kernel_learning`."""
    row, column = weight
    view = KernelLearningView(
        pictures=_listed(pictures()), teachers=_listed(teachers()), row=row, column=column
    )
    view.guess = FLIPPING_LAYER.for_browser()
    names, kernels = list(pictures()), list(teachers())
    view.call = call_of(
        kernel_learning,
        picture=("picture", names),
        teacher=("teacher", kernels),
        rate=("rate", RATES),
        flips="flips",
        step="step",
        weight=["row", "column"],
    )
    play = widgets.Play(
        value=step,
        min=0,
        max=LAST_STEP,
        interval=PLAY_MILLISECONDS,
        show_repeat=False,
        description="make the steps",
    )
    made = {
        "picture": choice("picture", names, position("picture", picture, names)),
        "teacher": choice("teacher", kernels, position("teacher", teacher, kernels)),
        "rate": stops("rate", RATES, position("rate", rate, RATES)),
        "step": slider("step", step, 0, LAST_STEP),
        "flips": switch("the layer flips its kernel", flips),
    }
    join(view, made)
    join(view, {"step": play})
    return accessible(rows(*made.values()), play, view)


def kernel_learning(
    picture: str = NOISE,
    teacher: str = COUNTED,
    *,
    rate: float = 0.1,
    flips: bool = False,
    step: int = 0,
    weight: tuple[int, int] = (0, 2),
) -> None:
    """Show how nine weights learn a kernel, with a static picture and its text.

    Parameters
    ----------
    picture : str
        What is learned from: "noise, 8 × 8", "stripes, 8 × 8" or "photo, 20 × 20".
    teacher : str
        The kernel to be learned: "1 to 9" or one of `helpers.filters.PRESETS`.
    rate : float
        Learning rate, one of 0.01, 0.03, 0.1, 0.3 and 1.
    flips : bool
        Whether the layer turns its kernel round, as a convolution does.
    step : int
        Steps that are made at the beginning, 0 to 100.
    weight : (int, int)
        Row and column of the weight whose slope is written out.

    Raises
    ------
    ValueError
        If an argument is not one of the choices.
    """
    position("step", step, range(LAST_STEP + 1))
    for at in weight:
        position("weight", at, range(len(START)))
    box = controls(picture, teacher, rate, flips, step, weight)
    training = Training(pictures()[picture], teachers()[teacher], rate, flips)
    text = describe(training, picture, teacher, START, step, weight)
    show(box, draw_training(training, START, step, weight), text)


def _listed(arrays: Mapping[str, ArrayLike]) -> list[dict]:
    return [{"name": name, "values": np.asarray(one).tolist()} for name, one in arrays.items()]
