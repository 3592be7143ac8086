"""The convolution explorer: every number of a convolution, moved by the student."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import SimpleNamespace
from typing import Any

import ipywidgets as widgets
import numpy as np
import traitlets
from numpy.typing import ArrayLike, NDArray

from helpers import filters
from helpers.drawing.words import count_of
from helpers.explorers.convolution.picture import (
    Step,
    convolution_step,
    describe_step,
    draw_step,
)
from helpers.explorers.kit.accessibility import ControlNames
from helpers.explorers.kit.call import Fixed, call_of
from helpers.explorers.kit.controls import choice, join, position, rows, slider, stops
from helpers.explorers.kit.guess import Guess
from helpers.explorers.kit.javascript import es_module, style
from helpers.explorers.kit.shown import keep_still, with_picture
from helpers.explorers.kit.view import View

SMALL_PICTURES: Mapping[str, tuple] = {
    "spot, 5 × 5": (
        (1, 2, 0, 1, 3),
        (0, 4, 6, 2, 1),
        (2, 6, 9, 5, 0),
        (1, 3, 5, 1, 2),
        (3, 0, 1, 2, 1),
    ),
    "slope, 6 × 8": (
        (0, 1, 2, 3, 4, 5, 6, 7),
        (0, 1, 2, 3, 4, 5, 6, 7),
        (1, 2, 3, 4, 5, 6, 7, 8),
        (1, 2, 3, 4, 5, 6, 7, 8),
        (2, 3, 4, 5, 6, 7, 8, 9),
        (2, 3, 4, 5, 6, 7, 8, 9),
    ),
    "edge, 7 × 7": ((0, 0, 0, 9, 9, 9, 9),) * 7,
    "cross, 7 × 7": (
        (0, 0, 0, 9, 0, 0, 0),
        (0, 0, 0, 9, 0, 0, 0),
        (0, 0, 0, 9, 0, 0, 0),
        (9, 9, 9, 9, 9, 9, 9),
        (0, 0, 0, 9, 0, 0, 0),
        (0, 0, 0, 9, 0, 0, 0),
        (0, 0, 0, 9, 0, 0, 0),
    ),
}
"""Pictures so small that their numbers stand in the cells."""

CONTROLS = ("image", "kernel", "size", "stride", "padding", "dilation", "cell")
PADDINGS = (0, 1, 2, 3, "same")
SIZES, STRIDES, DILATIONS = range(1, 8), range(1, 5), range(1, 4)
PLAY_MILLISECONDS = 500


class ConvolutionView(View):
    """The picture; every trait is joined to a control in the browser.

    ``image``, ``preset`` and ``padding`` are positions in ``images``, ``presets`` and `PADDINGS`;
    a ``preset`` behind the last one is the student's own kernel, ``custom``. ``cell`` counts the
    output row by row, up to ``last_cell``.
    """

    _esm = es_module("convolution/view")
    _css = style("kit/formula", "convolution/view")

    images: traitlets.List[dict] = traitlets.List().tag(sync=True)
    presets: traitlets.List[dict] = traitlets.List().tag(sync=True)
    image = traitlets.Int(0).tag(sync=True)
    preset = traitlets.Int(0).tag(sync=True)
    custom: traitlets.List[list[float]] = traitlets.List().tag(sync=True)
    kernel_size = traitlets.Int(3).tag(sync=True)
    stride = traitlets.Int(1).tag(sync=True)
    padding = traitlets.Int(0).tag(sync=True)
    dilation = traitlets.Int(1).tag(sync=True)
    cell = traitlets.Int(0).tag(sync=True)
    last_cell = traitlets.Int(0).tag(sync=True)
    editable = traitlets.Bool(True).tag(sync=True)


class ConvolutionExplorer(widgets.VBox):
    """Controls and picture, made by `convolution_explorer`.

    Attributes
    ----------
    view : ConvolutionView
        The picture and its state.
    controls : types.SimpleNamespace
        The ipywidgets: image, kernel, size, stride, padding, dilation, cell, play.
    links : list of ipywidgets.Link
        What joins them in the browser.
    """

    def __init__(self, view: ConvolutionView, controls: SimpleNamespace, shown: Collection[str]):
        self.view, self.controls = view, controls
        view.guess = _guess(view).for_browser()
        self.links = _join(view, controls)
        settings = [getattr(controls, name) for name in CONTROLS[:-1] if name in shown]
        steps = [_steps(controls)] if "cell" in shown else []
        super().__init__([rows(*settings), *steps, view, ControlNames()])

    @property
    def step(self) -> Step:
        """What is seen now: image, kernel, padding, stride, dilation and cell.

        The cell is moved inside the output where it lies outside.
        """
        view = self.view
        step = convolution_step(
            view.images[view.image]["values"],
            _kernel(view),
            padding=PADDINGS[view.padding],
            stride=view.stride,
            dilation=view.dilation,
        )
        if not step.fits:
            return step
        rows, columns = step.output_shape
        cell = divmod(min(view.cell, rows * columns - 1), columns)
        return convolution_step(step.image, step.kernel, **step.options, cell=cell)

    @property
    def text(self) -> str:
        """What is seen now, in words."""
        return describe_step(self.step)

    def _repr_mimebundle_(self, **kwargs):
        bundle = with_picture(super()._repr_mimebundle_(**kwargs), draw_step(self.step), self.text)
        keep_still(self, lambda: str(bundle["text/html"]))
        return bundle


def convolution_explorer(
    images: Mapping[str, ArrayLike] | None = None,
    *,
    image: str | None = None,
    kernel: str | ArrayLike = "Sobel X",
    size: int = 3,
    stride: int = 1,
    padding: int | str = 0,
    dilation: int = 1,
    cell: tuple[int, int] = (0, 0),
    controls: Collection[str] = CONTROLS,
) -> ConvolutionExplorer:
    """Controls and a picture in which every number of a convolution can be moved.

    As the last value of a cell it shows the widget, and where no widget can be shown the same
    state as a picture with alt text.

    Parameters
    ----------
    images : mapping, optional
        Name → array of shape (h, w): further pictures beside the small ones, such as a digit.
    image : str, optional
        Name of the picture to begin with; by default the first small one, or the first of
        ``images`` where ``controls`` gives no choice of a picture.
    kernel : str or array
        One of `helpers.filters.kernels.PRESETS`, or the numbers of a square kernel.
    size, stride, padding, dilation
        Where the controls begin: 1 to 7, 1 to 4, 0 to 3 or "same", 1 to 3. With the numbers of a
        kernel the size is theirs.
    cell : (int, int)
        Row and column of the output cell to begin with.
    controls : collection of str
        Which of `CONTROLS` are shown; without "kernel" its numbers cannot be edited either.

    Raises
    ------
    ValueError
        If an argument is not one of the choices, or the cell lies outside the output.
    """
    pictures = _pictures(images or {})
    if unknown := set(controls) - set(CONTROLS):
        raise ValueError(f"controls has {sorted(unknown)}; the controls are {', '.join(CONTROLS)}")
    first = next(iter(images if images and "image" not in controls else pictures))
    preset, custom = _preset_and_numbers(kernel)
    view = ConvolutionView(
        images=[{"name": name, "values": plain(array)} for name, array in pictures.items()],
        presets=_presets(),
        image=position("image", first if image is None else image, list(pictures)),
        preset=preset,
        custom=custom,
        kernel_size=position("size", len(custom) or size, SIZES) + 1,
        stride=position("stride", stride, STRIDES) + 1,
        padding=position("padding", 0 if padding == "valid" else padding, PADDINGS),
        dilation=position("dilation", dilation, DILATIONS) + 1,
        editable="kernel" in controls,
    )
    view.call = _call(bool(images), [None if one == first else one for one in pictures], controls)
    explorer = ConvolutionExplorer(view, _controls(view), controls)
    _start_at(explorer, cell)
    return explorer


def _call(given: bool, names: list[str | None], controls: Collection[str]) -> dict[str, Any]:
    """The call that opens the explorer in a state; ``names`` of pictures, `None` the first one."""
    return call_of(
        convolution_explorer,
        given=["images"] if given else [],
        kept=["preset", "custom", "cell", "last_cell"],
        image=("image", names),
        kernel="kernel",
        size="kernel_size",
        stride="stride",
        padding=("padding", PADDINGS),
        dilation="dilation",
        cell=["row", "column"],
        controls=Fixed(list(controls)),
    )


def _guess(view: ConvolutionView) -> Guess:
    """What the window sees anew when it moves on by one cell."""
    k, stride = view.kernel_size, view.stride
    columns = {view.dilation * at for at in range(k)}
    fresh = len({column + stride for column in columns} - columns)
    return Guess(
        f"The window moves on by one cell to the right. How many of the {k * k} pixels under the "
        "kernel are others than before?",
        answer=k * fresh,
        because=f"{count_of(fresh, 'new column')} of {k}.",
        unit="pixels",
    )


def _pictures(images: Mapping[str, ArrayLike]) -> dict[str, NDArray]:
    """The small pictures and then those that were given, each checked."""
    pictures = {name: np.array(rows) for name, rows in SMALL_PICTURES.items()}
    pictures |= {name: np.asarray(array) for name, array in images.items()}
    for name, array in pictures.items():
        if array.ndim != 2:
            raise ValueError(f"images[{name!r}] has shape {array.shape}; give rows and columns")
    return pictures


def _presets() -> list[dict]:
    """Every preset in every size."""
    return [
        {"name": name, "kernels": [plain(filters.preset(name, size)) for size in SIZES]}
        for name in filters.PRESETS
    ]


def centred(kernel: NDArray, size: int) -> NDArray:
    """A square kernel in another size: what fits is kept, centred, and zeros are put around it."""
    shift = (size - len(kernel)) // 2
    result = np.zeros((size, size))
    for (u, v), weight in np.ndenumerate(kernel):
        if 0 <= u + shift < size and 0 <= v + shift < size:
            result[u + shift, v + shift] = weight
    return result


def plain(array: NDArray) -> list[list[float]]:
    """Nested lists with the shortest decimals that name each number (0.04, not 0.0399999991)."""
    whole = np.issubdtype(array.dtype, np.integer) or array.dtype == bool
    return [[int(value) if whole else float(str(value)) for value in row] for row in array]


def _preset_and_numbers(kernel: str | ArrayLike) -> tuple[int, list[list[float]]]:
    """Position of a preset and no numbers, or the position behind the presets and the numbers."""
    if isinstance(kernel, str):
        return position("kernel", kernel, list(filters.PRESETS)), []
    numbers = np.asarray(kernel)
    if numbers.ndim != 2 or numbers.shape[0] != numbers.shape[1] or len(numbers) not in SIZES:
        raise ValueError(
            f"kernel has shape {numbers.shape}; give a square one of 1 to {SIZES[-1]} rows"
        )
    return len(filters.PRESETS), plain(numbers)


def _kernel(view: ConvolutionView) -> NDArray:
    if view.preset < len(view.presets):
        return np.array(view.presets[view.preset]["kernels"][view.kernel_size - 1], dtype=float)
    return centred(np.array(view.custom, dtype=float), view.kernel_size)


def _controls(view: ConvolutionView) -> SimpleNamespace:
    presets = [preset["name"] for preset in view.presets]
    return SimpleNamespace(
        image=choice("image", [image["name"] for image in view.images], view.image),
        kernel=choice("kernel", [*presets, "custom"], view.preset),
        size=slider("kernel size k", view.kernel_size, 1, SIZES[-1]),
        stride=slider("stride s", view.stride, 1, STRIDES[-1]),
        padding=stops("padding p", PADDINGS, view.padding),
        dilation=slider("dilation d", view.dilation, 1, DILATIONS[-1]),
        cell=widgets.IntSlider(
            0,
            0,
            0,
            description="cell",
            style={"description_width": "40px"},
            layout=widgets.Layout(width="auto", flex="1 1 240px", max_width="560px"),
        ),
        play=widgets.Play(
            value=0,
            min=0,
            max=0,
            interval=PLAY_MILLISECONDS,
            show_repeat=False,
            description="step through the cells",
        ),
    )


def _steps(controls: SimpleNamespace) -> widgets.HBox:
    """From cell to cell: a player and a slider, below each other on a phone."""
    box = widgets.HBox([controls.play, controls.cell], layout=widgets.Layout(flex_flow="row wrap"))
    box.add_class("cnn-controls")
    return box


def _join(view: ConvolutionView, controls: SimpleNamespace) -> list[widgets.Widget]:
    joined = {
        "image": controls.image,
        "preset": controls.kernel,
        "kernel_size": controls.size,
        "stride": controls.stride,
        "padding": controls.padding,
        "dilation": controls.dilation,
        "cell": controls.cell,
    }
    end = {"cell": "last_cell"}
    return join(view, joined, largest=end) + join(view, {"cell": controls.play}, largest=end)


def _start_at(explorer: ConvolutionExplorer, cell: tuple[int, int]) -> None:
    step, view = explorer.step, explorer.view
    if not step.fits:
        return
    convolution_step(step.image, step.kernel, **step.options, cell=tuple(cell))
    rows, columns = step.output_shape
    view.last_cell = rows * columns - 1
    view.cell = cell[0] * columns + cell[1]
    for control in (explorer.controls.cell, explorer.controls.play):
        control.max = view.last_cell
        control.value = view.cell
