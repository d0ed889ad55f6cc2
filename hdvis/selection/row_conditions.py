"""Conditions on which row it is: a set of rows, the neighbours of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.errors import DataError, shorten
from hdvis.selection.predicates import Mask, Predicate, Table, space_of
from hdvis.selection.spelling import quoted, runs

SHOWN = 20
_CHUNK = 65_536


@dataclass(frozen=True, eq=False)
class Rows(Predicate):
    """A set of row indices, kept as a sorted, unique int64 array.

    Rows that a table lacks are ignored.
    """

    rows: npt.NDArray[np.int64]

    @classmethod
    def of(cls, rows: Iterable[int] | npt.NDArray[Any], n: int | None = None) -> Rows:
        """Rows from any integers of 0 or more, or a boolean mask (n,).

        Raises `DataError` for anything else; given `n`, also for a mask of another length.
        """
        array = _array(rows)
        if array.dtype == bool:
            if n is not None and array.size != n:
                raise _refused(f"a mask of {array.size:,} for {n:,} rows")
            return cls(np.flatnonzero(array))
        if array.size and array.dtype.kind not in "iu":
            raise _refused(f"{array.dtype} values")
        if array.size and array.min() < 0:
            raise _refused(f"row {array.min()}")
        return cls(np.unique(array.astype(np.int64)))

    def mask(self, table: Table) -> Mask:
        mask = np.zeros(table.n, bool)
        mask[self.rows[(self.rows >= 0) & (self.rows < table.n)]] = True
        return mask

    def last_row(self) -> int:
        return int(self.rows[-1]) if self.rows.size else -1

    def text(self) -> str:
        return f"rows[{runs(self.rows)}]"

    def summary(self) -> str:
        return self.text() if len(self.rows) <= SHOWN else f"{len(self.rows):,} rows"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and np.array_equal(self.rows, other.rows)

    def __hash__(self) -> int:
        return hash((len(self.rows), self.rows[:8].tobytes()))


@dataclass(frozen=True)
class Nearest(Predicate):
    """The row and its k nearest rows in a space, by Euclidean distance.

    Rows whose distance is not a finite number are never near.
    """

    space: str
    row: int
    k: int

    def mask(self, table: Table) -> Mask:
        vectors = space_of(table, self.space)
        if not 0 <= self.row < table.n or self.k < 0:
            raise DataError(
                f"selection: got {self.text()}, expected a row from 0 to {table.n - 1:,} "
                "and k of 0 or more",
                code="HDV-L18",
            )
        distance = self._distances(vectors)
        mask = np.zeros(table.n, bool)
        mask[np.argpartition(distance, min(self.k, table.n - 1))[: self.k + 1]] = True
        return np.asarray(mask & np.isfinite(distance))

    def _distances(self, vectors: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Squared distances (n,), the row itself before all others."""
        distance = np.empty(len(vectors))
        with np.errstate(over="ignore", invalid="ignore"):
            for start in range(0, len(vectors), _CHUNK):
                part = vectors[start : start + _CHUNK] - vectors[self.row]
                distance[start : start + _CHUNK] = np.einsum("ij,ij->i", part, part)
        distance[np.isnan(distance)] = np.inf
        distance[self.row] = -1
        return distance

    def text(self) -> str:
        return f"nearest({quoted(self.space)}, {self.row}, {self.k})"


def _array(rows: Any) -> npt.NDArray[Any]:
    try:
        array = np.asarray(rows if isinstance(rows, np.ndarray) else list(rows))
    except (TypeError, ValueError, OverflowError, RuntimeError) as error:
        raise _refused(shorten(error, 60)) from None
    if array.ndim != 1:
        raise _refused(f"shape {array.shape}")
    return array


def _refused(got: str) -> DataError:
    return DataError(
        f"rows: got {got}, expected whole numbers from 0, or a boolean mask (n,)", code="HDV-L18"
    )
