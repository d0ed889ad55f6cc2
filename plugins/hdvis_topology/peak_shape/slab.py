"""Rows near the line through one row along one dimension."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis_topology.peak_shape.profile import binned_quantiles
from hdvis_topology.topology import Topology

MOST = 1500
"""Points drawn at most; the quantiles are of all."""


def slab(topology: Topology, row: int, dimension: int, width: float) -> dict[str, Any]:
    """The function along `dimension` for the rows within `width` of the line through `row`.

    Distances are from that line, in all other dimensions of the domain, as shares of the largest;
    `near` is 1 on the line and 0 at the slab's edge.
    """
    others = np.delete(topology.domain, dimension, axis=1)
    far = np.linalg.norm(others - others[row], axis=1)
    largest = float(np.nanmax(far)) if len(far) else 0.0
    share = far / largest if largest > 0 else np.zeros(len(far))
    values = topology.tree.values
    inside = np.flatnonzero((share <= width) & np.isfinite(values))
    x = np.asarray(topology.sources[dimension].values, np.float64)[inside]
    near = 1 - share[inside] / max(width, 1e-9)
    shown = np.sort(np.argsort(-near, kind="stable")[:MOST])
    return {
        "rows": inside[shown].tolist(),
        "x": x[shown].tolist(),
        "y": values[inside][shown].tolist(),
        "near": near[shown].round(3).tolist(),
        "bands": binned_quantiles(x, values[inside]),
        "count": len(inside),
    }


def line_points(
    topology: Topology, row: int, dimension: int, steps: int = 160
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points (steps, d) of the domain on the line, and their values on the axis (steps,)."""
    raw = np.asarray(topology.sources[dimension].values, np.float64)
    there = topology.domain[:, dimension]
    finite = np.isfinite(there)
    low = np.argmin(np.where(finite, there, np.inf))
    high = np.argmax(np.where(finite, there, -np.inf))
    points = np.tile(topology.domain[row], (steps, 1))
    points[:, dimension] = np.linspace(there[low], there[high], steps)
    return points, np.linspace(raw[low], raw[high], steps)
