"""How the hills of two functions on one graph lie over each other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.errors import DataError
from hdvis_topology.topology import Topology


@dataclass(frozen=True, eq=False)
class Overlap:
    """Rows that two segmentations share.

    counts (a, b) int, by the extrema of the first and of the second, the most persistent first;
    jaccard (a, b), the share of the rows of either that both have; matches (a,) int, the place
    of the second's extremum that goes with each of the first's, -1 for none.
    """

    counts: NDArray[np.int64]
    jaccard: NDArray[np.float64]
    matches: NDArray[np.int32]


def overlap(first: Topology, second: Topology) -> Overlap:
    """The overlap of the segments of two topologies over the same rows.

    Extrema are matched one to one so that the sum of Jaccard indices is largest; pairs that share
    no row are no match.
    """
    from scipy.optimize import linear_sum_assignment

    if len(first.segments) != len(second.segments):
        raise DataError(
            f"overlap: got {len(first.segments):,} and {len(second.segments):,} rows, "
            "expected as many. Use one data set"
        )
    a, b = _places(first), _places(second)
    shape = (len(first.extrema), len(second.extrema))
    both = (a >= 0) & (b >= 0)
    flat = a[both].astype(np.int64) * shape[1] + b[both]
    counts = np.bincount(flat, minlength=shape[0] * shape[1]).reshape(shape)
    either = counts.sum(axis=1)[:, None] + counts.sum(axis=0)[None, :] - counts
    jaccard = counts / np.maximum(either, 1)
    matches = np.full(shape[0], -1, np.int32)
    rows, columns = linear_sum_assignment(-jaccard)
    shared = jaccard[rows, columns] > 0
    matches[rows[shared]] = columns[shared]
    return Overlap(counts, jaccard, matches)


def _places(topology: Topology) -> NDArray[np.int32]:
    """Rank (n,) of each row's extremum, -1 for rows that take no part."""
    return topology.column().values
