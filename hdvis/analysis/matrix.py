"""What analyses take: vectors as an (n, d) matrix of numbers."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import DataError


def as_matrix(vectors: ArrayLike, where: str = "vectors") -> NDArray[np.floating]:
    """`vectors` as an (n, d) float array, or a `DataError` that says what came instead."""
    array = np.asarray(vectors)
    if array.dtype.kind not in "fiub":
        raise DataError(f"{where}: got dtype {array.dtype}, expected numbers. Convert them first")
    if array.ndim != 2:
        raise DataError(f"{where}: got shape {array.shape}, expected (rows, dims). Reshape it")
    if array.shape[1] == 0:
        raise DataError(f"{where}: has no columns. Give at least one", code="HDV-A7")
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def finite_rows(vectors: NDArray[np.floating]) -> NDArray[np.intp]:
    """Rows of an (n, d) array whose values are all finite."""
    return np.flatnonzero(np.isfinite(vectors).all(axis=1))
