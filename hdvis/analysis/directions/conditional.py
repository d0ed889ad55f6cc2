"""Take from directions what they share with others."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

IN_SPAN = 1e-6
"""A unit direction that keeps less than this after projection lies in the conditions' span."""


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
