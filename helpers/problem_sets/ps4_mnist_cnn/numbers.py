"""The network, the training and the move of problem set 4, drawn from a student's id.

Everybody builds a chain of the same eight layers and meets the same traps, each of them once. What
is drawn is where a trap stands, and how many filters and neurons there are.

- One kernel is 5 × 5, one is 3 × 3 and one is oblong, so rows and columns can be swapped.
- Two convolutions keep the size of the map, the first or the second one does not. What Keras does
  when it is not told is right for that one alone.
- One convolution has no biases.
- One pool takes the maximum, the other one the mean.
- The windows of one pool overlap, those of the other one are oblong.

That is how the networks come to be of equal difficulty. No map has fewer than 2 × 4 places. The
work for one digit lies between 0.2 and 0.9 million multiply-adds, the number of parameters between
13,000 and 50,000, and at this size neither decides how long a training takes or where it ends.
How many digits there are and which accuracy is asked for depends on where the digits come from,
never on the id; see `plan`.

A student's kernel has this module while the set is graded. So the network stands here without the
words of Keras; with them it is in `wanted`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape

import numpy as np

from helpers.digits import Digits, Source
from helpers.problem_sets.draw import Draw
from helpers.start.short_run import short_run

CLASSES = 10


@dataclass(frozen=True)
class Convolution:
    """A convolution with ReLU; ``keeps_size`` is whether the map stays as large as it is."""

    name: str
    filters: int
    rows: int
    columns: int
    keeps_size: bool
    has_biases: bool

    def in_words(self) -> tuple[str, str]:
        size = (
            "zeros around the map, so that its size stays"
            if self.keeps_size
            else "no zeros around the map"
        )
        biases = "with biases" if self.has_biases else "without biases"
        return "convolution", f"{self.filters} filters of {_sides(self)}; {size}; {biases}; ReLU"


@dataclass(frozen=True)
class Pooling:
    """A pool that takes the maximum or the mean of windows, in steps or, with 0, side by side."""

    name: str
    takes: str
    rows: int
    columns: int
    steps: int

    def in_words(self) -> tuple[str, str]:
        steps = f"in steps of {self.steps} both ways" if self.steps else "side by side"
        return "pooling", f"{self.takes} of windows of {_sides(self)}, {steps}"


@dataclass(frozen=True)
class Row:
    """All numbers of the maps in one row."""

    name: str

    def in_words(self) -> tuple[str, str]:
        return "flatten", "all numbers of the maps in one row"


@dataclass(frozen=True)
class Neurons:
    """A dense layer; ``function`` is ReLU or softmax."""

    name: str
    count: int
    function: str

    def in_words(self) -> tuple[str, str]:
        return "dense", f"{self.count} neurons; {self.function}"


def _sides(layer: Convolution | Pooling) -> str:
    return f"{layer.rows} rows × {layer.columns} columns"


@dataclass(frozen=True)
class Specification:
    """A network as a table; made by `specification`.

    Attributes
    ----------
    layers : tuple
        From the first to the last.
    """

    layers: tuple[Convolution | Pooling | Row | Neurons, ...]

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        """For each layer its name, what it is and what there is to know about it."""
        return ((layer.name, *layer.in_words()) for layer in self.layers)

    def __repr__(self) -> str:
        rows = list(self)
        widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
        return "\n".join(
            f"{name:{widths[0]}}  {kind:{widths[1]}}  {what}" for name, kind, what in rows
        )

    def _repr_html_(self) -> str:
        body = "\n".join(
            f'<tr><th scope="row">{escape(name)}</th>'
            + "".join(f'<td style="text-align:left">{escape(cell)}</td>' for cell in cells)
            + "</tr>"
            for name, *cells in self
        )
        head = "".join(f'<th scope="col">{heading}</th>' for heading in ("layer", "kind", "what"))
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def specification(student: str) -> Specification:
    """The network that a student is to build.

    Parameters
    ----------
    student
        The id as `student_id` returns it.
    """
    draw = Draw(student, "ps4_mnist_cnn/network")
    oblong = draw.choice(((3, 5), (5, 3)))
    kernels = draw.shuffled(((5, 5), (3, 3), oblong))
    valid = draw.integer(0, 1)
    without_bias = draw.integer(0, 2)
    filters = draw.integer(7, 10), draw.integer(14, 17), draw.integer(22, 26)
    convolutions = [
        Convolution(f"conv_{i + 1}", filters[i], *kernels[i], i != valid, i != without_bias)
        for i in range(3)
    ]
    kinds = draw.shuffled(("maximum", "mean"))
    oblong_window = draw.choice(((2, 3), (3, 2)))
    windows = draw.shuffled(((3, 3, 2), (*oblong_window, 0)))  # rows, columns, steps
    pools = [Pooling(f"pool_{i + 1}", kinds[i], *windows[i]) for i in range(2)]
    neurons = draw.choice((40, 44, 48, 52, 56))
    return Specification(
        (
            convolutions[0],
            pools[0],
            convolutions[1],
            pools[1],
            convolutions[2],
            Row("flatten"),
            Neurons("dense", neurons, "ReLU"),
            Neurons("output", CLASSES, "softmax"),
        )
    )


@dataclass(frozen=True)
class Plan:
    """What a training may use, and what it has to reach.

    Attributes
    ----------
    train, validation, test : int
        Digits of each part, at most.
    batch_size : int
        Digits in a batch. It divides none of the numbers of training digits.
    epochs : int
        At most.
    goals : tuple of float
        Three accuracies on the test digits, one point each.
    """

    train: int
    validation: int
    test: int
    batch_size: int
    epochs: int
    goals: tuple[float, float, float]

    def __repr__(self) -> str:
        goals = ", ".join(f"{100 * goal:g} %" for goal in self.goals)
        return (
            f"{self.train:,} digits to train on, in batches of {self.batch_size}, "
            f"for {self.epochs} epochs at most; one point each at {goals} of the test digits"
        )


def plan(student: str, source: Source, short: bool | None = None) -> Plan:
    """The budget of a student's training and the accuracies that it has to reach.

    Parameters
    ----------
    student
        The id as `student_id` returns it; the batch size depends on it.
    source
        Where the digits come from. MNIST has digits enough; of scikit-learn's there are few, so
        each is seen more often.
    short
        A training that shows only that everything runs; by default what `short_run` says.
    """
    short = short_run() if short is None else short
    source = Source.SCIKIT_LEARN if source == Source.SCIKIT_LEARN else Source.KERAS
    batch_size = Draw(student, "ps4_mnist_cnn/batch").choice((48, 58, 68, 72))
    return _PLANS[source, short](batch_size=batch_size)


# The last goal lies below every accuracy that was measured with RMSprop and Adam as Keras sets them
# up, one id and seed after the other: MNIST 0.938 to 0.968 (14 trainings; SGD as it comes 0.84 and
# 0.86), scikit-learn's digits 0.907 to 0.963 (6); in a short run 0.80 to 0.87 (4) and 0.84 to 0.93
# (8). The standard error of one of them is 0.003 for 5,000 test digits, 0.015 for 355.
_PLANS = {
    (Source.KERAS, False): partial(
        Plan, train=9500, validation=2000, test=5000, epochs=4, goals=(0.8, 0.88, 0.92)
    ),
    (Source.KERAS, True): partial(
        Plan, train=1150, validation=500, test=1000, epochs=6, goals=(0.4, 0.55, 0.7)
    ),
    (Source.SCIKIT_LEARN, False): partial(
        Plan, train=1198, validation=239, test=355, epochs=24, goals=(0.7, 0.8, 0.86)
    ),
    (Source.SCIKIT_LEARN, True): partial(
        Plan, train=1150, validation=239, test=355, epochs=6, goals=(0.4, 0.55, 0.7)
    ),
}


@dataclass(frozen=True, eq=False)
class Parts:
    """Digits ready for the network; made by `prepared`.

    Attributes
    ----------
    x_train, x_val, x_test : numpy.ndarray
        Pictures, shape (n, 28, 28, 1), float32 from 0 to 1.
    y_train, y_val : numpy.ndarray
        One-hot labels, shape (n, 10), float32.
    labels_test : numpy.ndarray
        Labels of the test digits, shape (n,), 0 to 9.
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_val: np.ndarray
    y_val: np.ndarray
    x_test: np.ndarray
    labels_test: np.ndarray


