"""Parallel coordinates as counts: adjacent axes against each other, and their change."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.accel.jit import fixed, inlined, kernel

Array = NDArray[Any]
Counts = NDArray[np.int32]

BLOCK, LINE = 2048, 64
"""Rows read at once, and bytes that a processor fetches together."""
DENSE = 40
"""More than one row in so many is dense."""

MISSING = 255
"""The code of a missing value; its segments are left out."""


def binned(codes: Array, bins: int) -> NDArray[np.uint8]:
    """Codes uint8 as bins: 0..254 spread evenly over 0..bins-1 (bins <= 255), missing -> `bins`."""
    return np.asarray(_bin_of_code(bins)[codes], np.uint8)


def pair_counts(left: Array, right: Array, bins: int = 128) -> Counts:
    """All rows of two axes, codes uint8 (n,) each, as counts int32 (bins, bins)."""
    flat = np.zeros(256 * 256, np.int32)
    _pair(fixed(left, np.uint8), fixed(right, np.uint8), flat)
    counts = flat.reshape(256, 256)
    starts = np.searchsorted(_bin_of_code(bins)[:MISSING], np.arange(bins))
    known = np.add.reduceat(counts[:MISSING, :MISSING], starts, axis=0)
    return np.add.reduceat(known, starts, axis=1, dtype=np.int32)


def pairs_counts(codes: Sequence[Array] | Array, order: Sequence[int], bins: int = 128) -> Counts:
    """Counts of every two adjacent axes, int32 (len(order) - 1, bins, bins).

    `codes` is axis-major: (d, n) or d arrays of uint8 (n,); `order` names the axes left to right.
    """
    counts = [pair_counts(codes[a], codes[b], bins) for a, b in pairwise(order)]
    return np.stack(counts) if counts else np.zeros((0, bins, bins), np.int32)


def pairs_counts_rows(
    row_bins: Array, order: Sequence[int], rows: Array, bins: int = 128
) -> Counts:
    """`pairs_counts` of the named rows (int32) only; `row_bins` is row-major, (n, d), `binned`."""
    counts = np.zeros((max(0, len(order) - 1), bins + 1, bins + 1), np.int32)
    _rows(row_bins, order, rows, 1, counts)
    return counts[:, :bins, :bins]


def pairs_counts_kinds(
    row_bins: Array, order: Sequence[int], rows: Array, kinds: Array, k: int, bins: int = 128
) -> Counts:
    """`pairs_counts_rows` for each kind apart, int32 (k, len(order) - 1, bins, bins).

    `kinds` is int (n,); rows whose kind is not 0..k-1 are left out.
    """
    counts = np.zeros((k, max(0, len(order) - 1), bins + 1, bins + 1), np.int32)
    if len(order):
        axes, rows = fixed(order, np.int32), fixed(rows, np.int32)
        _pairs_kinds(fixed(row_bins, np.uint8), axes, rows, fixed(kinds, np.int32), counts)
    return counts[..., :bins, :bins]


def pairs_sums(
    row_bins: Array, order: Sequence[int], rows: Array, weights: Array, bins: int = 128
) -> Counts:
    """`pairs_counts_rows` with each row counted `weights` (int, (n,)) times."""
    sums = np.zeros((max(0, len(order) - 1), bins + 1, bins + 1), np.int32)
    if len(order):
        axes, rows = fixed(order, np.int32), fixed(rows, np.int32)
        _pairs_sums(fixed(row_bins, np.uint8), axes, rows, fixed(weights, np.int32), sums)
    return sums[:, :bins, :bins]


def pairs_change(
    counts: Counts, row_bins: Array, order: Sequence[int], added: Array, removed: Array
) -> Counts:
    """`counts` with some rows added and some removed, as new counts of the same shape."""
    bins = counts.shape[1]
    moved = np.zeros((counts.shape[0], bins + 1, bins + 1), np.int32)
    moved[:, :bins, :bins] = counts
    _rows(row_bins, order, added, 1, moved)
    _rows(row_bins, order, removed, -1, moved)
    return moved[:, :bins, :bins]


def _bin_of_code(bins: int) -> NDArray[np.uint8]:
    table = (np.arange(256) * bins // MISSING).astype(np.uint8)
    table[MISSING] = bins
    return table


def _rows(row_bins: Array, order: Sequence[int], rows: Array, weight: int, counts: Array) -> None:
    if len(order):
        axes, rows = fixed(order, np.int32), fixed(rows, np.int32)
        _pairs_rows(fixed(row_bins, np.uint8), axes, rows, weight, counts)


@kernel
def _pair(left: Array, right: Array, counts: Array) -> None:
    for i in range(left.size):
        counts[(np.uint32(left[i]) << 8) | np.uint32(right[i])] += 1


@inlined
def _add(row: Array, order: Array, weight: int, counts: Array) -> None:
    """Add `weight` to the cell that one row meets between every two adjacent axes."""
    a = row[order[0]]
    for k in range(order.size - 1):
        b = row[order[k + 1]]
        counts[k, a, b] += weight
        a = b


@kernel
def _pairs_rows(row_bins: Array, order: Array, rows: Array, weight: int, counts: Array) -> int:
    """Count the rows (ascending); returns a sum that means nothing.

    Where many of a block are wanted all of it is read first, in a row: a processor fetches that in
    less time than it takes to guess at every fifth place.
    """
    n, width = row_bins.shape
    is_dense = DENSE * rows.size > n
    stride = max(1, LINE // width)
    q, read = 0, 0
    for start in range(0, n, BLOCK):
        end = min(n, start + BLOCK)
        if q < rows.size and rows[q] < end and is_dense:
            for i in range(start, end, stride):
                read += row_bins[i, 0]
        while q < rows.size and rows[q] < end:
            _add(row_bins[rows[q]], order, weight, counts)
            q += 1
    return read


@kernel
def _pairs_kinds(row_bins: Array, order: Array, rows: Array, kinds: Array, counts: Array) -> None:
    for q in range(rows.size):
        kind = kinds[rows[q]]
        if kind < 0 or kind >= counts.shape[0]:
            continue
        _add(row_bins[rows[q]], order, 1, counts[kind])


@kernel
def _pairs_sums(row_bins: Array, order: Array, rows: Array, weights: Array, sums: Array) -> None:
    for q in range(rows.size):
        _add(row_bins[rows[q]], order, weights[rows[q]], sums)
