"""A path that was drawn over two columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, eq=False)
class DrawnPath:
    """Points (k, 2) over the columns `x` and `y`, in their units."""

    x: str
    y: str
    points: npt.NDArray[np.floating]
