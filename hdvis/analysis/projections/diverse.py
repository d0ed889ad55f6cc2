"""Linear projections that keep neighbours together and differ from each other."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import NeighborGraph
from hdvis.analysis.projections.planes import Frame, orthonormal
from hdvis.checkpoint import Checkpoint, no_checkpoint

METHODS = ("LPP", "PCA")
TURNS = 20
AWAY = 1e4
_WIDTH = 0.3
_LEAST_APART = 1.2
_MOST_ALIKE = 0.8


@dataclass(frozen=True, eq=False)
class _Problem:
    """Minimise v' cost v among v' unit v = 1."""

    cost: NDArray[np.float64]
    unit: NDArray[np.float64]


def diverse_projections(
    points: NDArray[np.float64],
    graph: NeighborGraph,
    method: str = "LPP",
    turns: int = TURNS,
    checkpoint: Checkpoint = no_checkpoint,
) -> list[Frame]:
    """Frames (d, 2) for z-scored `points` (n, d) with their neighbours, the best first.

    LPP keeps neighbours near (He and Niyogi 2003), PCA keeps variance. Each turn is pushed away
    from those before by a penalty on their planes; one is kept where it differs enough from all
    as a plane, and as a picture up to turning, scaling and shifting (Thiagarajan, Liu, Natesan
    Ramamurthy and Bremer 2018).
    """
    problem = _locality(points, graph) if method == "LPP" else _variance(points)
    scale = np.trace(problem.cost) / len(problem.cost)
    pushed = np.zeros_like(problem.cost)
    kept: list[Frame] = []
    for turn in range(turns):
        checkpoint(turn / turns)
        frame = _solved(problem.cost + AWAY * abs(scale) * pushed, problem.unit)
        pushed += frame @ frame.T
        if all(_differ(points, frame, other) for other in kept):
            kept.append(frame)
    return kept


def _locality(points: NDArray[np.float64], graph: NeighborGraph) -> _Problem:
    from scipy.sparse import csr_matrix

    n, k = graph.n, graph.k
    nearest = graph.distances[:, :1].min()
    weight = np.exp(-(graph.distances.astype(np.float64) - nearest) / (2 * _WIDTH**2))
    ends = np.arange(0, n * k + 1, k)
    one = csr_matrix((weight.ravel(), graph.indices.ravel(), ends), shape=(n, n))
    both = (one + one.T) / 2
    degree = np.asarray(both.sum(axis=1)).ravel()
    unit = points.T @ (points * degree[:, None])
    return _Problem(unit - points.T @ (both @ points), unit)


def _variance(points: NDArray[np.float64]) -> _Problem:
    return _Problem(-points.T @ points / len(points), np.eye(points.shape[1]))


def _solved(cost: NDArray[np.float64], unit: NDArray[np.float64]) -> Frame:
    """The two best directions, as an orthonormal frame."""
    from scipy.linalg import eigh

    ridge = 1e-9 * np.trace(unit) / len(unit) * np.eye(len(unit))
    _, vectors = eigh(cost, unit + ridge, subset_by_index=[0, 1])
    return np.asarray(np.linalg.qr(vectors / np.linalg.norm(vectors, axis=0))[0])


def _differ(points: NDArray[np.float64], frame: Frame, other: Frame) -> bool:
    apart = 2 - np.linalg.norm(frame.T @ other)
    return bool(apart > _LEAST_APART and _misfit(points @ frame, points @ other) > _MOST_ALIKE)


def _misfit(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """What is left (0 to 1) of the first picture after the second is laid on it as well as can be.

    Turning, scaling and shifting are allowed: 1 less the squared sum of singular values of the
    product of both, centred and of size one (Procrustes).
    """
    a, b = first - first.mean(axis=0), second - second.mean(axis=0)
    size = np.linalg.norm(a) * np.linalg.norm(b)
    if not size > 0:
        return 1.0
    return float(1 - (np.linalg.svd(a.T @ b, compute_uv=False).sum() / size) ** 2)


def top_plane(matrix: NDArray[np.float64]) -> Frame:
    """The plane of the two largest singular vectors of a symmetric matrix (d, d)."""
    values, vectors = np.linalg.eigh(matrix)
    order = np.argsort(-np.abs(values), kind="stable")[:2]
    return orthonormal(vectors[:, order])
