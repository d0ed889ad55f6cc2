"""The axis pairs that show what the best linear projections show (OptimalAxisAlign)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.neighbors import neighbor_graph
from hdvis.analysis.projections.diverse import METHODS, TURNS, diverse_projections, top_plane
from hdvis.analysis.projections.planes import Frame, axis_plane
from hdvis.analysis.quality import kept_neighbors, plane_neighbors
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

SAMPLE_ROWS = 20_000
"""Above this many rows a sample is looked at."""

NEIGHBORS = 12
QUALITY_NEIGHBORS = 30
BINS = 10
_MOST_PAIRS = 5
_REUSE = 1.1
_RIDGE = 1e-2
_TRUST = 0.9
_SILENT = 0.05
_DIMS = 256
_EDGE_ROWS = 2_500


@dataclass(frozen=True)
class AxisPair:
    """Two axes, their share of the evidence, and how well the plane keeps neighbours.

    `quality` has ten counts of rows by their share of kept neighbours, from none to all; `kept`
    is the mean share.
    """

    axes: tuple[int, int]
    evidence: float
    kept: float
    quality: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Projection:
    """A linear projection (d, 2), with what `AxisPair` says of its quality."""

    frame: Frame
    kept: float
    quality: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Alignment:
    """Projections, axis pairs by their evidence, and links (projections, pairs), 0 to 1.

    A link is how much of the neighbourhoods of the projection's picture the pair's keeps, the
    strongest being 1; 0 where the pair is none of its parts. `rows` were looked at.
    """

    projections: tuple[Projection, ...]
    pairs: tuple[AxisPair, ...]
    links: NDArray[np.float64]
    rows: int
    note: str


def align_axes(
    vectors: NDArray[np.floating],
    method: str = "LPP",
    neighbors: int = NEIGHBORS,
    turns: int = TURNS,
    *,
    seed: int = 0,
    checkpoint: Checkpoint = no_checkpoint,
) -> Alignment:
    """Diverse projections of `vectors` (n, d) and the axis pairs they are made of.

    Columns are z-scored; constant ones belong to no pair. Each projection is taken apart into
    axis pairs whose distances agree best with its own; a pair's evidence grows with how well it
    fits and with how many projections it is part of (Thiagarajan and others, EuroVis 2018).
    """
    if method not in METHODS:
        raise DataError(f"method: got {method!r}, expected one of {', '.join(METHODS)}. Choose one")
    points, columns, note = _scored(vectors, seed)
    graph = neighbor_graph(
        points, max(neighbors, QUALITY_NEIGHBORS), checkpoint=lambda f: checkpoint(0.2 * f)
    )
    frames = diverse_projections(
        points, graph.sliced(min(neighbors, graph.k)), method, turns,
        lambda f: checkpoint(0.2 + 0.3 * f),
    )  # fmt: skip
    used: list[tuple[int, int]] = []
    parts = []
    for at, frame in enumerate(frames):
        checkpoint(0.5 + 0.2 * at / len(frames))
        parts.append(_taken_apart(points, frame, neighbors, used))
    evidence = _combined(parts)
    order = sorted(evidence, key=lambda pair: -evidence[pair])
    pictures = [points @ frame for frame in frames] + [points[:, list(pair)] for pair in order]
    near = []
    for at, picture in enumerate(pictures):
        checkpoint(0.7 + 0.3 * at / len(pictures))
        near.append(plane_neighbors(picture, min(QUALITY_NEIGHBORS, graph.k)))
    told = [_quality(kept_neighbors(graph, flat, flat.k)) for flat in near]
    links = np.zeros((len(frames), len(order)))
    for p in range(len(frames)):
        for q, pair in enumerate(order):
            if pair in parts[p]:
                links[p, q] = kept_neighbors(near[p], near[len(frames) + q]).mean()
    return Alignment(
        tuple(
            Projection(_widened(f, columns, vectors.shape[1]), *t)
            for f, t in zip(frames, told, strict=False)
        ),
        tuple(
            AxisPair((int(columns[a]), int(columns[b])), evidence[a, b], *t)
            for (a, b), t in zip(order, told[len(frames) :], strict=True)
        ),
        links / max(links.max(initial=0.0), 1e-12),
        len(points),
        note,
    )


def _scored(
    vectors: NDArray[np.floating], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.intp], str]:
    """Z-scored rows without missing values, the columns they are of, and what was left out."""
    rows = np.flatnonzero(np.isfinite(vectors).all(axis=1))
    notes = []
    if len(rows) > SAMPLE_ROWS:
        notes.append(f"found on {SAMPLE_ROWS:,} of {len(rows):,} rows")
        rows = np.sort(np.random.default_rng(seed).choice(rows, SAMPLE_ROWS, replace=False))
    points = vectors[rows].astype(np.float64)
    spread = points.std(axis=0)
    columns = np.flatnonzero(spread > 1e-12 * np.maximum(np.abs(points).max(axis=0, initial=0), 1))
    if len(columns) > _DIMS:
        notes.append(f"among the {_DIMS} columns of greatest variance of {len(columns):,}")
        columns = np.sort(columns[np.argsort(-spread[columns], kind="stable")[:_DIMS]])
    if len(rows) < 5 or len(columns) < 2:
        raise DataError(
            f"axis pairs: needs 5 rows and 2 columns that vary, got {len(rows)} and "
            f"{len(columns)}. Add some",
            code="HDV-A6",
        )
    points = (points[:, columns] - points[:, columns].mean(axis=0)) / spread[columns]
    return points, columns, "; ".join(notes)


def _taken_apart(
    points: NDArray[np.float64], frame: Frame, neighbors: int, used: list[tuple[int, int]]
) -> dict[tuple[int, int], float]:
    """Axis pairs that make up a projection, each with its misfit (0 to 1)."""
    d = points.shape[1]
    most = max(1, min(_MOST_PAIRS, d * (d - 1) // 6))
    found: dict[tuple[int, int], float] = {}
    plane = frame
    while len(found) < most:
        pair, misfit = _best_pair(points, points @ plane, neighbors, used)
        if pair in found:
            break
        found[pair] = misfit
        if pair not in used:
            used.append(pair)
        rest = _rest(frame, list(found))
        if np.abs(rest).max() < 1e-9:
            break
        plane = top_plane(rest)
    return found


def _best_pair(
    points: NDArray[np.float64],
    picture: NDArray[np.float64],
    neighbors: int,
    used: Sequence[tuple[int, int]],
) -> tuple[tuple[int, int], float]:
    """The axes, found one after the other, along which neighbours in the picture lie as far apart.

    A pair already used is taken where it fits nearly as well.
    """
    near = plane_neighbors(picture, min(neighbors, len(picture) - 1))
    rows = np.arange(0, len(points), -(-len(points) // _EDGE_ROWS))
    wanted = np.square(near.distances[rows].astype(np.float64)).ravel()
    steps = np.square(points[near.indices[rows]] - points[rows, None]).reshape(len(wanted), -1)
    first = int(_misfits(wanted, steps).argmin())
    second = _misfits(wanted, steps[:, first : first + 1] + steps)
    second[first] = np.inf
    other = int(second.argmin())
    pair, misfit = (min(first, other), max(first, other)), float(second[other])
    for known in used:
        again = float(_misfits(wanted, steps[:, known].sum(axis=1)[:, None])[0])
        if again <= _REUSE * misfit:
            return known, again
    return pair, misfit


def _misfits(wanted: NDArray[np.float64], steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """What each column of steps (e, d), scaled best, leaves (0 to 1) of the wanted (e,)."""
    along = wanted @ steps
    size = np.einsum("ed,ed->d", steps, steps) * (wanted @ wanted)
    left = 1 - along**2 / np.where(size > 0, size, np.inf)
    return np.asarray(np.maximum(left, 1e-6))


def _rest(frame: Frame, pairs: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """P P' less its best sum of axis planes, coefficients by ridge regression."""
    d = len(frame)
    planes = [axis_plane(d, *pair) for pair in pairs]
    shared = np.array([[np.square(a.T @ b).sum() for b in planes] for a in planes])
    along = np.array([np.square(plane.T @ frame).sum() for plane in planes])
    weight = np.linalg.solve(shared + _RIDGE * np.eye(len(planes)), along)
    return np.asarray(
        frame @ frame.T - sum(w * p @ p.T for w, p in zip(weight, planes, strict=True))
    )


def _combined(parts: Sequence[dict[tuple[int, int], float]]) -> dict[tuple[int, int], float]:
    """Evidence of every pair over all projections, adding up to 1 (after Dempster and Shafer)."""
    strongest = max(1 / misfit for part in parts for misfit in part.values())
    doubt: dict[tuple[int, int], float] = {}
    for pair in {pair for part in parts for pair in part}:
        said = [1 / part[pair] / strongest if pair in part else _SILENT for part in parts]
        doubt[pair] = float(np.prod([1 - _TRUST * share for share in said]))
    total = sum(1 - left for left in doubt.values())
    return {pair: (1 - left) / total for pair, left in doubt.items()}


def _quality(kept: NDArray[np.float32]) -> tuple[float, tuple[int, ...]]:
    counts = np.histogram(kept, BINS, (0, 1))[0]
    return float(kept.mean()), tuple(int(count) for count in counts)


def _widened(frame: Frame, columns: NDArray[np.intp], d: int) -> Frame:
    """A frame over all d columns, zero for those left out."""
    out = np.zeros((d, 2))
    out[columns] = frame
    return out
