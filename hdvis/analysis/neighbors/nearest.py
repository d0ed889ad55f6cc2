"""The nearest rows of points that are not rows themselves."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.blas import one_blas_thread
from hdvis.accel.pair_search import keep_of_block, rank
from hdvis.accel.row_pool import RowPool
from hdvis.analysis.neighbors.exact import SPARE
from hdvis.analysis.neighbors.factors import BLOCK, factors, prepared, unfilled


def nearest_among(
    queries: NDArray[np.floating], points: NDArray[np.floating], k: int
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The `k` nearest `points` (n, d) of each of `queries` (m, d): indices and distances (m, k)."""
    n, k = len(points), min(k, len(points))
    together, unit = prepared(np.concatenate([points, queries]), "euclidean")
    here, asked = together[:n], together[n:]
    right = factors(here, BLOCK, np.float64).right
    left = factors(asked, BLOCK, np.float64).left
    kept, rounded = unfilled(len(asked), min(k + SPARE, n), np.float64)
    nobody = np.full(BLOCK, -1, np.int32)

    def work(start: int, stop: int) -> None:
        for at, other in enumerate(right):
            block = left[start:stop] @ other
            keep_of_block(
                block, nobody[: stop - start], at * BLOCK, rounded[start:stop], kept[start:stop]
            )

    who, squared = unfilled(len(asked), k)
    with one_blas_thread(), RowPool() as pool:
        pool.run(work, len(asked), BLOCK)
        pool.run(partial(rank, here, asked, kept, who, squared), len(asked), 4096)
    return who, np.asarray(np.sqrt(squared) * unit, np.float32)
