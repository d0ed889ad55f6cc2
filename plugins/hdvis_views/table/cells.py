"""What stands in the cells of a table: texts with sensible digits, marks and thumbnails."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from hdvis.data import Column, Images
from hdvis.data.text import visible
from hdvis.render import number, sheet, typeset
from hdvis.state import RowSets
from hdvis_views.table.row_order import RowNumbers

DIGITS = 4
FULL = 2000
"""Characters of one cell that are shown when the pointer rests on it."""


def decimals(column: Column) -> int | None:
    """Decimals that tell a column's values apart, or None where powers of ten serve better.

    The largest value has four digits; whole numbers have no decimals.
    """
    finite = column.values[np.isfinite(column.values)]
    largest = float(np.abs(finite).max()) if finite.size else 0.0
    if largest < 1e12 and np.array_equal(finite, np.rint(finite)):
        return 0
    if not 1e-3 <= largest < 1e6:
        return None
    return max(1, DIGITS - 1 - math.floor(math.log10(largest)))


class Cells:
    """The texts of cells, every number of a column with the same decimals."""

    def __init__(self) -> None:
        self._decimals: WeakKeyDictionary[Column, int | None] = WeakKeyDictionary()

    def texts(self, column: Column, rows: RowNumbers) -> list[str]:
        """One text per row; labels are cut to 200 characters, missing values are empty."""
        if column.kind != "numeric":
            return column.text(rows)
        if column.exact is not None:
            return [typeset(f"{value:,}") for value in column.exact[rows].tolist()]
        if column not in self._decimals:
            self._decimals[column] = decimals(column)
        places = self._decimals[column]
        return [_written(value, places) for value in column.values[rows].tolist()]

    def window(
        self,
        columns: Sequence[Column],
        rows: RowNumbers,
        sets: RowSets,
        images: Images | None,
        tile: int,
    ) -> dict[str, Any]:
        """What a table needs to draw `rows`: their numbers, marks, cells and images."""
        chosen = sets.selected[rows].tolist() if sets.selection else None
        cells = [self.texts(column, rows) for column in columns]
        message = {"rows": rows.tolist(), "chosen": chosen, "cells": cells, "sheet": None}
        if images is None or not rows.size:
            return message
        made = sheet(images.tiles(rows, tile), tile, 16)
        picture = {"data": made.data, "mime": made.mime, "tile": made.tile, "columns": made.columns}
        return message | {"sheet": picture}


def full_text(column: Column, row: int) -> str:
    """The value as an export writes it, up to 2,000 characters with unseen ones written out."""
    text = column.full_text([row])[0]
    shown = visible(text[:FULL])
    return shown if len(text) <= FULL else f"{shown}… ({len(text):,} characters)"


def _written(value: float, places: int | None) -> str:
    if math.isnan(value):
        return ""
    if places is None or math.isinf(value):
        return number(value)
    return typeset(f"{value:,.{places}f}")
