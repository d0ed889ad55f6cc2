"""Paths and planes through a latent space."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import DataError

Array = NDArray[Any]
Path = Callable[[ArrayLike, ArrayLike, int], Array]

STRAIGHT = 1e-9
"""Ends whose |cosine| comes this close to 1 have no unique circle."""


def lerp(start: ArrayLike, end: ArrayLike, steps: int) -> Array:
    """Points (steps, *shape) on the straight line from `start` to `end`, ends included.

    Like every path here in the ends' floating type; `DataError` for ends of two shapes.
    """
    a, b = _ends(start, end, steps)
    return _as_given(_line(a, b, steps), start, end)


def slerp(start: ArrayLike, end: ArrayLike, steps: int) -> Array:
    """Points (steps, *shape) from `start` to `end` along the great circle, ends included.

    sin((1 − t)w) / sin(w) a + sin(tw) / sin(w) b for the unit vectors a and b of the ends, w the
    angle between them (Shoemake 1985); the lengths are interpolated along the way. Parallel ends
    have no unique circle; they, and an end at the origin, are joined by a straight line.
    """
    a, b = _ends(start, end, steps)
    length_a, length_b = np.linalg.norm(a), np.linalg.norm(b)
    both = length_a * length_b
    cosine = np.clip((a * b).sum() / both, -1.0, 1.0) if both > 0 else 1.0
    if 1.0 - abs(cosine) < STRAIGHT:
        return _as_given(_line(a, b, steps), start, end)
    angle, t = np.arccos(cosine), _times(steps, a.ndim)
    turned = np.sin((1.0 - t) * angle) * (a / length_a) + np.sin(t * angle) * (b / length_b)
    lengths = (1.0 - t) * length_a + t * length_b
    return _as_given(lengths * turned / np.sin(angle), start, end)


def film(points: Sequence[ArrayLike], frames: int, path: Path = slerp) -> Array:
    """(frames, *shape): a walk through all `points`, frames spread by the length of each leg.

    Every point is one of the frames when there are at least as many frames as points.
    """
    stops = [np.asarray(point) for point in points]
    if len(stops) == 1:
        return _as_given(np.repeat(stops[0][None].astype(np.float64), frames, axis=0), stops[0])
    legs = list(pairwise(stops))
    counts = _shares([float(np.linalg.norm(np.subtract(b, a))) for a, b in legs], frames - 1)
    walks = [path(a, b, n + 1)[:-1] for (a, b), n in zip(legs, counts, strict=True) if n]
    return _as_given(np.concatenate([*walks, stops[-1][None]]), *stops)


def lattice(
    centre: ArrayLike, across: ArrayLike, down: ArrayLike, *, extent: float = 2.0, steps: int = 9
) -> Array:
    """(steps, steps, *shape) float32: a plane through `centre` spanned by two directions.

    Row i, column j is centre + y_i · down + x_j · across with x and y from −extent to extent.
    """
    middle, right = _ends(centre, across, steps)
    _, below = _ends(centre, down, steps)
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


def _line(a: Array, b: Array, steps: int) -> Array:
    t = _times(steps, a.ndim)
    return np.asarray((1.0 - t) * a + t * b)


def _times(steps: int, rank: int) -> Array:
    return np.linspace(0.0, 1.0, steps).reshape(-1, *[1] * rank)


def _as_given(path: Array, *ends: ArrayLike) -> Array:
    kind = np.result_type(*(np.asarray(end).dtype for end in ends))
    return path.astype(kind if kind.kind == "f" else np.float64, copy=False)


def _ends(start: ArrayLike, end: ArrayLike, steps: int) -> tuple[Array, Array]:
    a, b = np.asarray(start, dtype=np.float64), np.asarray(end, dtype=np.float64)
    if a.shape != b.shape:
        raise DataError(
            f"path: got latents of shape {a.shape} and {b.shape}, expected one shape."
            " Take both from the same space."
        )
    if steps < 2:
        raise DataError(f"path: got {steps} steps, expected at least 2. The ends are included.")
    return a, b


def _shares(lengths: list[float], total: int) -> list[int]:
    """`total` frames dealt to the legs by length, at least one each while there are enough."""
    weights = np.asarray(lengths) if sum(lengths) > 0 else np.ones(len(lengths))
    least = 1 if total >= len(lengths) else 0
    spare = total - least * len(lengths)
    ends = np.rint(np.cumsum(weights) / weights.sum() * spare).astype(int)
    return [least + int(n) for n in np.diff(ends, prepend=0)]
