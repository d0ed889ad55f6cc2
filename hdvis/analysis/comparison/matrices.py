"""How alike each of many spaces is to each other one, for instance the stages of a training."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.comparison import similarity
from hdvis.analysis.comparison.cross_products import CrossProducts, cross_products
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

Table = Callable[[list[ArrayLike], CrossProducts], NDArray[np.float64]]

MEASURES: Mapping[str, Table] = {
    "CKA": lambda spaces, of: similarity.cka_table(of),
    "debiased CKA": similarity.debiased_cka_table,
    "SVCCA": lambda spaces, of: similarity.svcca_table(of),
    "Procrustes": lambda spaces, of: similarity.procrustes_table(of),
}
"""Measures by name; each is 1 for copies that differ by what it does not see."""


def similarity_matrix(
    spaces: Sequence[ArrayLike], measure: str = "CKA", checkpoint: Checkpoint = no_checkpoint
) -> NDArray[np.float64]:
    """`measure` of all pairs of `spaces`, each (n, d) over the same rows: (s, s).

    Rows that are not finite in every space are left out. NaN stands where a space has no spread.
    """
    if measure not in MEASURES:
        raise DataError(f"measure: got {measure!r}, expected one of {', '.join(MEASURES)}")
    given = list(spaces)
    return MEASURES[measure](given, cross_products(given, checkpoint))
