"""A function against the distance from an extremum, in bins of as many rows each."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis_topology.topology import Topology

BINS = 24
QUANTILES = (0.1, 0.25, 0.5, 0.75, 0.9)


def radial_profile(topology: Topology, row: int, bins: int = BINS) -> dict[str, Any]:
    """Quantiles of the function over the hill of extremum `row`, by distance in the domain."""
    inside = np.flatnonzero(topology.segments == row)
    steps = topology.domain[inside] - topology.domain[row]
    found = binned_quantiles(np.linalg.norm(steps, axis=1), topology.tree.values[inside], bins)
    return found | {"rows": len(inside)}


def binned_quantiles(
    x: NDArray[np.float64], y: NDArray[np.float64], bins: int = BINS
) -> dict[str, list[Any]]:
    """Middle of x and quantiles of y in up to `bins` bins of as many rows each, by rising x."""
    there = np.isfinite(x) & np.isfinite(y)
    x, y = x[there], y[there]
    order = np.argsort(x, kind="stable")
    parts = np.array_split(order, max(1, min(bins, len(order) // 4)))
    parts = [part for part in parts if len(part)]
    return {
        "x": [float(np.median(x[part])) for part in parts],
        "quantiles": [
            [float(value) for value in np.quantile(y[part], QUANTILES)] for part in parts
        ],
    }
