"""How densely rows lie, from the distance to their neighbours."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.matrix import as_matrix
from hdvis.analysis.neighbors import neighbor_graph
from hdvis.checkpoint import Checkpoint, no_checkpoint

NEIGHBORS = 15


def log_density(
    vectors: ArrayLike, k: int = NEIGHBORS, checkpoint: Checkpoint = no_checkpoint
) -> NDArray[np.float64]:
    """Log density (n,) of the rows of `vectors` (n, d), up to a constant.

    Less d times the log of the distance to the `k`-th neighbour (Loftsgaarden and Quesenberry
    1965); NaN for rows that are not finite. Rows with `k` copies count as lying as close as the
    closest others.
    """
    matrix = as_matrix(vectors)
    graph = neighbor_graph(matrix, k, checkpoint=checkpoint)
    far = graph.distances[:, -1].astype(np.float64)
    apart = far[far > 0]
    least = float(apart.min()) if len(apart) else 1.0
    out: NDArray[np.float64] = -matrix.shape[1] * np.log(np.maximum(far, least))
    return out
