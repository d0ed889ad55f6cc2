"""Rows that climb to the same peak and descend to the same basin."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.topology.merge_tree import MergeTree
from hdvis.errors import DataError


@dataclass(frozen=True, eq=False)
class MorseSmaleCells:
    """Cells of a function: labels (n,) int32, -1 for rows in none; ends (c, 2) int32 rows of each
    cell's maximum and minimum."""

    labels: NDArray[np.int32]
    ends: NDArray[np.int32]


def morse_smale_cells(maxima: MergeTree, minima: MergeTree, level: float = 0.0) -> MorseSmaleCells:
    """The cells of the function whose trees of maxima and of minima are given.

    A cell holds the rows whose steepest paths end in one maximum and one minimum, extrema of
    persistence up to `level` being given to their heirs (Gerber, Bremer, Pascucci and Whitaker
    2010).
    """
    if not maxima.ascending or minima.ascending:
        raise DataError("cells: got trees of one kind, expected one of maxima and one of minima")
    if len(maxima.values) != len(minima.values):
        raise DataError(
            f"cells: got trees of {len(maxima.values):,} and {len(minima.values):,} rows, "
            "expected as many. Use one function"
        )
    both = np.stack([maxima.segments(level), minima.segments(level)], axis=1)
    inside = (both >= 0).all(axis=1)
    ends, cells = np.unique(both[inside], axis=0, return_inverse=True)
    labels = np.full(len(both), -1, np.int32)
    labels[inside] = cells.ravel()
    return MorseSmaleCells(labels, ends)
