"""Strips and films: latents along a direction, along a drawn path, or between two rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis import film
from hdvis.models.edits import strip
from hdvis.state import DrawnPath, SessionTable
from hdvis_semantics.traversal.axes import Axis, Scale
from hdvis_semantics.traversal.ratings import Strip

Array = NDArray[Any]

NEAREST = 8
"""Rows whose latents are averaged for a point of a drawn path."""


@dataclass(frozen=True, eq=False)
class Film:
    """Latents (steps, ...) with a label each, and a title; `subject` is what a rating is of."""

    latents: Array
    labels: list[str]
    title: str
    subject: Strip | None = None


def along(
    start: Array,
    axis: Axis,
    scale: Scale,
    reach: float,
    steps: int,
    layers: tuple[int, ...] | None = None,
) -> tuple[Array, list[float]]:
    """Latents (steps, *shape) of one edit from −reach to reach, and their strengths."""
    strengths = np.linspace(-reach, reach, steps)
    edit = axis.edit(0.0, scale, np.shape(start), layers)
    return strip(start, edit, strengths.tolist()), strengths.tolist()


def between(start: Array, end: Array, steps: int) -> Array:
    """Latents (steps, *shape) from one latent to another along a great circle."""
    return film([start, end], steps)


def along_path(path: DrawnPath, table: SessionTable, space: str, steps: int) -> Array:
    """Latents (steps, d) for points evenly spread along a path over two columns.

    Each is the mean of the latents of the 8 rows nearest in the plane, weighted by 1 / distance,
    both columns scaled to their limits.
    """
    from scipy.spatial import cKDTree

    columns = [table.columns[name] for name in (path.x, path.y)]
    vectors = table.spaces[space]
    plane = np.stack([column.unit_values for column in columns], axis=1).astype(np.float64)
    usable = np.flatnonzero(np.isfinite(plane).all(axis=1) & np.isfinite(vectors).all(axis=1))
    if not usable.size:
        return np.zeros((0, vectors.shape[1]), np.float32)
    limits = np.array([column.limits for column in columns], np.float64)
    points = (np.asarray(path.points, np.float64) - limits[:, 0]) / np.ptp(limits, axis=1)
    distance, near = cKDTree(plane[usable]).query(_even(points, steps), min(NEAREST, usable.size))
    distance, near = distance.reshape(steps, -1), near.reshape(steps, -1)
    weights = 1.0 / np.maximum(distance, 1e-9)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.asarray(np.einsum("sk,skd->sd", weights, vectors[usable[near]]), np.float32)


def _even(points: Array, steps: int) -> Array:
    """`points` (k, 2) of a broken line as `steps` points at equal distances along it."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))])
    wanted = np.linspace(0.0, lengths[-1], steps)
    return np.stack([np.interp(wanted, lengths, points[:, i]) for i in range(2)], axis=1)
