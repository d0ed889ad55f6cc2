"""The codes of known factors on which the metrics' published values were measured."""

import numpy as np

LEVELS = (3, 6, 10, 8)
ROWS = 10_000


def fixture():
    """Factors (n, 4), codes by name, and the generator as it stands after them."""
    draw = np.random.default_rng(0)
    factors = np.stack([draw.integers(0, k, ROWS) for k in LEVELS], axis=1)
    S = (factors - factors.mean(axis=0)) / factors.std(axis=0)
    eps, noise = draw.standard_normal((ROWS, 4)), draw.standard_normal((ROWS, 2))
    codes = {
        "identity": np.hstack([S, noise]),
        "noisy": np.hstack([S + 0.1 * eps, noise]),
        "turned 15": np.hstack([turned(S, 15), noise]),
        "turned 45": np.hstack([turned(S, 45), noise]),
        "duplicated": np.hstack([S, S + 1e-6 * eps]),
        "noise": np.hstack([eps, noise]),
    }
    return factors, codes, draw


def turned(S, degrees):
    """S with its first two axes turned."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    out = S.copy()
    out[:, :2] = S[:, :2] @ np.array([[c, s], [-s, c]])
    return out
