"""Names and values spelled so that the expression language reads them back exactly."""

from __future__ import annotations

import keyword
import unicodedata
from typing import Any

import numpy as np

from hdvis.data.arrays.interop import Array

WORDS = frozenset({"all", "none", "rows", "nearest", "inside", "inf"})
"""Words of the language itself; a column of that name stands in backticks."""


def quoted(name: str) -> str:
    """A column name as the expression language reads it back."""
    plain = name.isidentifier() and not keyword.iskeyword(name) and name not in WORDS
    # Python's parser rewrites identifiers into this normal form
    if plain and unicodedata.normalize("NFKC", name) == name:
        return name
    return "`" + name.replace("`", "``") + "`"


def number(value: float) -> str:
    """The shortest usual spelling that reads back as exactly `value`: 1.5, 12, 1e-08, -inf."""
    short = f"{value:.6g}"
    return short if float(short) == value else repr(float(value))


def literal(value: Any) -> str:
    """A text in quotes, or a number."""
    return repr(str(value)) if isinstance(value, str) else plain(value)


def plain(value: Any) -> str:
    """A whole number as its digits, so that 7, 7.0 and "7" name the same category."""
    if isinstance(value, float | np.floating) and abs(float(value)) < 1e15:
        return str(int(value)) if float(value).is_integer() else str(value)
    return str(value)


def tidy(value: float, span: float) -> float:
    """`value` rounded to about a four-thousandth of `span`, so that its text is short and exact."""
    if not (np.isfinite(value) and np.isfinite(span)) or span <= 0:
        return value
    return float(round(value, 4 - int(np.floor(np.log10(span)))))


def runs(rows: Array) -> str:
    """Ascending distinct rows (k,) as Python would slice them: `0:5, 9, 12:40`."""
    if not len(rows):
        return ""
    breaks = np.flatnonzero(np.diff(rows) != 1)
    starts = rows[np.concatenate(([0], breaks + 1))].tolist()
    stops = (rows[np.concatenate((breaks, [len(rows) - 1]))] + 1).tolist()
    return ", ".join(
        str(start) if stop == start + 1 else f"{start}:{stop}"
        for start, stop in zip(starts, stops, strict=True)
    )
