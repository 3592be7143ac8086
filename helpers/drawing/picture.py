"""What every static picture shares: it has alt text, and it reads on a light and on a dark page."""

from __future__ import annotations

import base64
import html
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colour_maps import BLUE_TO_ORANGE
from helpers.drawing.colours import GREY

Values = TypeVar("Values")
Look = TypeVar("Look")

DPI = 144  # sharp on a screen with two device pixels per CSS pixel; shown at half the size


@dataclass(frozen=True)
class Picture:
    """A static picture with alt text; the notebook shows it as the last value of a cell."""

    html: str
    alt: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.alt


def picture(figure: Figure | bytes, alt: str) -> Picture:
    """Turn a figure into a picture with alt text, transparent so that both themes show through.

    JupyterLab ignores the alt text of matplotlib's own output; of an ``<img>`` it does not.

    Parameters
    ----------
    figure : matplotlib.figure.Figure or bytes
        Bytes are a PNG file.
    alt : str
        What is seen, in words; also the plain-text form of the output.

    Raises
    ------
    ValueError
        If the alt text is empty.
    """
    return Picture(html=image_tag(figure, alt), alt=alt)


def image_tag(figure: Figure | bytes, alt: str) -> str:
    """``<img>`` of a figure or a PNG file, the file inside it.

    Parameters
    ----------
    figure, alt
        As for `picture`.

    Raises
    ------
    ValueError
        If the alt text is empty.
    """
    if not alt.strip():
        raise ValueError(f"alt is {alt!r}; say in words what the picture shows")
    data = figure if isinstance(figure, bytes) else png(figure)
    width = int.from_bytes(data[16:20], "big")  # the PNG header holds the width in bytes 16 to 19
    shown = "" if isinstance(figure, bytes) else f' width="{round(width * 72 / DPI)}"'
    encoded = base64.b64encode(data).decode("ascii")
    return (
        f'<img alt="{html.escape(alt)}"{shown} style="max-width:100%" '
        f'src="data:image/png;base64,{encoded}">'
    )


def png(figure: Figure) -> bytes:
    """PNG file of a figure, transparent, and the same bytes for the same figure."""
    file = io.BytesIO()
    # matplotlib writes its version into the file unless told not to.
    figure.savefig(
        file,
        format="png",
        dpi=DPI,
        transparent=True,
        bbox_inches="tight",
        metadata={"Software": None},
    )
    return file.getvalue()


def quiet_axes(axes: Axes) -> None:
    """Grey ticks and left and bottom lines only, on no background."""
    axes.set_facecolor("none")
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GREY)
    axes.tick_params(colors=GREY, labelsize=9)


def bare_axes(axes: Axes) -> Axes:
    """A grey frame and no ticks, for pictures."""
    axes.set(xticks=[], yticks=[])
    axes.spines[:].set_color(GREY)
    return axes


def empty_axes(frames: Iterable[Axes]) -> None:
    """Leave the last places of a grid blank."""
    for frame in frames:
        frame.set_axis_off()


def show_ink(axes: Axes, image: NDArray, largest: float | None = None) -> None:
    """A picture (h, w) in a grey frame: 0 as paper, ``largest``, by default its own, as ink."""
    limit = image.max() if largest is None else largest
    bare_axes(axes).imshow(image, "gray_r", vmin=0, vmax=limit or 1, interpolation="nearest")


def show_signed(
    axes: Axes,
    image: NDArray,
    limit: float | None = None,
    *,
    extent: tuple[float, float, float, float] | None = None,
) -> None:
    """A map (h, w) in a grey frame: blue at −``limit``, orange at ``limit``, its largest |value|.

    ``extent`` is where it lies: left, right, bottom, top.
    """
    end = (np.abs(image).max() if limit is None else limit) or 1
    bare_axes(axes).imshow(
        image, BLUE_TO_ORANGE, vmin=-end, vmax=end, interpolation="nearest", extent=extent
    )


def entitle(axes: Axes, title: str, *, size: float = 10, **options: Any) -> None:
    """A grey title above a frame."""
    axes.set_title(title, fontsize=size, color=GREY, **options)


def name_axes(axes: Axes, x: str = "", y: str = "", *, size: float = 9) -> None:
    """What the axes count, in grey."""
    axes.set_xlabel(x, color=GREY, fontsize=size)
    axes.set_ylabel(y, color=GREY, fontsize=size)


def told_apart(
    curves: Mapping[str, Values], looks: Sequence[Look]
) -> Iterator[tuple[str, Values, Look]]:
    """Label, values and look of each curve in a frame.

    Raises
    ------
    ValueError
        If there are more curves than looks.
    """
    if len(curves) > len(looks):
        raise ValueError(
            f"{', '.join(curves)} are {len(curves)} curves; "
            f"at most {len(looks)} can be told apart in one frame"
        )
    for (label, values), look in zip(curves.items(), looks[: len(curves)], strict=True):
        yield label, values, look


def name_curves(axes: Axes) -> None:
    """A legend without a frame, in grey."""
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
