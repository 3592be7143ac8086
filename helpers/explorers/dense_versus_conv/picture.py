"""How the weights of dense and convolutional layers grow with the picture."""

from __future__ import annotations

from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE
from helpers.drawing.picture import quiet_axes
from helpers.networks import Conv2D, Dense, parameters

SIZES = (8, 16, 28, 32, 64, 100, 128, 200, 224, 256, 400, 512, 1000)


def dense_parameters(n: int, channels: int, units: int) -> int:
    """Parameters of a dense layer on n × n × channels numbers; `units` 0 is one per pixel."""
    return parameters(Dense(units or n * n), (n * n * channels,)).total


def conv_parameters(n: int, channels: int, kernel: int, filters: int) -> int:
    """Parameters of a convolutional layer on the same picture."""
    return parameters(Conv2D(filters, kernel, padding="same"), (n, n, channels)).total


def describe(n: int, channels: int, units: int, kernel: int, filters: int) -> str:
    """The numbers in words."""
    return (
        f"A picture of {n} × {n} × {channels} has {n * n * channels:,} numbers; "
        "a dense neuron has a weight for each. "
        f"{_neurons(units or n * n)}: {dense_parameters(n, channels, units):,} parameters. "
        f"A convolutional layer with {filters} filters of {kernel} × {kernel} × {channels}: "
        f"{conv_parameters(n, channels, kernel, filters):,} parameters, for any picture."
    )


def _neurons(count: int) -> str:
    return "One of them with its bias" if count == 1 else f"{count:,} of them with their biases"


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
