"""How fast are the convolutions of this course beside SciPy, TensorFlow and PyTorch?

Run it with ``make bench``, on a machine that does nothing else. All ways take turns, in a new
order in each round, so that a slow moment of the machine hits all alike. What would take minutes
is timed on a part and scaled up: the table says so. PyTorch takes part where it is installed.
"""

import argparse
import os
import platform
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # before TensorFlow is imported

import numpy as np
import scipy.signal
import tensorflow as tf

from helpers.convolution import cross_correlate, im2col

try:
    import torch
except ImportError:
    torch = None

OURS = ("im2col", "strided")


@dataclass(frozen=True)
class Layer:
    """A convolution layer without padding, and a batch for it."""

    title: str
    x: np.ndarray
    kernel: np.ndarray
    stride: int = 1


@dataclass(frozen=True)
class Way:
    """One way to compute a layer; ``part`` of the work is done and timed."""

    name: str
    run: Callable[[], object]
    part: float = 1.0
    rounds: int | None = None


def layers() -> list[Layer]:
    rng = np.random.default_rng(0)

    def layer(title, x_shape, kernel_shape, stride=1):
        x, kernel = (rng.standard_normal(s, dtype="float32") for s in (x_shape, kernel_shape))
        return Layer(title, x, kernel, stride)

    alexnet = (11, 11, 3, 96)
    return [
        layer("AlexNet's first layer, 1 image", (1, 227, 227, 3), alexnet, stride=4),
        layer("AlexNet's first layer, 16 images", (16, 227, 227, 3), alexnet, stride=4),
        layer("MNIST CNN's second layer, 64 images", (64, 13, 13, 32), (3, 3, 32, 64)),
    ]


def ways(layer: Layer) -> list[Way]:
    """All ways to compute a layer; those that compute it whole are checked against TensorFlow."""
    tf_x, tf_kernel = tf.constant(layer.x), tf.constant(layer.kernel)

    def with_tensorflow():
        return tf.nn.conv2d(tf_x, tf_kernel, layer.stride, "VALID").numpy()

    def ours(method):
        return lambda: cross_correlate(layer.x, layer.kernel, stride=layer.stride, method=method)

    whole = [Way("TensorFlow", with_tensorflow), *(Way(name, ours(name)) for name in OURS)]
    if torch is not None:
        whole.append(Way("PyTorch", with_torch(layer)))
    for way in whole[1:]:
        np.testing.assert_allclose(way.run(), with_tensorflow(), rtol=1e-3, atol=1e-3)
    return [*whole, with_scipy(layer), with_loops(layer)]


def with_torch(layer: Layer) -> Callable[[], np.ndarray]:
    x = torch.from_numpy(layer.x).permute(0, 3, 1, 2)
    kernel = torch.from_numpy(layer.kernel).permute(3, 2, 0, 1).contiguous()

    def run():
        with torch.inference_mode():
            maps = torch.nn.functional.conv2d(x, kernel, stride=layer.stride)
        return maps.permute(0, 2, 3, 1).numpy()

    return run


def with_scipy(layer: Layer) -> Way:
    """One image under one filter, a call per channel; SciPy knows no stride: values are dropped."""
    image, kernel = layer.x[0], layer.kernel[..., 0]
    channels = range(kernel.shape[2])

    def run():
        full = sum(
            scipy.signal.correlate(image[..., c], kernel[..., c], mode="valid") for c in channels
        )
        return full[:: layer.stride, :: layer.stride]

    theirs = cross_correlate(image, kernel, stride=layer.stride)
    np.testing.assert_allclose(run(), theirs, rtol=1e-3, atol=1e-3)
    return Way("SciPy", run, part=1 / (len(layer.x) * layer.kernel.shape[3]), rounds=5)


