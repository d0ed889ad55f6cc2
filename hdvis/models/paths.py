"""Paths and planes through a latent space."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from hdvis.models.spec import Array

Path = Callable[[Array, Array, int], Array]


def lerp(start: Array, end: Array, steps: int) -> Array:
    """Points (steps, *shape) on the straight line from `start` to `end`, ends included."""
    a, b = _pair(start, end)
    t = np.linspace(0.0, 1.0, steps).reshape(-1, *[1] * a.ndim)
    return np.asarray((1.0 - t) * a + t * b, dtype=np.float32)


def slerp(start: Array, end: Array, steps: int) -> Array:
    """Points (steps, *shape) from `start` to `end` along the great circle, ends included.

    Lengths are interpolated along the way. Parallel ends have no unique circle; they, and an end
    at the origin, are joined by a straight line.
    """
    a, b = _pair(start, end)
    length_a, length_b = np.linalg.norm(a), np.linalg.norm(b)
    if length_a == 0.0 or length_b == 0.0:
        return lerp(a, b, steps)
    cosine = float(np.clip((a * b).sum() / (length_a * length_b), -1.0, 1.0))
    if 1.0 - abs(cosine) < 1e-9:
        return lerp(a, b, steps)
    angle = np.arccos(cosine)
    t = np.linspace(0.0, 1.0, steps).reshape(-1, *[1] * a.ndim)
    turned = np.sin((1.0 - t) * angle) * (a / length_a) + np.sin(t * angle) * (b / length_b)
    lengths = (1.0 - t) * length_a + t * length_b
    return np.asarray(lengths * turned / np.sin(angle), dtype=np.float32)


def film(points: Sequence[Array], frames: int, path: Path = slerp) -> Array:
    """(frames, *shape): a walk through all `points`, frames spread by the length of each leg.

    Every point is one of the frames when there are at least as many frames as points.
    """
    stops = [np.asarray(point, dtype=np.float64) for point in points]
    if len(stops) == 1:
        return np.repeat(stops[0][None], frames, axis=0).astype(np.float32)
    counts = _shares([float(np.linalg.norm(b - a)) for a, b in _legs(stops)], frames - 1)
    legs = [path(a, b, n + 1)[:-1] for (a, b), n in zip(_legs(stops), counts, strict=True)]
    return np.concatenate([*legs, stops[-1][None].astype(np.float32)])


def lattice(
    centre: Array, across: Array, down: Array, *, extent: float = 2.0, steps: int = 9
) -> Array:
    """(steps, steps, *shape): a plane through `centre` spanned by two directions.

    Row i, column j is centre + y_i · down + x_j · across with x and y from −extent to extent.
    """
    middle, right = _pair(centre, across)
    below = np.asarray(down, dtype=np.float64)
    offsets = np.linspace(-extent, extent, steps)
    ones = [1] * middle.ndim
    x, y = offsets.reshape(1, -1, *ones), offsets.reshape(-1, 1, *ones)
    return np.asarray(middle + x * right + y * below, dtype=np.float32)


def inverse_normal_grid(steps: int = 20, low: float = 0.05, high: float = 0.95) -> Array:
    """(steps, steps, 2) float32: the lattice whose axes are normal quantiles from low to high.

    Row i, column j is (Φ⁻¹(p_j), Φ⁻¹(p_i)): equal shares of a standard normal lie between lines.
    """
    from scipy.special import ndtri

    quantiles = ndtri(np.linspace(low, high, steps)).astype(np.float32)
    x, y = np.meshgrid(quantiles, quantiles)
    return np.stack([x, y], axis=-1)


def _pair(start: Array, end: Array) -> tuple[Array, Array]:
    a, b = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"got ends of shapes {a.shape} and {b.shape}, expected the same")
    return a, b


def _legs(stops: list[Array]) -> list[tuple[Array, Array]]:
    return list(pairwise(stops))


def _shares(lengths: list[float], total: int) -> list[int]:
    """`total` frames dealt to the legs by length, at least one each while there are enough."""
    weights = np.asarray(lengths) if sum(lengths) > 0 else np.ones(len(lengths))
    least = 1 if total >= len(lengths) else 0
    spare = total - least * len(lengths)
    ends = np.rint(np.cumsum(weights) / weights.sum() * spare).astype(int)
    return [least + int(n) for n in np.diff(ends, prepend=0)]
