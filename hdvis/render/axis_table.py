"""Columns as axes: one byte per value, by axis and row by row."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

BINS = 128
"""Steps of an axis in a density plane; half as many while dragging."""


class AxisColumn(Protocol):
    """What an axis needs of a column."""

    @property
    def kind(self) -> str:
        """ "category" for a column whose codes are not spread over 0..254."""

    @property
    def categories(self) -> tuple[str, ...]:
        """Names of the categories."""

    @property
    def codes(self) -> Array:
        """uint8 (n,), 0..254, 255 missing."""

    @property
    def unit_values(self) -> Array:
        """float32 (n,), 0..1, NaN missing."""

    def units_at(self, rows: Array) -> Array:
        """`unit_values` of some rows."""


@dataclass(frozen=True, eq=False)
class AxisTable:
    """The columns of a data set as axes; made once and shared by all sessions.

    Holds one byte per value beside what the columns hold: their bins row by row.
    """

    columns: Sequence[AxisColumn]

    @cached_property
    def by_axis(self) -> list[Array]:
        """Codes of each axis, d arrays of uint8 (n,), categories spread over the axis."""
        return [_spread(column) for column in self.columns]

    @cached_property
    def by_row(self) -> Array:
        """Bins row by row, uint8 (n, d), 0..127, 128 missing; read-only."""
        from hdvis.accel.pairs import binned

        bins = np.empty((self.n, len(self.columns)), np.uint8)
        for axis, codes in enumerate(self.by_axis):
            bins[:, axis] = binned(codes, BINS)
        bins.flags.writeable = False
        return bins

    @property
    def n(self) -> int:
        """How many rows."""
        return self.by_axis[0].size if self.columns else 0


def _spread(column: AxisColumn) -> Array:
    """A column's codes, those of categories moved to where their unit values are."""
    if column.kind != "category":
        return column.codes
    unit = np.arange(256) / max(1, len(column.categories) - 1)
    if len(column.categories) == 1:
        unit[0] = 0.5
    table = np.minimum(unit * 255, 254).astype(np.uint8)
    table[255] = 255
    return np.asarray(table[column.codes])
