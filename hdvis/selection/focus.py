"""The one thing looked at: a row, or a free point of a latent space."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.errors import DataError, shorten
from hdvis.selection.predicates import Table, space_of


@dataclass(frozen=True, eq=False)
class Focus:
    """A row index, or a free latent point `(d,)` of the named space; row 0 is a row like any other.

    A free point may remember the row it started from.
    """

    row: int | None = None
    point: npt.NDArray[Any] | None = None
    space: str = ""

    def checked(self, table: Table) -> Focus:
        """The focus on a row or in a space of `table`, its point as float32 (d,).

        Raises `DataError` that says what came and what was expected.
        """
        row = None if self.row is None else _row(self.row, table.n)
        if self.point is None:
            return Focus(row)
        space = self.space or next(iter(table.spaces), "")
        return Focus(row, _point(self.point, space_of(table, space), space), space)

    @property
    def is_free(self) -> bool:
        """Whether the focus is a latent point rather than a row as it stands."""
        return self.point is not None


def _row(row: object, n: int) -> int:
    if isinstance(row, int | np.integer) and not isinstance(row, bool) and 0 <= row < n:
        return int(row)
    raise DataError(
        f"focus: got row {shorten(repr(row), 40)}, expected a whole number from 0 to {n - 1:,}",
        code="HDV-L18",
    )


def _point(point: object, vectors: npt.NDArray[Any], space: str) -> npt.NDArray[np.float32]:
    wanted = f"{vectors.shape[1]:,} finite numbers, one for each column of {shorten(space, 40)}"
    try:
        values = np.asarray(point, np.float32)
    except (TypeError, ValueError):
        raise DataError(f"focus: got point {shorten(repr(point), 40)}, expected {wanted}") from None
    if values.shape != vectors.shape[1:]:
        raise DataError(f"focus: got a point of shape {values.shape}, expected {wanted}")
    if not np.isfinite(values).all():
        raise DataError(f"focus: got a point that is not finite, expected {wanted}")
    return values
