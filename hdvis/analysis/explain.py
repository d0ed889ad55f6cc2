"""What sets a selection apart from the rest: dimensions and directions, ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions import Directions
from hdvis.analysis.directions.attributes import as_latents
from hdvis.analysis.directions.scores import auc_columns
from hdvis.analysis.effects import Sums, cohens_d, everything
from hdvis.errors import DataError

Array = NDArray[Any]

SAMPLE = 20_000
"""Rows that the AUC looks at; Cohen's d takes all of them."""


@dataclass(frozen=True, eq=False)
class Explanation:
    """k names with the strongest separation first, as a column order that a view can take.

    effects (k,)  Cohen's d: difference of the means in pooled standard deviations
    areas (k,)    AUC: the chance that a selected row lies higher than another
    A column that does not vary has NaN for both and comes last.
    """

    names: tuple[str, ...]
    effects: Array
    areas: Array


def explain_dimensions(mask: ArrayLike, vectors: ArrayLike, names: Sequence[str]) -> Explanation:
    """Rank the columns of `vectors` (n, d) by how far the rows of `mask` (n,) lie from the rest.

    A missing value is left out for its column alone. Raises DataError when either side is empty.
    """
    columns = as_latents(vectors)
    chosen = _as_mask(mask, len(columns))
    if len(names) != columns.shape[1]:
        raise DataError(f"names: {len(names)} given for {columns.shape[1]} columns")
    whole = everything(columns)
    effects = cohens_d(Sums.of(columns, whole.shift, np.flatnonzero(chosen)), whole)
    areas = _areas(columns, chosen)
    areas[np.isnan(effects)] = np.nan
    order = np.argsort(-np.abs(np.nan_to_num(effects, nan=-0.0)), kind="stable")
    order = order[np.argsort(np.isnan(effects[order]), kind="stable")]
    return Explanation(tuple(str(names[i]) for i in order), effects[order], areas[order])


def explain_directions(mask: ArrayLike, vectors: ArrayLike, directions: Directions) -> Explanation:
    """Rank `directions` by how far the rows of `mask` (n,) lie along them from the rest."""
    latents = as_latents(vectors)
    places = directions.defined
    names = [name for name, fine in zip(directions.names, places.tolist(), strict=True) if fine]
    return explain_dimensions(mask, directions.select(names).distances(latents), names)


def _areas(columns: Array, chosen: Array) -> Array:
    if len(columns) > SAMPLE:
        draw = np.random.default_rng(0)
        # Half of the sample from each side, so that a small brush is not lost in it.
        sides = [np.flatnonzero(chosen), np.flatnonzero(~chosen)]
        rows = np.concatenate([draw.permutation(side)[: SAMPLE // 2] for side in sides])
        columns, chosen = columns[rows], chosen[rows]
    if np.isfinite(columns).all():
        return auc_columns(columns, chosen)
    areas = []
    for column in columns.T:
        present = np.isfinite(column)
        areas.append(auc_columns(column[present, None], chosen[present])[0])
    return np.array(areas)


def _as_mask(mask: ArrayLike, rows: int) -> Array:
    chosen = np.asarray(mask)
    if chosen.dtype != bool or chosen.shape != (rows,):
        raise DataError(
            f"selection: got {chosen.dtype} of shape {chosen.shape}, expected a bool per row"
            f" ({rows:,}). Use `selection.mask(table)`."
        )
    if chosen.all() or not chosen.any():
        side = "every row" if chosen.all() else "no row"
        raise DataError(f"selection: {side} is selected; select some rows and leave others")
    return chosen
