"""Everything about a network in one table: a row for the input and one for each layer."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from .geometry import Shape, leftovers, shapes
from .memory import memory
from .parameters import multiply_adds, parameters
from .receptive_field import ReceptiveField, receptive_fields
from .specs import Network


@dataclass(frozen=True)
class Row:
    """What there is to say about one layer; ``layer`` is its name, ``kind`` its class."""

    layer: str
    kind: str
    shape: Shape
    leftover: tuple[int, int]
    weights: int
    biases: int
    parameters: int
    multiply_adds: int
    activation_bytes: int
    field: ReceptiveField | None


@dataclass(frozen=True)
class Trace:
    """Rows of `trace`. It is shown as a table, and can be looped over and indexed."""

    rows: tuple[Row, ...]
    caption: str

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, place):
        return self.rows[place]

    def __repr__(self) -> str:
        table = [_HEADINGS, *map(_cells, self.rows), _totals(self.rows)]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        lines = (
            "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])])
            for row in table
        )
        return "\n".join([self.caption, *lines])

    def _repr_html_(self) -> str:
        head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in _HEADINGS)
        body = "\n".join(map(_html_row, [*map(_cells, self.rows), _totals(self.rows)]))
        return (
            f"<table>\n<caption>{escape(self.caption)}</caption>\n"
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
        )


def trace(network: Network, *, batch_size: int = 1, dtype: str = "float32") -> Trace:
    """Follow an image through a network.

    Parameters
    ----------
    network : Network
        Chain of layers.
    batch_size : int
        Images in a batch; for the bytes only.
    dtype : str
        Keras dtype policy, as for `memory`; for the bytes only.

    Returns
    -------
    Trace
        The first row is the input. Shapes and multiply-adds are for one image, bytes for the
        batch. ``field`` is None in a network whose input is not an image.

    Raises
    ------
    ValueError
        If a layer cannot take what the one before gives; the message names the layer.
    """
    passed = shapes(network)
    stored = memory(network, batch_size=batch_size, dtype=dtype).activations
    is_image = len(network.input_shape) == 3
    fields = receptive_fields(network) if is_image else [None] * len(passed)
    rows = [Row("input", "", passed[0], (0, 0), 0, 0, 0, 0, stored[0], fields[0])]
    for layer, got, gives, size, field in zip(
        network.layers, passed[:-1], passed[1:], stored[1:], fields[1:], strict=True
    ):
        count = parameters(layer, got)
        rows.append(
            Row(
                layer=layer.name,
                kind=type(layer).__name__,
                shape=gives,
                leftover=leftovers(layer, got),
                weights=count.weights,
                biases=count.biases,
                parameters=count.total,
                multiply_adds=multiply_adds(layer, got),
                activation_bytes=size,
                field=field,
            )
        )
    images = "1 image" if batch_size == 1 else f"{batch_size} images"
    return Trace(tuple(rows), f"Layer by layer; bytes for {images} in {dtype}")


_HEADINGS = (
    "layer",
    "shape",
    "left over",
    "weights",
    "biases",
    "parameters",
    "multiply-adds",
    "bytes",
    "receptive field",
)


def _cells(row: Row) -> tuple[str, ...]:
    numbers = (
        row.weights,
        row.biases,
        row.parameters,
        row.multiply_adds,
        row.activation_bytes,
    )
    return (
        row.layer,
        _times(row.shape),
        _times(row.leftover) if any(row.leftover) else "",
        *(f"{number:,}" for number in numbers),
        _times(row.field.size) if row.field else "",
    )


def _totals(rows: tuple[Row, ...]) -> tuple[str, ...]:
    summed = ("weights", "biases", "parameters", "multiply_adds", "activation_bytes")
    totals = (f"{sum(getattr(row, name) for row in rows):,}" for name in summed)
    return "total", "", "", *totals, ""


def _times(numbers: tuple[int, ...]) -> str:
    return " × ".join(map(str, numbers))


def _html_row(cells: tuple[str, ...]) -> str:
    name, shape, *others = map(escape, cells)
    shape = shape.replace(" ", "&nbsp;")  # it stays on one line in a narrow window
    values = "".join(f"<td>{value}</td>" for value in (shape, *others))
    return f'<tr><th scope="row">{name}</th>{values}</tr>'