def with_loops(layer: Layer) -> Way:
    """The loops, on the corner of one image that has 2 × 2 positions, under one filter."""
    side = layer.kernel.shape[0] + layer.stride
    corner, kernel = layer.x[0, :side, :side], layer.kernel[..., 0]
    positions = im2col(layer.x, layer.kernel.shape[:2], stride=layer.stride).shape[1]
    return Way(
        "loops",
        lambda: cross_correlate(corner, kernel, stride=layer.stride, method="loops"),
        part=4 / (positions * layer.kernel.shape[3]),
        rounds=3,
    )


def take_turns(contenders: list[Way], rounds: int) -> dict[str, list[float]]:
    """Seconds for the whole layer, per way and round."""
    order = np.random.default_rng(0)
    seconds: dict[str, list[float]] = {way.name: [] for way in contenders}
    for number in range(rounds):
        for place in order.permutation(len(contenders)):
            way = contenders[place]
            if way.rounds is None or number < way.rounds:
                start = time.perf_counter()
                way.run()
                seconds[way.name].append((time.perf_counter() - start) / way.part)
    return seconds


def peak_bytes(run: Callable[[], object]) -> int:
    """Most bytes that Python and NumPy hold at one time during a call, the result included."""
    tracemalloc.start()
    run()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def report(layer: Layer, rounds: int) -> None:
    contenders = ways(layer)
    seconds = take_turns(contenders, rounds)
    middle = {name: median(times) for name, times in seconds.items()}
    least = {name: min(times) for name, times in seconds.items()}

    print(f"\n{layer.title}: {layer.x.shape} under {layer.kernel.shape}, stride {layer.stride}")
    print(f"{'':12}{'median ms':>14}{'min ms':>14}{'/ TensorFlow':>15}{'of minima':>12}")
    for way in contenders:
        name = way.name
        part = "" if way.part == 1 else f"   from 1/{1 / way.part:,.0f} of the work"
        print(
            f"{name:12}{1e3 * middle[name]:14,.2f}{1e3 * least[name]:14,.2f}"
            f"{middle[name] / middle['TensorFlow']:15,.2f}"
            f"{least[name] / least['TensorFlow']:12,.2f}{part}"
        )

    for what, times in (("medians", middle), ("minima", least)):
        best = min(OURS, key=times.__getitem__)
        print(
            f"the best of ours by {what}, {best}: {times[best] / times['TensorFlow']:.2f} × "
            f"TensorFlow's time (goal: at most 1.5), {times['SciPy'] / times[best]:,.0f} times as "
            "fast as SciPy (goal: at least 50)"
        )
    matrix = im2col(layer.x, layer.kernel.shape[:2], stride=layer.stride).nbytes
    print(f"im2col's matrix takes {matrix / 2**20:.1f} MiB; at their peak (goal: at most 2 × that)")
    for way in contenders:
        if way.name in OURS:
            peak = peak_bytes(way.run)
            print(f"  {way.name:10}{peak / 2**20:8.1f} MiB, {peak / matrix:.2f} ×")


def machine() -> str:
    """Name of the processor, cores, load and versions."""
    cpuinfo = Path("/proc/cpuinfo")
    names = [
        line.partition(":")[2].strip()
        for line in (cpuinfo.read_text().splitlines() if cpuinfo.exists() else [])
        if line.startswith("model name")
    ]
    processor = names[0] if names else platform.processor() or platform.machine()
    lines = [f"{processor}, {os.cpu_count()} cores, {platform.system()}"]
    if hasattr(os, "getloadavg"):
        lines[0] += f", load {os.getloadavg()[0]:.1f} at the start"
    versions = [f"Python {platform.python_version()}"]
    for package in ("numpy", "scipy", "tensorflow", "torch"):
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            versions.append(f"{package} not installed")
    return "\n".join([*lines, ", ".join(versions)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=40, help="how often each way is timed")
    rounds = parser.parse_args().rounds
    print(machine())
    print(f"{rounds} rounds (SciPy 5, loops 3), float32; times are for the whole batch")
    for layer in layers():
        report(layer, rounds)


if __name__ == "__main__":
    main()
