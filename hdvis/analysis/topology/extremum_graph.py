"""Extrema and the saddles that link them, as a drawing needs them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class ExtremumGraph:
    """Nodes and links at one level.

    extrema (e,) int32 rows, the most extreme first; saddles (s,) int32 rows; links (s, 2) int32,
    the places in `extrema` that each saddle joins; rings (s,) bool, whether a saddle closes a
    ring instead of ending an extremum.
    """

    extrema: NDArray[np.int32]
    saddles: NDArray[np.int32]
    links: NDArray[np.int32]
    rings: NDArray[np.bool_]
    ascending: bool = True
