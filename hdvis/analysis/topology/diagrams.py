"""How far apart two persistence diagrams are."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import DataError

_HALVINGS = 60


def wasserstein_distance(a: ArrayLike, b: ArrayLike, order: float = 2.0) -> float:
    """Wasserstein distance of two diagrams (pairs, 2) of births and deaths.

    Points are matched to points or to the diagonal so that the sum of distances (the larger of the
    two coordinate differences) to the power `order` is least; the root of that sum is returned.
    Points that never die are matched among themselves by birth; their number must agree, else the
    distance is inf (Cohen-Steiner, Edelsbrunner, Harer and Mileyko 2010).
    """
    from scipy.optimize import linear_sum_assignment

    (p, essential_p), (q, essential_q) = _split(a), _split(b)
    if len(essential_p) != len(essential_q):
        return float("inf")
    alone_p, alone_q = _to_diagonal(p) ** order, _to_diagonal(q) ** order
    saved = np.minimum(_distances(p, q) ** order - alone_p[:, None] - alone_q[None, :], 0.0)
    total = alone_p.sum() + alone_q.sum() + saved[linear_sum_assignment(saved)].sum()
    total += (np.abs(essential_p - essential_q) ** order).sum()
    return float(max(total, 0.0) ** (1 / order))


def bottleneck_distance(a: ArrayLike, b: ArrayLike) -> float:
    """Bottleneck distance of two diagrams (pairs, 2): the longest match of the best matching.

    Points may be matched to the diagonal; points that never die are matched among themselves by
    birth, and the distance is inf when their numbers differ. Exact to rounding (Edelsbrunner and
    Harer 2010, section VIII.2).
    """
    (p, essential_p), (q, essential_q) = _split(a), _split(b)
    if len(essential_p) != len(essential_q):
        return float("inf")
    fixed = float(np.abs(essential_p - essential_q).max(initial=0.0))
    high = float(np.concatenate([_to_diagonal(p), _to_diagonal(q)]).max(initial=0.0))
    if high <= fixed or _matches(p, q, fixed):
        return fixed
    low = fixed
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        low, high = (low, middle) if _matches(p, q, middle) else (middle, high)
    return high


def _matches(p: NDArray[np.float64], q: NDArray[np.float64], reach: float) -> bool:
    """Whether a matching exists in which no step is longer than `reach`.

    Only points further than `reach` from the diagonal need a partner; if those of either side can
    be matched, both can at once (Mendelsohn and Dulmage 1958).
    """
    return _covers(p[_to_diagonal(p) > reach], q, reach) and _covers(
        q[_to_diagonal(q) > reach], p, reach
    )


def _covers(needy: NDArray[np.float64], others: NDArray[np.float64], reach: float) -> bool:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_bipartite_matching
    from scipy.spatial import KDTree

    if not len(needy):
        return True
    if len(others) == 0:
        return False
    lists = KDTree(others).query_ball_point(needy, reach, p=np.inf)
    sizes = np.array([len(near) for near in lists])
    if (sizes == 0).any():
        return False
    ends = np.concatenate([np.asarray(near, np.int32) for near in lists])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    shape = (len(needy), len(others))
    graph = csr_array((np.ones(len(ends), np.int8), ends, starts), shape=shape)
    return bool((maximum_bipartite_matching(graph, perm_type="column") >= 0).all())


def _distances(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    distances: NDArray[np.float64] = np.abs(p[:, None, :] - q[None, :, :]).max(axis=2, initial=0.0)
    return distances


def _to_diagonal(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.abs(points[:, 0] - points[:, 1]) / 2


def _split(diagram: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Points that die, and the sorted births of those that never do."""
    points = np.asarray(diagram, np.float64).reshape(-1, 2)
    if np.isnan(points).any() or np.isinf(points[:, 0]).any():
        raise DataError("diagram: got births or deaths that are no numbers. Leave those out")
    ends = np.isfinite(points[:, 1])
    return points[ends], np.sort(points[~ends, 0])
