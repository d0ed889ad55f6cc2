"""Six peaks over five dimensions: a function whose answer is known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hdvis.data import Dataset

ROWS, DIMENSIONS = 6_000, 5
HEIGHTS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)


def peaks() -> NDArray[np.float64]:
    """The tops (6, 5) of the peaks, each at a corner of the cube or in its middle."""
    corners = np.array([[0, 0, 0, 0, 0], [1, 1, 0, 0, 0], [0, 0, 1, 1, 0], [1, 0, 1, 0, 1],
                        [0, 1, 0, 1, 1], [0.5, 0.5, 0.5, 0.5, 0.5]])  # fmt: skip
    return 0.15 + 0.7 * corners


def six_peaks(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The function (n,) at `points` (n, 5): the highest of six bells."""
    far = ((points[:, None] - peaks()) ** 2).sum(axis=2)
    bells: NDArray[np.float64] = np.array(HEIGHTS) * np.exp(-far / 0.12)
    return np.asarray(bells.max(axis=1))


def terrain_demo() -> Mapping[str, object]:
    """`hdvis demo terrain`: rows drawn near the peaks and between them."""
    draw = np.random.default_rng(0)
    near = peaks()[draw.integers(0, 6, ROWS // 2)] + 0.16 * draw.standard_normal((ROWS // 2, 5))
    points = np.concatenate([draw.random((ROWS - ROWS // 2, DIMENSIONS)), near])
    points = np.clip(points, 0, 1)
    names = [f"x{i}" for i in range(DIMENSIONS)]
    labels = {"height": six_peaks(points), "slope": points @ np.linspace(1, 0.2, DIMENSIONS)}
    data = Dataset.from_arrays(points, name="terrain", names=names, labels=labels)
    return {"dataset": data.with_function(names, "height", "none"), "layout": "topology"}
