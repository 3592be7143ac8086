"""One output that works everywhere: a live widget, a picture with alt text, and plain text.

After a run JupyterLab shows the widget. Where there is none (a fresh clone that is not trusted
yet, GitHub, a page without JavaScript) the picture stands in its place; a terminal gets the text.
"""

import base64
import html
import io
from dataclasses import dataclass

import ipywidgets as widgets
from IPython.display import display
from matplotlib.figure import Figure

DPI = 144  # sharp on a screen with two device pixels per CSS pixel; shown at half the size


def show(widget: widgets.Widget, figure: Figure | bytes, text: str) -> None:
    """Display a widget with its static picture and its text in one output.

    Parameters
    ----------
    widget : ipywidgets.Widget
        What the student moves.
    figure : matplotlib.figure.Figure or bytes
        The same state, drawn once; bytes are a PNG file. A figure gets a transparent background,
        so choose colours that read on white and on black.
    text : str
        What is seen, in words: the picture's alt text and the plain-text form of the output.
    """
    display(with_picture(widget._repr_mimebundle_(), figure, text), raw=True)


def with_picture(view: dict | tuple, figure: Figure | bytes, text: str) -> dict[str, object]:
    """Add a static picture and its text to a widget's MIME bundle.

    For `show`, and for a widget that shows itself as the last value of a cell: return this from
    its ``_repr_mimebundle_``.

    Parameters
    ----------
    view : dict or tuple
        What ``_repr_mimebundle_`` of the widget gives.
    figure, text
        As for `show`.
    """
    data = view[0] if isinstance(view, tuple) else view
    return {**data, "text/html": image_tag(figure, text), "text/plain": text}


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
    """``<img>`` of a figure or a PNG file, the file inside it."""
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
