"""Move a neighbour graph's rows in the plane, one epoch at a time."""

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import kernel, loose_kernel

Indices = NDArray[np.int32]
Floats = NDArray[np.float32]


@loose_kernel
def fuzzy_weights(distances: Floats) -> Floats:
    """Membership (n, k) of each neighbour, from ascending distances (n, k).

    exp(-(d - d_nearest) / s), with s found so that a row's weights add up to log2(k)
    (McInnes, Healy and Melville 2018, equations 8 and 9).
    """
    n, k = distances.shape
    weights = np.empty((n, k), np.float32)
    target = np.log2(k)
    for i in range(n):
        nearest = distances[i, 0]
        low, high, scale = 0.0, np.inf, 1.0
        for _ in range(64):
            total = 0.0
            for j in range(k):
                total += np.exp(-(distances[i, j] - nearest) / scale)
            if abs(total - target) < 1e-4:
                break
            if total > target:
                high = scale
                scale = (low + high) / 2
            else:
                low = scale
                scale = scale * 2 if scale * 2 < high else (low + high) / 2
        for j in range(k):
            weights[i, j] = np.exp(-(distances[i, j] - nearest) / scale)
    return weights


@kernel
def _clip(value: np.float32) -> np.float32:
    return min(np.float32(4), max(np.float32(-4), value))


@loose_kernel
def epoch(
    positions: Floats,
    moved: Floats,
    pointers: NDArray[np.int64],
    neighbors: Indices,
    due: Floats,
    weights: Floats,
    rate: float,
    negatives: int,
    seed: int,
    steepness: float,
    repulsion: float,
    first: int,
    last: int,
) -> None:
    """One epoch of stochastic descent for rows first..last: `positions` (n, 2) to `moved`.

    Neighbours attract and `negatives` random rows repel under the Cauchy kernel
    1 / (1 + steepness r^2). Row i moves alone and draws from its own random stream, so the result
    depends on the seed but not on the number of threads.
    An edge of weight w in 0..1 is used in a share w of the epochs, counted up in `due`.
    """
    n = positions.shape[0]
    a = np.float32(steepness)
    gamma = np.float32(2 * repulsion)
    alpha = np.float32(rate)
    for i in range(first, last):
        y0, y1 = positions[i, 0], positions[i, 1]
        s = (np.uint64(i) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
        s ^= (np.uint64(seed) + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
        s ^= s >> np.uint64(29)
        s = s * np.uint64(0x94D049BB133111EB) | np.uint64(1)
        for q in range(pointers[i], pointers[i + 1]):
            due[q] += weights[q]
            if due[q] < 1:
                continue
            due[q] -= np.float32(1)
            j = neighbors[q]
            d0, d1 = y0 - positions[j, 0], y1 - positions[j, 1]
            pull = np.float32(-2) * a / (np.float32(1) + a * (d0 * d0 + d1 * d1))
            y0 += _clip(pull * d0) * alpha
            y1 += _clip(pull * d1) * alpha
            for _ in range(negatives):
                s ^= s << np.uint64(13)
                s ^= s >> np.uint64(7)
                s ^= s << np.uint64(17)
                other = np.int64(((s >> np.uint64(32)) * np.uint64(n)) >> np.uint64(32))
                d0, d1 = y0 - positions[other, 0], y1 - positions[other, 1]
                r = d0 * d0 + d1 * d1
                push = gamma / ((np.float32(0.001) + r) * (np.float32(1) + a * r))
                y0 += _clip(push * d0) * alpha
                y1 += _clip(push * d1) * alpha
        moved[i, 0], moved[i, 1] = y0, y1
