"""The focused line: where a row or a free latent point crosses the axes, and moving the point."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hdvis.data import Column, Dataset
from hdvis.selection import Focus
from hdvis_views.parallel.brushes import height_of, value_at

Heights = list[float | None]


def row_heights(columns: Sequence[Column], row: int) -> Heights:
    """Where a row crosses the axes, 0..1; None for a missing value."""
    return [_finite(float(column.units_at([row])[0])) for column in columns]


def focus_heights(
    focus: Focus | None, columns: Sequence[Column], dataset: Dataset
) -> Heights | None:
    """Where the focus crosses the axes; a free point has no place on axes outside its space."""
    if focus is None:
        return None
    point = focus.point if focus.space == dataset.primary else None
    if point is None:
        return None if focus.row is None else row_heights(columns, focus.row)
    place = {name: i for i, name in enumerate(dataset.vector_names)}
    found = [(column, place.get(column.name)) for column in columns]
    return [None if i is None else _finite(height_of(c, float(point[i]))) for c, i in found]


def is_point_of(focus: Focus, dataset: Dataset) -> bool:
    """Whether the focus is a free point of the primary space."""
    return focus.is_free and focus.space == dataset.primary


def moved(focus: Focus, column: Column, height: float, dataset: Dataset) -> Focus | None:
    """The focus as a free point with one coordinate at a height of its axis.

    A row gives the point that starts from it and is remembered. None where there is nothing to
    move: another space's point, or a column that is no coordinate.
    """
    if column.name not in dataset.vector_names:
        return None
    if is_point_of(focus, dataset):
        start = focus.point
    elif focus.row is not None:
        start = dataset.vectors[focus.row]
    else:
        return None
    point = np.array(start, np.float32)
    point[dataset.vector_names.index(column.name)] = value_at(column, height)
    return Focus(focus.row, point, dataset.primary)


def _finite(height: float) -> float | None:
    return height if np.isfinite(height) else None
