"""Which pictures excite a channel most, and which of their pixels did it?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from helpers.networks import ReceptiveField


@dataclass(frozen=True)
class Excitement:
    """The answers of one channel that are largest, each picture counted once.

    Attributes
    ----------
    patches : array of shape (count, size, size)
        The pixels that the unit sees.
    values : array of shape (count,)
        Its answers, the largest first.
    pictures : array of shape (count,)
        Numbers of the pictures.
    units : array of shape (count, 2)
        Row and column of the unit in the feature map.
    """

    patches: np.ndarray
    values: np.ndarray
    pictures: np.ndarray
    units: np.ndarray


def strongest_patches(
    maps: np.ndarray, pictures: np.ndarray, field: ReceptiveField, *, count: int = 8
) -> Excitement:
    """Find the patches to which a channel answers most.

    Parameters
    ----------
    maps : array of shape (n, h, w)
        The channel's feature map for each picture.
    pictures : array of shape (n, H, W)
    field : ReceptiveField
        Of the layer that the maps come from.
    count : int
        How many patches, from as many pictures.

    Raises
    ------
    ValueError
        If there are fewer pictures than patches, or not a map for each.
    """
    if len(maps) != len(pictures) or len(maps) < count:
        raise ValueError(
            f"count is {count}, with {len(maps)} maps of {len(pictures)} pictures; "
            "give one map for each, and enough"
        )
    flat = maps.reshape(len(maps), -1)
    best = np.argsort(-flat.max(axis=1), kind="stable")[:count]
    units = np.stack(np.unravel_index(flat[best].argmax(axis=1), maps.shape[1:]), axis=1)
    high, wide = field.size
    # A field may reach into the padding.
    around = np.pad(pictures[best], ((0, 0), (high, high), (wide, wide)))
    patches = [
        image[field.rows(row).start + high :, field.columns(column).start + wide :][:high, :wide]
        for image, (row, column) in zip(around, units, strict=True)
    ]
    return Excitement(np.stack(patches), flat[best].max(axis=1), best, units)
