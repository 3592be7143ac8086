"""How the weights of dense and convolutional layers grow with the picture."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import quiet_axes
from helpers.drawing.words import fixed
from helpers.networks import Conv2D, Dense, parameters

BYTES = 4  # of a parameter in 32 bits
UNITS = ("kB", "MB", "GB", "TB", "PB")
SIZES = (8, 16, 28, 32, 64, 100, 128, 200, 224, 256, 400, 512, 1000)


def dense_parameters(n: int, channels: int, units: int) -> int:
    """Parameters of a dense layer on n × n × channels numbers; `units` 0 is one per pixel."""
    return parameters(Dense(units or n * n), (n * n * channels,)).total


def conv_parameters(n: int, channels: int, kernel: int, filters: int) -> int:
    """Parameters of a convolutional layer on the same picture."""
    return parameters(Conv2D(filters, kernel, padding="same"), (n, n, channels)).total


def describe(n: int, channels: int, units: int, kernel: int, filters: int) -> str:
    """The numbers in words."""
    neurons = units or n * n
    which = (
        "One dense neuron with its bias"
        if neurons == 1
        else f"{neurons:,} dense neurons with their biases"
    )
    several = "filter" if filters == 1 else "filters"
    return (
        f"A picture of {n} × {n} × {channels} has {n * n * channels:,} numbers; "
        "a dense neuron has a weight for each. "
        f"{which}: {_weights(dense_parameters(n, channels, units))}. "
        f"A convolutional layer with {filters} {several} of {kernel} × {kernel} × {channels}: "
        f"{_weights(conv_parameters(n, channels, kernel, filters))}, for any picture."
    )


def _weights(parameters: int) -> str:
    return f"{parameters:,} parameters, {in_bytes(BYTES * parameters)}"


def in_bytes(count: int) -> str:
    """Bytes with a decimal unit: "912 bytes", "12.3 kB"."""
    if count < 1000:
        return f"{count} bytes"
    power = min((len(str(count)) - 1) // 3, len(UNITS))
    return f"{fixed(count / 1000**power, 1)} {UNITS[power - 1]}"


def draw(n: int, channels: int, units: int, kernel: int, filters: int) -> Figure:
    """Parameters of both layers against the size of the picture, on logarithmic scales."""
    figure = Figure(figsize=(6.4, 2.8), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    layers = {
        "dense": (ORANGE, [dense_parameters(size, channels, units) for size in SIZES]),
        "convolutional": (
            BLUE,
            [conv_parameters(size, channels, kernel, filters) for size in SIZES],
        ),
    }
    for name, (colour, counts) in layers.items():
        axes.loglog(SIZES, counts, color=colour, linewidth=2.5, label=name)
        axes.plot(n, counts[SIZES.index(n)], "o", color=colour)
    axes.axvline(n, color=GREY, linewidth=1)
    axes.set_xticks([8, 32, 128, 512], ["8", "32", "128", "512"])
    axes.minorticks_off()
    axes.set_xlabel("rows and columns n", color=GREY)
    axes.set_ylabel("parameters", color=GREY)
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9)
    return figure
