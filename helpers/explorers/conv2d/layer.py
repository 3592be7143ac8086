"""What Keras makes of the arguments of a Conv2D, or why it refuses them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from helpers.convolution import output_size
from helpers.drawing.words import count_of

PADDINGS = ("valid", "same")


@dataclass(frozen=True)
class Conv:
    """An input of n × n × channels, and the arguments of the layer on it, as Keras calls them."""

    n: int = 28
    channels: int = 4
    filters: int = 8
    kernel_size: int = 3
    strides: int = 1
    padding: str = "valid"
    dilation_rate: int = 1
    groups: int = 1
    use_bias: bool = True

    @property
    def size(self) -> int:
        """Rows and columns of the output; 0 or less where the kernel does not fit."""
        if self.padding == "same":
            return ceil(self.n / self.strides)
        reach = self.dilation_rate * (self.kernel_size - 1) + 1
        if reach > self.n:
            return 0
        return output_size(
            self.n, self.kernel_size, stride=self.strides, dilation=self.dilation_rate
        )

    @property
    def weights(self) -> int:
        """Numbers of the kernel, whose shape is (k, k, channels / groups, filters)."""
        return self.kernel_size**2 * (self.channels // self.groups) * self.filters

    @property
    def parameters(self) -> int:
        """Weights and, where they are used, a bias for each filter."""
        return self.weights + self.use_bias * self.filters

    def refusal(self) -> str | None:
        """What Keras 3.15 says where it refuses, in the order in which it looks; else nothing."""
        n, channels, filters, groups = self.n, self.channels, self.filters, self.groups
        k, s, d = self.kernel_size, self.strides, self.dilation_rate
        if filters % groups:
            return (
                "The number of filters must be evenly divisible by the number of groups. "
                f"Received: groups={groups}, filters={filters}."
            )
        if s > 1 and d > 1:
            return (
                "`strides > 1` not supported in conjunction with `dilation_rate > 1`. "
                f"Received: strides=({s}, {s}) and dilation_rate=({d}, {d})"
            )
        if channels % groups:
            return (
                "The number of input channels must be evenly divisible by the number of groups. "
                f"Received groups={groups}, but the input has {channels} channels "
                f"(full input shape is (None, {n}, {n}, {channels}))."
            )
        if self.size <= 0:
            return (
                "Computed output size would be zero or negative. Received "
                f"`inputs shape=(None, {n}, {n}, {channels})`, "
                f"`kernel shape=({k}, {k}, {channels}, {filters})`, "
                f"`dilation_rate=[{d} {d}]`, `strides=({s}, {s})`, `padding={self.padding}`."
            )
        return None


def call(conv: Conv) -> str:
    """The line that makes the layer, without what is Keras' default."""
    given = {
        "strides": (conv.strides, 1),
        "padding": (f'"{conv.padding}"', '"valid"'),
        "dilation_rate": (conv.dilation_rate, 1),
        "groups": (conv.groups, 1),
        "use_bias": (conv.use_bias, True),
    }
    options = "".join(
        f", {name}={value}" for name, (value, default) in given.items() if value != default
    )
    return f"Conv2D({conv.filters}, {conv.kernel_size}{options})"


def describe(conv: Conv) -> str:
    """The layer in words: its shapes and its parameters, or the message of Keras."""
    start = f"{call(conv)} on {conv.n} × {conv.n} × {conv.channels}: "
    if message := conv.refusal():
        return f"{start}ValueError. {message}"
    k, part = conv.kernel_size, conv.channels // conv.groups
    biases = f" + {conv.filters}" if conv.use_bias else ""
    return (
        f"{start}output {conv.size} × {conv.size} × {conv.filters}, "
        f"kernel ({k}, {k}, {part}, {conv.filters}), "
        f"{k}·{k}·{part}·{conv.filters}{biases} = {count_of(conv.parameters, 'parameter')}."
    )


def describe_filter(conv: Conv, chosen: int) -> str:
    """Which channels a filter sees, in words."""
    if conv.refusal():
        return "There is no such layer: no filter sees a channel."
    part = conv.channels // conv.groups
    group = chosen // (conv.filters // conv.groups)
    first, last = group * part, (group + 1) * part - 1
    seen = f"channel {first}" if part == 1 else f"channels {first} to {last}"
    of = f" of group {group}" if conv.groups > 1 else ""
    weights = count_of(conv.kernel_size**2 * part, "weight")
    return f"Filter {chosen}{of} sees {seen}, with {weights}."
