"""Pictures of the inside of a trained network: kernels, and the patches that channels answer to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from helpers.drawing.colours import GREY
from helpers.drawing.picture import (
    Picture,
    empty_axes,
    entitle,
    picture,
    show_ink,
    show_signed,
)
from helpers.training.activation_maximization import MadeToOrder
from helpers.training.exciting_patches import Excitement

TITLE = 0.35  # room for the title of a level, in shares of the largest patch


def kernel_gallery(kernels: NDArray, *, columns: int = 8) -> Picture:
    """All kernels of a first layer: orange where a pixel counts for, blue where it counts against.

    Parameters
    ----------
    kernels : array of shape (kh, kw, 1, filters)
        As Keras has them. One scale for all.
    columns : int
        Kernels in a row.

    Raises
    ------
    ValueError
        If the kernels have more than one input channel: they could not be drawn as one picture.
    """
    if kernels.ndim != 4 or kernels.shape[2] != 1:
        raise ValueError(f"kernels has the shape {kernels.shape}; it must be (kh, kw, 1, filters)")
    high, wide, _, count = kernels.shape
    rows = -(-count // columns)
    limit = np.abs(kernels).max() or 1
    figure = Figure((0.8 * columns, 0.95 * rows), layout="constrained")
    frames = figure.subplots(rows, columns, squeeze=False).ravel()
    for number, frame in enumerate(frames[:count]):
        show_signed(frame, kernels[..., 0, number], limit)
        entitle(frame, str(number), size=8, pad=2)
    empty_axes(frames[count:])
    return picture(
        figure,
        f"{count} kernels of {high} by {wide}, orange for positive weights and blue for negative "
        f"ones; the largest weight is {limit:.2f}.",
    )


def exciting_patches(found: Mapping[str, Excitement]) -> Picture:
    """A row for each channel: the patches to which it answers most, the strongest first.

    Parameters
    ----------
    found : mapping
        What to call the channel → what `helpers.training.exciting_patches.strongest_patches` found
        for it. Each has as many patches.
    """
    count = max(len(one.patches) for one in found.values())
    figure = _patch_rows(
        {name: (list(one.patches), list(one.values)) for name, one in found.items()}
    )
    said = "; ".join(
        f"{name}: answers from {one.values[0]:.1f} down to {one.values[-1]:.1f}"
        for name, one in found.items()
    )
    return picture(figure, f"The {count} patches that excite each channel most. {said}.")


def patches_made_to_order(
    found: Mapping[str, Excitement], made: Mapping[str, MadeToOrder]
) -> Picture:
    """A row for each channel: the strongest patch of all digits, then those made to order.

    Parameters
    ----------
    found : mapping
        What to call the channel → what `helpers.training.exciting_patches.strongest_patches` found.
    made : mapping
        How it was made → what `helpers.training.activation_maximization.made_to_order` made of the
        same channels, in their order.
    """
    rows = {
        name: (
            [one.patches[0], *(other.patches[at] for other in made.values())],
            [one.values[0], *(other.sums[at] for other in made.values())],
        )
        for at, (name, one) in enumerate(found.items())
    }
    said = "; ".join(
        f"{name}: {first:.1f}, then {', '.join(f'{other:.1f}' for other in others)}"
        for name, (_, (first, *others)) in rows.items()
    )
    return picture(
        _patch_rows(rows, ["a digit's", *made]),
        "The strongest patch of a digit and patches made to order, for each channel, and what "
        f"they add up to. {said}.",
    )


def pattern_levels(levels: Mapping[str, Sequence[NDArray]]) -> Picture:
    """A row of patches for each level, all in one scale: what sees further is drawn larger.

    Parameters
    ----------
    levels : mapping
        What to call the level → its patches, each of the shape (h, w), in [0, 1]; as many for each
        level.
    """
    sides = {name: patches[0].shape for name, patches in levels.items()}
    largest = max(high for high, _ in sides.values())
    count = max(len(patches) for patches in levels.values())
    rooms = [high / largest + TITLE for high, _ in sides.values()]
    figure = Figure((0.95 * count, 0.95 * sum(rooms)))
    strips = figure.subfigures(len(levels), 1, squeeze=False, height_ratios=rooms)[:, 0]
    for strip, room, (name, patches) in zip(strips, rooms, levels.items(), strict=True):
        strip.set_facecolor("none")
        high, wide = (0.92 * side / largest for side in sides[name])
        size = " × ".join(map(str, sides[name]))
        strip.text(0.005, 0.97, f"{name}: {size} pixels", va="top", fontsize=9, color=GREY)
        for at, patch in enumerate(patches):
            place = 0.005 + at / count, 0.02, wide / count, high / room
            show_ink(strip.add_axes(place), patch, 1)
    said = "; ".join(
        f"{name}: {len(patches)} patches of {sides[name][0]} by {sides[name][1]} pixels"
        for name, patches in levels.items()
    )
    return picture(figure, f"The patches that excite channels most, level by level. {said}.")


def _patch_rows(
    rows: Mapping[str, tuple[Sequence[NDArray], Sequence[float]]], titles: Sequence[str] = ()
) -> Figure:
    """Name of a row → its patches, and the number over each; titles stand over the first row."""
    count = max(len(patches) for patches, _ in rows.values())
    figure = Figure((0.9 * count + 1.6, 1.05 * len(rows)), layout="constrained")
    frames = figure.subplots(len(rows), count, squeeze=False)
    for row, (name, (patches, values)) in zip(frames, rows.items(), strict=True):
        for frame, patch, value in zip(row, patches, values, strict=True):
            show_ink(frame, patch, 1)
            entitle(frame, f"{value:.1f}", size=8, pad=2)
        beside = {"rotation": 0, "ha": "right", "va": "center", "labelpad": 8}
        row[0].set_ylabel(name, fontsize=9, color=GREY, **beside)
    for frame, title in zip(frames[0], titles, strict=False):
        entitle(frame, f"{title}\n{frame.get_title()}", size=8, pad=2)
    return figure
