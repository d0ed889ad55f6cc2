"""What a reducer tells while it works."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.float32]
"""Positions (n, 2)."""

OnPositions = Callable[[Plane, int, int], None]
"""Called with the positions after so many of all iterations; what it gets is its own to keep."""
