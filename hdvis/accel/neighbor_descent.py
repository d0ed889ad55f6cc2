"""Better neighbours from the neighbours of neighbours."""

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import kernel
from hdvis.accel.pair_search import push, squared_distance

Indices = NDArray[np.int32]
Floats = NDArray[np.float32]

_SEEN = 4096


@kernel
def refine_rows(
    vectors: Floats,
    indices: Indices,
    reverse: Indices,
    reach: int,
    new_indices: Indices,
    new_squared: Floats,
    first: int,
    last: int,
) -> None:
    """Improve rows first..last by looking at the neighbours of their neighbours.

    One step of neighbour descent (Dong, Moses and Li 2011) that reads the old graph and writes a
    copy of it, so the outcome does not depend on the number of threads. `reach` neighbours, and
    the rows of `reverse` (n, r; -1 = none) that chose this one, are asked for theirs.
    """
    k = indices.shape[1]
    for me in range(first, last):
        best, who = new_squared[me], new_indices[me]
        seen = np.full(_SEEN, -1, np.int32)
        seen[me & (_SEEN - 1)] = me
        for t in range(k):
            seen[who[t] & (_SEEN - 1)] = who[t]
        for a in range(reach + reverse.shape[1]):
            via = indices[me, a] if a < reach else reverse[me, a - reach]
            if via < 0:
                continue
            for b in range(-1, reach):
                other = via if b < 0 else indices[via, b]
                if other < 0 or seen[other & (_SEEN - 1)] == other:
                    continue
                seen[other & (_SEEN - 1)] = other
                far = squared_distance(vectors[me], vectors[other])
                if far >= best[-1]:
                    continue
                known = False
                for t in range(k):
                    known = known or who[t] == other
                if not known and other != me:
                    push(best, who, far, other)


@kernel
def choosers(indices: Indices, reach: int, width: int) -> Indices:
    """Rows (n, width) that list row i among their `reach` nearest, -1 where fewer do."""
    n = indices.shape[0]
    out = np.full((n, width), -1, np.int32)
    filled = np.zeros(n, np.int32)
    for t in range(reach):
        for i in range(n):
            j = indices[i, t]
            if j >= 0 and filled[j] < width:
                out[j, filled[j]] = i
                filled[j] += 1
    return out
