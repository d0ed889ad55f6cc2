"""Choose the persistence below which a peak counts as noise."""

import numpy as np
from numpy.typing import NDArray

FLOOR = 0.05
"""Share of the function's span below which all persistences count as equally small."""


def level_by_gap(persistence: NDArray[np.float64], span: float) -> float:
    """A level in the widest gap, by ratio, of the falling `persistence` (pairs,).

    Ratios, because peaks of half and a quarter of the span are both peaks while noise is ten times
    smaller; persistences below five percent of the span count as five percent, or the widest
    gap would lie amid the noise. The level is the geometric mean of the gap's ends. Where nothing
    rises above five percent, that is the level. Without pairs, or for a constant function, it is 0.
    """
    if not len(persistence) or not span > 0:
        return 0.0
    floor = FLOOR * span
    if persistence[0] <= floor:
        return floor
    steps = np.maximum(np.append(persistence, 0.0), floor)
    wide = int(np.argmax(steps[:-1] / steps[1:]))
    return float(np.sqrt(steps[wide] * steps[wide + 1]))
