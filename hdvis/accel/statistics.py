"""What a selection looks like on every axis, from histograms of one byte per value."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.accel.jit import fixed, kernel
from hdvis.accel.masks import compact

Array = NDArray[Any]

LEVELS = 255
"""Codes 0..254 cut the unit interval evenly; 255 is missing."""


def axis_histograms(row_codes: Array, rows: Array | None = None) -> NDArray[np.int64]:
    """Rows per code on each axis, int64 (d, 256), the last column counting missing values.

    `row_codes` is row-major uint8 (n, d); `rows` (int32) limits them.
    """
    counts = np.zeros((row_codes.shape[1], 256), np.int64)
    chosen = np.zeros(0, np.int32) if rows is None else rows
    _histograms(fixed(row_codes, np.uint8), fixed(chosen, np.int32), rows is None, counts)
    return counts


@dataclass(frozen=True, eq=False)
class AxisStatistics:
    """Statistics of d axes from their histograms, int (d, 256); values are units, 0..1.

    A code stands for the middle of its step, so a value is off by at most 1/510. An axis with no
    value has NaN everywhere.
    """

    histograms: Array

    @property
    def count(self) -> Array:
        """Values that are not missing, int64 (d,)."""
        return np.asarray(self.histograms[:, :LEVELS].sum(axis=1))

    @property
    def mean(self) -> Array:
        """Mean of each axis, float64 (d,)."""
        with np.errstate(invalid="ignore"):
            return np.asarray(self.histograms[:, :LEVELS] @ _middles() / self.count)

    @property
    def variance(self) -> Array:
        """Variance of each axis (divided by the count), float64 (d,)."""
        with np.errstate(invalid="ignore"):
            squares = self.histograms[:, :LEVELS] @ _middles() ** 2 / self.count
        return np.asarray(np.maximum(squares - self.mean**2, 0))

    def quantiles(self, shares: ArrayLike) -> Array:
        """The values below which the given shares of rows lie, float64 (d, len(shares)).

        Within a step rows are taken as evenly spread.
        """
        wanted = np.atleast_1d(np.asarray(shares, np.float64))
        edges = np.arange(LEVELS + 1) / LEVELS
        out = np.full((len(self.histograms), wanted.size), np.nan)
        for axis, counts in enumerate(self.histograms[:, :LEVELS]):
            total = np.concatenate([[0], np.cumsum(counts)])
            if total[-1]:
                used = np.flatnonzero(np.append(counts, 0) + np.insert(counts, 0, 0))
                out[axis] = np.interp(wanted * total[-1], total[used], edges[used])
        return out

    def histogram(self, bins: int = 51) -> Array:
        """Rows in each of `bins` even steps, int64 (d, bins); `bins` is at most 255."""
        of_code = np.arange(LEVELS) * bins // LEVELS
        starts = np.searchsorted(of_code, np.arange(bins))
        return np.asarray(np.add.reduceat(self.histograms[:, :LEVELS], starts, axis=1))


def statistics(row_codes: Array, mask: Array | None = None) -> AxisStatistics:
    """Statistics of the selected rows (all without a mask); `row_codes` uint8 (n, d)."""
    return AxisStatistics(axis_histograms(row_codes, None if mask is None else compact(mask)))


def separation(
    row_codes: Array, mask: Array, everything: AxisStatistics | None = None
) -> NDArray[np.float64]:
    """How far the selected rows lie from the rest on each axis, float64 (d,): Cohen's d.

    The difference of the means over the pooled standard deviation (Cohen, Statistical Power
    Analysis, 1988, 2.5.1); positive when the selected lie higher. 0 where either side is empty or
    nothing varies. `everything` are the statistics of all rows, if known.
    """
    inside = statistics(row_codes, mask)
    whole = statistics(row_codes) if everything is None else everything
    outside = AxisStatistics(whole.histograms - inside.histograms)
    a, b = inside.count, outside.count
    with np.errstate(invalid="ignore", divide="ignore"):
        pooled = np.sqrt((a * inside.variance + b * outside.variance) / np.maximum(a + b - 2, 1))
        effect = (inside.mean - outside.mean) / np.maximum(pooled, 0.5 / LEVELS)
    return np.where((a > 0) & (b > 0), effect, 0.0)


def histograms_by_axis(codes: Sequence[Array]) -> NDArray[np.int64]:
    """`axis_histograms` of all rows from axis-major codes, d arrays of uint8 (n,)."""
    return np.stack([np.bincount(axis, minlength=256) for axis in codes]).astype(np.int64)


def correlations(vectors: Array, column: Array) -> NDArray[np.float64]:
    """Pearson's correlation of each axis with a column, float64 (d,), in one pass.

    `vectors` is (n, d), `column` (n,); a row that is missing on either side is left out of that
    axis. NaN where fewer than two rows are left or nothing varies. Values are taken from the first
    known one, as differences, so that a large offset costs no digits.
    """
    d = vectors.shape[1]
    sums = np.zeros((d, 8), np.float64)
    sums[:, 6] = np.nan
    for start in range(0, len(vectors), 1 << 16):
        part = slice(start, start + (1 << 16))
        _moments(fixed(vectors[part], np.float32), fixed(column[part], np.float64), sums)
    n, sx, sy, sxx, syy, sxy = sums[:, :6].T
    with np.errstate(invalid="ignore", divide="ignore"):
        vx, vy = sxx - sx * sx / n, syy - sy * sy / n
        flat = (vx <= 1e-12 * sxx) | (vy <= 1e-12 * syy) | (n < 2)
        return np.where(flat, np.nan, np.clip((sxy - sx * sy / n) / np.sqrt(vx * vy), -1, 1))


def _middles() -> NDArray[np.float64]:
    return (np.arange(LEVELS) + 0.5) / LEVELS


@kernel
def _histograms(row_codes: Array, rows: Array, every: bool, counts: Array) -> None:
    for q in range(row_codes.shape[0] if every else rows.size):
        row = row_codes[q if every else rows[q]]
        for axis in range(row.size):
            counts[axis, row[axis]] += 1


@kernel
def _moments(vectors: Array, column: Array, sums: Array) -> None:
    """Add n, x, y, xx, yy, xy of each axis; the last two entries are the values taken as zero."""
    for i in range(vectors.shape[0]):
        y = column[i]
        if not np.isfinite(y):
            continue
        for axis in range(vectors.shape[1]):
            x = np.float64(vectors[i, axis])
            if not np.isfinite(x):
                continue
            moment = sums[axis]
            if moment[6] != moment[6]:
                moment[6], moment[7] = x, y
            u, v = x - moment[6], y - moment[7]
            moment[0] += 1
            moment[1] += u
            moment[2] += v
            moment[3] += u * u
            moment[4] += v * v
            moment[5] += u * v
