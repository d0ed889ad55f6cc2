"""Split rows into those to fit on and those to judge on, alike in both classes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def held_out(truth: Array, share: float = 0.2, seed: int = 0, groups: Array | None = None) -> Array:
    """Mask (n,) of about `share` of the rows of each class, at least one where there are two.

    With `groups` (n,), such as the person in a picture, whole groups are held out, so that no group
    is on both sides; classes are then as alike as the groups allow.
    """
    draw = np.random.default_rng(seed)
    mask = np.zeros(len(truth), bool)
    if groups is not None:
        names, places = np.unique(groups, return_inverse=True)
        sizes = np.bincount(places)
        order = draw.permutation(len(names))
        chosen = order[np.cumsum(sizes[order]) <= max(share * len(truth), sizes[order[0]])]
        return np.isin(places, chosen)
    for side in (False, True):
        rows = draw.permutation(np.flatnonzero(truth == side))
        count = max(round(share * len(rows)), 1) if len(rows) > 1 else 0
        mask[rows[:count]] = True
    return mask


def folds(truth: Array, count: int, seed: int = 0) -> Array:
    """Fold number (n,) of each row, `count` folds with both classes spread evenly."""
    draw = np.random.default_rng(seed)
    numbers = np.zeros(len(truth), np.int64)
    start = 0
    for side in (False, True):
        rows = draw.permutation(np.flatnonzero(truth == side))
        numbers[rows] = (start + np.arange(len(rows))) % count
        start += len(rows)
    return numbers
