"""What a worker prepares for a tour: four numbers a row, and the axes along with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.analysis.projections import Tour, tour
from hdvis.data import Dataset
from hdvis_projection.named_views import Frame, vectors_of

MOST_ROWS = 200_000
"""Above this many rows a sample is turned."""

ARROWS = 14


@dataclass(frozen=True, eq=False)
class Prepared:
    """A tour with what the browser turns: coordinates (m, 4) of the rows `rows` (m,).

    radii are how far from the middle 99 of 100 rows lie, at the start and at the end.
    """

    way: Tour
    rows: npt.NDArray[np.int64]
    coordinates: npt.NDArray[np.float32]
    radii: tuple[float, float]
    arrows: list[list[Any]]


def prepare(dataset: Dataset, space: str, start: Frame, target: Frame) -> Prepared:
    """The tour from one plane of a space to another, ready to be sent."""
    vectors = vectors_of(dataset, space)
    way = tour(start, target)
    rows = np.flatnonzero(np.isfinite(vectors).all(axis=1))
    if len(rows) > MOST_ROWS:
        rows = np.sort(np.random.default_rng(0).choice(rows, MOST_ROWS, replace=False))
    places = np.ascontiguousarray(vectors[rows] @ way.basis, np.float32)
    radii = (_radius(places @ way.mix(0)), _radius(places @ way.mix(1)))
    return Prepared(way, rows, places, radii, _arrows(dataset, space, way))


def _radius(places: npt.NDArray[np.floating]) -> float:
    if not len(places):
        return 1.0
    return max(float(np.quantile(np.abs(places).max(axis=1), 0.99)), 1e-6)


def _arrows(dataset: Dataset, space: str, way: Tour) -> list[list[Any]]:
    """The axes that reach furthest into the planes on the way: a name and four numbers each."""
    names = list(dataset.space_columns[space])
    reach = np.linalg.norm(way.basis, axis=1)
    order = np.argsort(-reach, kind="stable")[:ARROWS]
    return [[names[at], *way.basis[at].tolist()] for at in order if reach[at] > 0.05]


def brushed(
    dataset: Dataset, space: str, way: Tour, t: float
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Where all rows are at `t`: across and upwards, (n,) each."""
    places = np.asarray(vectors_of(dataset, space) @ way.frame(t), np.float32)
    return places[:, 0].copy(), places[:, 1].copy()
