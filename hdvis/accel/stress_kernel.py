"""Move points in the plane until they are as far apart as they should be."""

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import kernel

Floats = NDArray[np.float64]


@kernel
def relax_stress(places: Floats, wanted: Floats, sweeps: int, tolerance: float) -> Floats:
    """Positions (n, 2) after at most `sweeps` of localised stress majorisation from `places`.

    wanted (n, n) are the distances to reach, each weighted by one over its square; where they are
    0 or infinite nothing is asked. In each sweep every point goes to where its others want it
    (Gansner, Koren and North 2004, section 2.3); it ends when the longest step is below
    `tolerance` times the largest distance.
    """
    out = places.copy()
    n = out.shape[0]
    for _ in range(sweeps):
        longest, largest = 0.0, 0.0
        for i in range(n):
            x = y = total = 0.0
            for j in range(n):
                want = wanted[i, j]
                if i == j or not want > 0.0 or not np.isfinite(want):
                    continue
                dx, dy = out[i, 0] - out[j, 0], out[i, 1] - out[j, 1]
                apart = np.sqrt(dx * dx + dy * dy)
                weight = 1.0 / (want * want)
                pull = want / apart if apart > 0.0 else 0.0
                x += weight * (out[j, 0] + pull * dx)
                y += weight * (out[j, 1] + pull * dy)
                total += weight
                largest = max(largest, want)
            if total > 0.0:
                step = np.hypot(x / total - out[i, 0], y / total - out[i, 1])
                longest = max(longest, step)
                out[i, 0], out[i, 1] = x / total, y / total
        if longest <= tolerance * largest:
            break
    return out
