"""Paths between two latent points."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.errors import DataError


def lerp(start: ArrayLike, end: ArrayLike, steps: int) -> NDArray[np.floating]:
    """Points (steps, d) on the straight line from `start` (d,) to `end` (d,), ends included."""
    first, last = _ends(start, end, steps)
    return _as_given(_line(first, last, steps), start, end)


def slerp(start: ArrayLike, end: ArrayLike, steps: int) -> NDArray[np.floating]:
    """Points (steps, d) from `start` (d,) to `end` (d,) along the great circle, ends included.

    sin((1 - t) w) / sin(w) start + sin(t w) / sin(w) end, w the angle between the ends
    (Shoemake 1985). Parallel ends have no unique circle; they, and a zero end, are joined by a
    straight line.
    """
    first, last = _ends(start, end, steps)
    lengths = np.linalg.norm(first) * np.linalg.norm(last)
    cosine = float(first @ last / lengths) if lengths > 0 else 1.0
    if 1 - abs(cosine) < 1e-12:
        return _as_given(_line(first, last, steps), start, end)
    angle = np.arccos(np.clip(cosine, -1, 1))
    t = np.linspace(0, 1, steps)[:, None]
    path = (np.sin((1 - t) * angle) * first + np.sin(t * angle) * last) / np.sin(angle)
    return _as_given(path, start, end)


def _line(first: NDArray[np.float64], last: NDArray[np.float64], steps: int) -> NDArray[np.float64]:
    t = np.linspace(0, 1, steps)[:, None]
    return (1 - t) * first + t * last


def _as_given(path: NDArray[np.float64], *ends: ArrayLike) -> NDArray[np.floating]:
    kind = np.result_type(*(np.asarray(end).dtype for end in ends))
    return path.astype(kind) if kind.kind == "f" else path


def _ends(
    start: ArrayLike, end: ArrayLike, steps: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    first, last = np.asarray(start, np.float64), np.asarray(end, np.float64)
    if first.ndim != 1 or first.shape != last.shape:
        raise DataError(
            f"path: got ends of shape {first.shape} and {last.shape}, expected two of one length. "
            "Pass one latent point each"
        )
    if steps < 2:
        raise DataError(f"path: got {steps} steps, expected at least 2. The ends are included")
    return first, last
