"""Where a value lies between two limits, for any doubles."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value", float, NDArray[np.floating])


def share_between(low: float, high: float, value: Value) -> Value:
    """0 where `value` is `low`, 1 where it is `high`, and on beyond them.

    Halves are taken, because the span of two doubles need not be a double.
    """
    return (value * 0.5 - low * 0.5) / (high * 0.5 - low * 0.5)