def prepared(digits: Digits, budget: Plan) -> Parts:
    """Take as many digits as a plan allows and make them fit the network.

    Parameters
    ----------
    digits
        From `load_digits`. The validation digits are the last ones of the training part, the test
        digits are spread evenly over the test part.
    budget
        From `plan`, for the source of these digits.

    Raises
    ------
    ValueError
        If there are too few digits for the plan.
    """
    if len(digits.x_train) < budget.train + budget.validation:
        raise ValueError(
            f"digits has {len(digits.x_train)} to train on, the plan needs {budget.train} and "
            f"{budget.validation} more for validation; make the plan for digits.source"
        )
    held_out = len(digits.x_train) - budget.validation
    train, validation = slice(budget.train), slice(held_out, None)
    test = slice(None, None, max(1, len(digits.x_test) // budget.test))
    one_hot = np.eye(CLASSES, dtype="float32")
    return Parts(
        _pictures(digits.x_train[train]), one_hot[digits.y_train[train]],
        _pictures(digits.x_train[validation]), one_hot[digits.y_train[validation]],
        _pictures(digits.x_test[test])[: budget.test], digits.y_test[test][: budget.test].copy(),
    )  # fmt: skip


def _pictures(x: np.ndarray) -> np.ndarray:
    return (x / np.float32(255))[..., np.newaxis]


@dataclass(frozen=True)
class Move:
    """How a student is to move the test digits.

    Attributes
    ----------
    direction : str
        "left" or "up"; both are negative in `helpers.training.accuracy.shift`.
    pixels : tuple of int
        How far, each in turn; the first is 0.
    """

    direction: str
    pixels: tuple[int, ...]

    def __repr__(self) -> str:
        *first, last = self.pixels
        return f"{', '.join(map(str, first))} and {last} pixels {self.direction}"


def move(student: str) -> Move:
    """The direction and the distances of question 5; ``student`` as for `network`."""
    draw = Draw(student, "ps4_mnist_cnn/move")
    return Move(
        draw.choice(("left", "up")),
        (0, draw.integer(1, 2), draw.integer(3, 4), draw.integer(5, 6)),
    )
