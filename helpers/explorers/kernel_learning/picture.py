"""One step of a descent, forwards and backwards: drawn and said."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import GREY, PINK
from helpers.drawing.heatmap import diverging, draw_cells, outline
from helpers.drawing.picture import entitle, name_axes, quiet_axes
from helpers.drawing.words import count_of, number
from helpers.explorers.kernel_learning.descent import Step, Training, descend, has_run_away

LOWEST_LOSS = 1e-4  # below it the curve lies on the axis


def describe(
    training: Training,
    picture: str,
    teacher: str,
    start: NDArray,
    step: int,
    weight: tuple[int, int],
) -> str:
    """All that the explorer shows, in words.

    Parameters
    ----------
    training : Training
    picture, teacher : str
        What they are called.
    start : array of shape (k, k)
    step : int
        How many steps are made; the last one where the loss has run away before.
    weight : (int, int)
        Row and column.
    """
    made, step = _made(training, start, step)
    kernel, loss = made[step]
    slope = training.slopes(kernel)[weight]
    off, off_turned = (
        np.abs(kernel - other).max() for other in (training.teacher, training.teacher[::-1, ::-1])
    )
    after = f"the next step makes it {number(kernel[weight] - training.rate * slope, 3)}."
    if has_run_away(made) and step == len(made) - 1:
        after = "but the loss has run away, and the descent ends here. The rate is too large."
    return (
        f"Picture: {picture}; teacher: {teacher}; rate {number(training.rate)}; the layer "
        f"{'flips' if training.flips else 'does not flip'}. "
        f"After {count_of(step, 'step')} the loss is {number(loss, 3)}. "
        f"The kernel is off the teacher's by at most {number(off)}, "
        f"off the same turned round by at most {number(off_turned)}. "
        f"Weight row {weight[0]}, column {weight[1]} is {number(kernel[weight], 3)}, "
        f"its slope {number(slope, 3)}: {after}"
    )


def draw_training(training: Training, start: NDArray, step: int, weight: tuple[int, int]) -> Figure:
    """Above: picture, kernel, answer, error. Below: products, slopes, teacher, loss."""
    made, step = _made(training, start, step)
    kernel = made[step].kernel
    answer, slopes = training.answer(kernel), training.slopes(kernel)
    figure = Figure(figsize=(12, 6.4), layout="constrained")
    (x, w, y, e), (products, gradient, teacher, loss) = figure.subplots(
        2, 4, width_ratios=(1.2, 0.8, 1.2, 1.2)
    )
    largest_answer = np.abs(training.target).max()
    largest_weight = max(np.abs(training.teacher).max(), np.abs(start).max())
    _signed(x, training.picture, "picture x")
    outline(x, training.lies_at(*weight), answer.shape)
    _signed(w, kernel, "kernel w", largest_weight)
    _signed(y, answer, f"answer x {'∗' if training.flips else '⋆'} w", largest_answer)
    _signed(e, answer - training.target, "error e", largest_answer)
    _signed(products, training.products(kernel, *weight), "e · framed x", largest_answer)
    _signed(gradient, slopes, "slopes ∂L/∂w", np.abs(training.slopes(start)).max())
    _signed(teacher, training.teacher, "teacher's kernel", largest_weight)
    for axes in (w, gradient):
        outline(axes, weight, (1, 1))
    _draw_loss(loss, made, step)
    return figure


def _made(training: Training, start: NDArray, step: int) -> tuple[list[Step], int]:
    """The whole descent, and the chosen step of it."""
    made = descend(training, start)
    return made, min(step, len(made) - 1)


def _signed(axes: Axes, values: NDArray, title: str, limit: float | None = None) -> None:
    # One decimal, where there are many cells: two would not fit.
    written = values.round(1) if len(values) > 3 else values
    draw_cells(axes, written, diverging(values, limit), title)


def _draw_loss(axes: Axes, made: list[Step], step: int) -> None:
    quiet_axes(axes)
    losses = np.maximum([one.loss for one in made], LOWEST_LOSS)
    axes.semilogy(losses, color=PINK)
    axes.plot(step, losses[step], "o", color=PINK)
    axes.axvline(step, color=GREY, linewidth=0.8)
    entitle(axes, "loss L")
    name_axes(axes, x="step")
