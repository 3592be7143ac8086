"""Which pixels does a unit see? Forwards in closed form, backwards set by set.

Size, jump and start of a receptive field grow from layer to layer as in Araujo, Norris and Sim,
"Computing receptive fields of convolutional neural networks", Distill 2019.
"""

from dataclasses import dataclass

from helpers.convolution.axes import Pair

from .geometry import Shape, Window, shapes, windows
from .specs import Dense, Flatten, GlobalAveragePooling2D, GlobalMaxPooling2D, Layer, Network


@dataclass(frozen=True)
class ReceptiveField:
    """The part of the input that the units of one layer see; all pairs are (vertical, horizontal).

    Unit i sees the rows start + i·jump to start + i·jump + size − 1. Some of them may lie in the
    padding, outside the image; ``start`` is negative then. Where all units see the same, ``jump``
    is 0.
    """

    size: Pair = (1, 1)
    jump: Pair = (1, 1)
    start: Pair = (0, 0)

    def rows(self, i: int) -> range:
        """Rows of the input that a unit in output row i sees, padding included."""
        return self._along(0, i)

    def columns(self, j: int) -> range:
        """Columns of the input that a unit in output column j sees, padding included."""
        return self._along(1, j)

    def _along(self, axis: int, position: int) -> range:
        first = self.start[axis] + position * self.jump[axis]
        return range(first, first + self.size[axis])


@dataclass(frozen=True)
class Seen:
    """Rows and columns of one layer's output that take part, in ascending order."""

    layer: str
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def pixels(self) -> int:
        """How many they are: rows × columns."""
        return len(self.rows) * len(self.columns)


def receptive_fields(network: Network) -> tuple[ReceptiveField, ...]:
    """Receptive field of a unit of the input, then of each layer.

    With a layer of kernel k, stride s, dilation d and padding p in front,

        size  ← size + d(k − 1) · jump
        start ← start − p · jump
        jump  ← jump · s

    so that the size after all layers is 1 + Σ d(k − 1) · (product of the strides before), the
    closed form of Araujo et al. Flatten leaves every unit the field that it had. What follows it,
    and global pooling, sees all that the last feature map sees.

    Parameters
    ----------
    network : Network
        Chain of layers that begins with an image.

    Returns
    -------
    tuple[ReceptiveField, ...]
        One more than there are layers.

    Raises
    ------
    ValueError
        If the input is not an image, or a layer does not fit.

    Examples
    --------
    >>> from .specs import Conv2D, MaxPooling2D
    >>> network = Network((28, 28, 1), [Conv2D(32, 3), MaxPooling2D(2), Conv2D(64, 3)])
    >>> [field.size[0] for field in receptive_fields(network)]
    [1, 3, 4, 8]
    """
    found = [ReceptiveField()]
    image = _image(network)
    for layer, shape in zip(network.layers, shapes(network)[:-1], strict=True):
        field = found[-1]
        image = shape if len(shape) == 3 else image
        if _joins(layer, shape):
            found.append(_union(field, image))
        else:
            found.append(_through(field, windows(layer, shape)))
    return tuple(found)


def look_back(
    network: Network, layer: str | int = -1, unit: Pair | None = None
) -> tuple[Seen, ...]:
    """Follow what a unit sees back through every layer to the pixels.

    Where windows leave gaps, as with a stride longer than the kernel or with dilation, the gaps
    are left out. Padding is left out too: only what exists is listed.

    Parameters
    ----------
    network : Network
        Chain of layers that begins with an image.
    layer : str or int
        Where to start: a layer's name, or its place in the list.
    unit : (row, column), optional
        The unit; by default all units of the layer together.

    Returns
    -------
    tuple[Seen, ...]
        The layer itself first, the input last. A vector, as after Flatten, has row 0 and column 0
        only.

    Raises
    ------
    ValueError
        If there is no such layer, or no such unit in it.

    Examples
    --------
    The rows of a 28 × 28 digit that a pool and a convolution leave out:

    >>> from .specs import Conv2D, MaxPooling2D
    >>> network = Network((28, 28, 1), [MaxPooling2D(3), Conv2D(8, 3)])
    >>> len(look_back(network)[-1].rows)
    27
    """
    _image(network)
    last = _place(network, layer)
    sizes = [shape if len(shape) == 3 else (1, 1, shape[-1]) for shape in shapes(network)]
    rows, columns = _start(network.layers[last], sizes[last + 1], unit)
    seen = [Seen(network.layers[last].name, rows, columns)]
    for place in range(last, -1, -1):
        step, (height, width, _) = network.layers[place], sizes[place]
        if isinstance(step, Flatten | GlobalMaxPooling2D | GlobalAveragePooling2D):
            rows, columns = tuple(range(height)), tuple(range(width))
        else:
            down, across = windows(step, sizes[place])
            rows, columns = _under(down, rows, height), _under(across, columns, width)
        name = network.layers[place - 1].name if place else "input"
        seen.append(Seen(name, rows, columns))
    return tuple(seen)


def _image(network: Network) -> Shape:
    if len(network.input_shape) != 3:
        raise ValueError(
            f"input_shape is {network.input_shape}; receptive fields need an image (h, w, c)"
        )
    return network.input_shape


def _joins(layer: Layer, shape: Shape) -> bool:
    """Does a unit of this layer see all positions of what it gets?"""
    whole_maps = isinstance(layer, GlobalMaxPooling2D | GlobalAveragePooling2D)
    return whole_maps or (isinstance(layer, Dense) and len(shape) == 1)


def _union(field: ReceptiveField, image: Shape) -> ReceptiveField:
    """Field of a unit that sees all units of the last feature map."""
    height, width = (
        (n - 1) * jump + size
        for n, jump, size in zip(image[:2], field.jump, field.size, strict=True)
    )
    return ReceptiveField((height, width), (0, 0), field.start)


def _through(field: ReceptiveField, steps: tuple[Window, Window]) -> ReceptiveField:
    """Field of a unit one layer further on."""
    along = zip(field.size, field.jump, field.start, steps, strict=True)
    vertical, horizontal = (
        (size + (step.size - 1) * jump, jump * step.stride, start - step.before * jump)
        for size, jump, start, step in along
    )
    return ReceptiveField(*zip(vertical, horizontal, strict=True))


def _place(network: Network, layer: str | int) -> int:
    names = [one.name for one in network.layers]
    if layer in names:
        return names.index(layer)
    if isinstance(layer, int) and -len(names) <= layer < len(names):
        return layer % len(names)
    raise ValueError(f"layer is {layer!r}; the network has {', '.join(names)}")


def _start(layer: Layer, shape: Shape, unit: Pair | None) -> tuple[tuple[int, ...], ...]:
    height, width, _ = shape
    if unit is None:
        return tuple(range(height)), tuple(range(width))
    i, j = unit
    if not (0 <= i < height and 0 <= j < width):
        raise ValueError(
            f"unit is {unit!r}; layer {layer.name!r} has {height} rows and {width} columns"
        )
    return (i,), (j,)


def _under(window: Window, positions: tuple[int, ...], n: int) -> tuple[int, ...]:
    """Input rows that the window touches at any of these positions."""
    touched = {row for position in positions for row in window.taps(position)}
    return tuple(sorted(row for row in touched if 0 <= row < n))
