"""Row numbers from a mask; all of them are one array that every session shares."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from hdvis.accel.masks import compact
from hdvis.data import Dataset
from hdvis.selection.predicates import Mask


def row_indices(mask: Mask, dataset: Dataset) -> npt.NDArray[np.int32]:
    """Rows that the bool mask (n,) holds, ascending, int32; read-only when it holds all."""
    if not mask.all():
        return compact(mask)
    return dataset.derived("every row", lambda: _every(dataset.n))


def _every(n: int) -> npt.NDArray[np.int32]:
    rows = np.arange(n, dtype=np.int32)
    rows.flags.writeable = False
    return rows
