"""The memory of a stack of convolutional layers: counted, drawn and said."""

from __future__ import annotations

from dataclasses import dataclass, replace

from matplotlib.figure import Figure

from helpers.drawing.colours import BLUE, GREY, ORANGE, PINK
from helpers.drawing.picture import quiet_axes
from helpers.drawing.words import count_of, number
from helpers.networks import Conv2D, Memory, Network, memory

OPTIMIZER = "adam"


@dataclass(frozen=True)
class Stack:
    """Layers of 3 × 3 filters with "same" padding, the first with a stride.

    Attributes
    ----------
    n : int
        Height and width of the images, which have 3 channels.
    layers, filters, stride, batch : int
    policy : str
        A Keras dtype policy.
    training : bool
        Training keeps every output and learns; inference forgets all but one layer's input and
        output.
    """

    n: int = 224
    layers: int = 8
    filters: int = 64
    stride: int = 1
    batch: int = 128
    policy: str = "float32"
    training: bool = True

    @property
    def network(self) -> Network:
        first = Conv2D(self.filters, 3, strides=self.stride, padding="same")
        more = [Conv2D(self.filters, 3, padding="same")] * (self.layers - 1)
        return Network((self.n, self.n, 3), (first, *more))

    @property
    def memory(self) -> Memory:
        """Bytes, part by part; ``activations`` holds what is kept at the same time."""
        counted = memory(
            self.network, batch_size=self.batch, dtype=self.policy, optimizer=OPTIMIZER
        )
        if self.training:
            return counted
        kept = counted.activations
        largest = max(range(1, len(kept)), key=lambda layer: kept[layer - 1] + kept[layer])
        return Memory(kept[largest - 1 : largest + 1], counted.parameters, 0, 0)


def parts(stack: Stack) -> dict[str, int]:
    """Bytes by what they are for."""
    counted = stack.memory
    return {
        "activations": sum(counted.activations),
        "parameters": counted.parameters,
        "gradients": counted.gradients,
        "optimizer": counted.optimizer,
    }


def remedies(stack: Stack) -> dict[str, Stack]:
    """The stack with one thing changed; what changes nothing is left out."""
    changed = {
        "half the batch": stack.batch > 1 and {"batch": stack.batch // 2},
        "twice the stride": {"stride": 2 * stack.stride},
        "mixed_float16": stack.policy in ("float32", "float64") and {"policy": "mixed_float16"},
        "one layer fewer": stack.layers > 1 and {"layers": stack.layers - 1},
        "half the filters": stack.filters > 1 and {"filters": stack.filters // 2},
        "inference": stack.training and {"training": False},
    }
    return {what: replace(stack, **change) for what, change in changed.items() if change}


def in_units(size: float) -> str:
    """Bytes for people, three digits."""
    units = ["B", "KiB", "MiB", "GiB", "TiB"]
    while size >= 999.5 and len(units) > 1:
        size /= 1024
        units.pop(0)
    return f"{number(size, 0 if size >= 99.95 else 1 if size >= 9.995 else 2)} {units[0]}"


def describe(stack: Stack, device: int = 8) -> str:
    """All that the calculator shows, in words; ``device`` is in GiB."""
    counted = parts(stack)
    total = sum(counted.values())
    said = ", ".join(f"{name} {in_units(size)}" for name, size in counted.items() if size)
    return (
        f"{'Training' if stack.training else 'Inference'}, {count_of(stack.batch, 'image')} of "
        f"{stack.n} by {stack.n} by 3 in {stack.policy}, {count_of(stack.layers, 'layer')} of "
        f"{count_of(stack.filters, 'filter')}, the first with stride {stack.stride}: "
        f"{said}; in all {in_units(total)}. "
        f"It {'fits' if total <= device * 2**30 else 'does not fit'} into {device} GiB."
    )


def draw_memory(stack: Stack, device: int = 8) -> Figure:
    """A bar for the stack and one for each remedy, and a line where the device is full."""
    figure = Figure(figsize=(8.2, 3.2), layout="constrained")
    axes = figure.subplots()
    quiet_axes(axes)
    colours = (BLUE, ORANGE, "#efb384", "#f6d9c2")
    bars = {"now": stack, **remedies(stack)}
    for row, one in enumerate(bars.values()):
        start = 0.0
        for (name, size), colour in zip(parts(one).items(), colours, strict=True):
            look = {"height": 0.6} if row else {"height": 0.8, "label": name}
            axes.barh(row, size / 2**30, left=start, color=colour, **look)
            start += size / 2**30
        axes.text(start, row, f" {in_units(start * 2**30)}", va="center", fontsize=9, color=GREY)
    axes.axvline(device, color=PINK, linestyle="--", linewidth=1.5)
    axes.text(device, -0.75, f"{device} GiB", color=PINK, fontsize=9, ha="center")
    axes.set_yticks(range(len(bars)), bars)
    axes.invert_yaxis()
    axes.set_xlabel("GiB", color=GREY)
    axes.legend(frameon=False, labelcolor=GREY, fontsize=9, loc="lower right")
    return figure
