"""Which neighbours of a row have nobody between it and them."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import kernel
from hdvis.accel.pair_search import squared_distance

Indices = NDArray[np.int32]
Floats = NDArray[Any]

GABRIEL, RELATIVE, LUNE, CIRCLES, DIAMOND = range(5)


@kernel
def _is_between(kind: int, beta: float, far: float, to_p: float, to_q: float) -> Any:
    """Whether a row at squared distances to_p and to_q of p and q lies in their region.

    far is the squared length of pq.
    """
    if kind == GABRIEL:
        return to_p + to_q < far
    if kind == RELATIVE:
        return to_p < far and to_q < far
    if kind == LUNE:  # balls of diameter beta |pq|, centred on the line, each through the other end
        half = beta / 2
        at_p = (1 - half) * to_p + half * to_q + half * (half - 1) * far
        at_q = half * to_p + (1 - half) * to_q + half * (half - 1) * far
        reach = half * half * far
        return at_p < reach and at_q < reach
    if kind == CIRCLES:  # both balls of diameter |pq| / beta through p and q: the angle is enough
        obtuse = to_p + to_q - far
        limit = np.sqrt(1 - beta * beta)
        return obtuse < -2 * limit * np.sqrt(to_p * to_q)
    along = (to_p - to_q + far) / 2  # |pq| times how far along pq the row is, from p
    off = to_p * far - along * along
    nearer = min(along, far - along)
    return nearer > 0 and off < nearer * nearer * beta * beta


@kernel
def keep_empty(
    points: Floats,
    indices: Indices,
    kind: int,
    beta: float,
    relaxed: bool,
    kept: NDArray[np.bool_],
    first: int,
    last: int,
) -> None:
    """Mark in kept (n, k) the neighbours of rows first..last whose region holds no candidate.

    Candidates are the row's own k neighbours; relaxed, the nearer ones that have been kept.
    """  # fmt: skip
    k = indices.shape[1]
    squared = np.empty(k)
    for p in range(first, last):
        for t in range(k):
            if indices[p, t] >= 0:
                squared[t] = squared_distance(points[p], points[indices[p, t]])
        for t in range(k):
            q = indices[p, t]
            if q < 0:
                continue
            empty = True
            for u in range(k):
                r = indices[p, u]
                if r < 0 or u == t or (relaxed and (u > t or not kept[p, u])):
                    continue
                to_q = squared_distance(points[r], points[q])
                if _is_between(kind, beta, squared[t], squared[u], to_q):
                    empty = False
                    break
            kept[p, t] = empty
