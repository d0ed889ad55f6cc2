"""Take from directions what they share with others."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.directions.value import Directions
from hdvis.errors import DataError, shorten

Array = NDArray[Any]

IN_SPAN = 1e-6
"""A unit direction that keeps less than this after projection lies in the conditions' span."""


def conditional_directions(directions: Directions, conditions: Sequence[str]) -> Directions:
    """What `Directions.conditional` returns."""
    against = directions.select(conditions)
    if not against.defined.all():
        raise DataError("conditional: a condition is undefined. Leave it out of `on`.")
    kept = directions.select([name for name in directions.names if name not in conditions])
    if not len(kept):
        raise DataError("conditional: every direction is a condition. Leave one out of `on`.")
    normals, sizes = project_away(kept.normals, against.normals)
    called = shorten(", ".join(conditions))
    inside = sizes < IN_SPAN
    if inside.any() and len(kept) == 1:
        raise DataError(
            f"conditional: {shorten(kept.names[0])} lies in the span of {called} (residual"
            f" {sizes[0]:.1e}, expected at least {IN_SPAN:g}). Leave one of the conditions out."
        )
    gone = zip(inside.tolist(), kept.reasons, strict=True)
    with np.errstate(all="ignore"):
        intercepts = kept.intercepts / sizes
    return replace(
        kept,
        normals=normals,
        displacements=_displacements(kept, normals, against.normals),
        intercepts=np.where(inside, np.nan, intercepts),
        lengths=np.where(inside, np.nan, kept.lengths),
        deviations=np.full(len(kept), np.nan),
        reasons=tuple(f"in the span of {called}" if lost else why for lost, why in gone),
    )


def _displacements(kept: Directions, normals: Array, conditions: Array) -> Array:
    """Displacements (k, d) that leave every condition where it was, of the lengths they had.

    Taken in standard deviations of the data, where those are known: in raw numbers a projection
    would turn them to the dimensions of least spread, as it turns the normals.
    """
    spread = np.where(np.isnan(kept.spread), 1.0, kept.spread)
    with np.errstate(all="ignore"):
        steps = np.where(spread > 0, kept.displacements / spread, 0.0)
        steps /= np.linalg.norm(steps, axis=1, keepdims=True)
        moved = project_away(steps, conditions * spread)[0] * spread
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    moved = np.where(np.isnan(moved) | np.isnan(normals), normals, moved)
    return np.asarray(moved * np.linalg.norm(kept.displacements, axis=1, keepdims=True))


def project_away(normals: Array, conditions: Array) -> tuple[Array, Array]:
    """Unit rows of `normals` (k, d) made orthogonal to `conditions` (c, d): (k, d), and (k,) sizes.

    n' = n − C⁺C n, renormalised (Shen et al., InterFaceGAN, for any number of conditions). A size
    is what was left of a unit row; a row that keeps less than `IN_SPAN` of itself becomes NaN.
    """
    _, strengths, rows = np.linalg.svd(conditions, full_matrices=False)
    basis = rows[strengths > 1e-10 * strengths.max(initial=0.0)]
    left = normals - (normals @ basis.T) @ basis
    sizes = np.linalg.norm(left, axis=1)
    with np.errstate(all="ignore"):
        units = np.where(sizes[:, None] < IN_SPAN, np.nan, left / sizes[:, None])
    # Once more at full length: what the first pass left of the conditions grew with the rest.
    units = units - (units @ basis.T) @ basis
    return np.asarray(units / np.linalg.norm(units, axis=1, keepdims=True)), sizes
