"""Neighbour lists made better by asking neighbours for theirs."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.neighbor_descent import choosers, refine_rows
from hdvis.accel.row_pool import RowPool
from hdvis.analysis.neighbors.factors import Lists
from hdvis.checkpoint import Checkpoint, no_checkpoint


def descend(
    points: NDArray[np.float32],
    lists: Lists,
    reach: int,
    pool: RowPool,
    checkpoint: Checkpoint = no_checkpoint,
) -> Lists:
    """One step: the lists, names and squared distances (n, k), after `reach` of each were asked."""
    indices, squared = lists
    reach = min(reach, indices.shape[1])
    reverse = choosers(indices, reach, reach)
    better, nearer = indices.copy(), squared.copy()
    refine = partial(refine_rows, points, indices, reverse, reach, better, nearer)
    pool.run(refine, len(points), 4096, checkpoint)
    return better, nearer
