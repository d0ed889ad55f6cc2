"""Which rows are held out to judge on, alike in both classes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def held_out(truth: Array, share: float = 0.2, seed: int = 0, groups: Array | None = None) -> Array:
    """Mask (n,) of about `share` of the rows of each class, more where a class has few rows.

    With `groups` (n,), such as the person in a picture, whole groups are held out, so that no group
    is on both sides; classes are then as alike as the groups allow. `truth` (n,) has two classes
    of two rows at least.
    """
    from sklearn.model_selection import StratifiedGroupKFold, StratifiedShuffleSplit

    mask = np.zeros(len(truth), bool)
    if groups is None:
        fewest = int(min(truth.sum(), (~truth).sum()))
        split = StratifiedShuffleSplit(1, test_size=max(share, 1 / fewest), random_state=seed)
        ((_, test),) = split.split(truth, truth)
    else:
        parts = max(2, min(round(1 / share), len(np.unique(groups))))
        folds = StratifiedGroupKFold(parts, shuffle=True, random_state=seed)
        test = min((part for _, part in folds.split(truth, truth, groups)), key=len)
    mask[test] = True
    return mask
