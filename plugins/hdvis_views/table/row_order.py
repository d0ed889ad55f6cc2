"""Rows in the order in which they stand, chosen ones first, with no copy for each session."""

from __future__ import annotations

from typing import Any, overload

import numpy as np
import numpy.typing as npt

from hdvis.selection.predicates import Mask

RowNumbers = npt.NDArray[np.integer[Any]]

BLOCK = 4096


class RowOrder:
    """The rows `rows`, int (k,), with those that the mask `first`, bool (n,), holds in front.

    Works like an array of rows, int (k,), for places and slices of places without a step. Of the
    chosen only their number in each block of 4,096 places is kept, so that a million rows whose
    order many sessions share cost each of them a kilobyte and its mask.
    """

    def __init__(self, rows: RowNumbers, first: Mask | None = None) -> None:
        self.rows, self._first = rows, first
        starts = range(0, rows.size, BLOCK)
        held = [0 if first is None else self._held(at).sum() for at in starts]
        lengths = np.minimum(BLOCK, rows.size - np.array(starts, np.int64))
        self._before = _sums(held), _sums(lengths - np.array(held, np.int64))
        self.chosen = int(self._before[0][-1])

    @property
    def size(self) -> int:
        """How many rows there are."""
        return int(self.rows.size)

    @overload
    def __getitem__(self, places: int) -> int: ...
    @overload
    def __getitem__(self, places: slice) -> RowNumbers: ...
    def __getitem__(self, places: int | slice) -> int | RowNumbers:
        if not isinstance(places, slice):
            return int(self[places : places + 1][0])
        start, stop, _ = places.indices(self.size)
        front = self._part(True, start, min(stop, self.chosen))
        back = self._part(False, max(start, self.chosen) - self.chosen, stop - self.chosen)
        return np.concatenate([front, back])

    def place(self, row: int) -> int:
        """Where a row stands, or -1."""
        found = np.flatnonzero(self.rows == row)
        if not found.size:
            return -1
        at = int(found[0])
        block, within = divmod(at, BLOCK)
        held = self._held(block * BLOCK)
        is_first = bool(held[within])
        same = held[:within] == is_first
        ahead = int(self._before[0 if is_first else 1][block]) + int(np.count_nonzero(same))
        return ahead if is_first else self.chosen + ahead

    def _held(self, start: int) -> Mask:
        """Which of a block's rows stand in front."""
        rows = self.rows[start : start + BLOCK]
        return np.zeros(rows.size, bool) if self._first is None else self._first[rows]

    def _part(self, front: bool, start: int, stop: int) -> RowNumbers:
        """The `start`-th to `stop`-th of the rows that stand in front, or of the others."""
        before = self._before[0 if front else 1]
        if stop <= start:
            return self.rows[:0]
        block = int(np.searchsorted(before, start, side="right")) - 1
        last = int(np.searchsorted(before, stop, side="left"))
        spans = range(block * BLOCK, last * BLOCK, BLOCK)
        parts = [self.rows[at : at + BLOCK][self._held(at) == front] for at in spans]
        skipped = start - int(before[block])
        return np.concatenate(parts)[skipped : skipped + stop - start]


def _sums(counts: npt.ArrayLike) -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
