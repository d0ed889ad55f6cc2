"""Conditions on the values of one or two columns: range, membership, box, polygon."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.data import Column
from hdvis.errors import DataError, shorten
from hdvis.selection.predicates import And, Mask, Predicate, Table, column_of
from hdvis.selection.spelling import literal, number, plain, quoted

LISTED = 50
"""Categories up to which a brush over them names each one."""


@dataclass(frozen=True)
class Range(Predicate):
    """lo <= column <= hi; an open end is -inf or +inf, `strict` ends exclude their value.

    A category is compared by the numbers that its labels spell, or by their order where they
    spell none (`Column.places`).
    """

    column: str
    lo: float = -np.inf
    hi: float = np.inf
    strict: tuple[bool, bool] = (False, False)

    def __post_init__(self) -> None:
        if math.isnan(self.lo) or math.isnan(self.hi):
            raise DataError(f"range of {shorten(self.column)}: got NaN, expected two numbers")

    def mask(self, table: Table) -> Mask:
        column = column_of(table, self.column)
        if column.kind != "category":
            return self._holds(column.values)
        return _chosen(column, self._holds(column.places))

    def _holds(self, values: npt.NDArray[Any]) -> Mask:
        above = values > self.lo if self.strict[0] else values >= self.lo
        below = values < self.hi if self.strict[1] else values <= self.hi
        return np.asarray(above & below)

    def text(self) -> str:
        name = quoted(self.column)
        low, high = ("<" if s else "<=" for s in self.strict)
        above = self.lo > -np.inf or self.strict[0]
        below = self.hi < np.inf or self.strict[1]
        if above and below:
            return f"{number(self.lo)} {low} {name} {high} {number(self.hi)}"
        if above:
            return f"{name} {low.replace('<', '>')} {number(self.lo)}"
        return f"{name} {high} {number(self.hi)}"

    def names(self) -> frozenset[str]:
        return frozenset((self.column,))


@dataclass(frozen=True)
class OneOf(Predicate):
    """The column equals one of the values: category labels as text, numbers, or ISO dates."""

    column: str
    values: tuple[Any, ...]

    def mask(self, table: Table) -> Mask:
        column = column_of(table, self.column)
        if column.kind != "category":
            return self._equal(column)
        wanted = {str(v) for v in self.values} | {plain(v) for v in self.values}
        return _chosen(column, np.array([label in wanted for label in column.categories], bool))

    def _equal(self, column: Column) -> Mask:
        read = [seconds_of(v) if column.kind == "time" else _number(v) for v in self.values]
        found = [value for value in read if value is not None]
        if self.values and not found:
            kind = "dates" if column.kind == "time" else "numbers"
            raise DataError(
                f"selection: `{shorten(self.column)}` holds {kind}, got "
                f"{shorten(literal(self.values[0]), 40)}. Compare it with one"
            )
        if column.exact is None:
            return np.isin(column.values, np.asarray(found, column.values.dtype))
        mask = np.zeros(len(column), bool)
        for value in found:
            mask |= column.exact == value
        return mask

    def text(self) -> str:
        name = quoted(self.column)
        if len(self.values) == 1:
            return f"{name} == {literal(self.values[0])}"
        return f"{name} in [{', '.join(literal(v) for v in self.values)}]"

    def names(self) -> frozenset[str]:
        return frozenset((self.column,))


@dataclass(frozen=True)
class Box(Predicate):
    """A rectangle over two columns, ends included."""

    x: str
    y: str
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def ranges(self) -> tuple[Range, Range]:
        """The same as two ranges."""
        return (
            Range(self.x, min(self.x0, self.x1), max(self.x0, self.x1)),
            Range(self.y, min(self.y0, self.y1), max(self.y0, self.y1)),
        )

    def mask(self, table: Table) -> Mask:
        across, up = self.ranges
        return across.mask(table) & up.mask(table)

    def text(self) -> str:
        return And(self.ranges).text()

    def names(self) -> frozenset[str]:
        return frozenset((self.x, self.y))


@dataclass(frozen=True)
class Polygon(Predicate):
    """Inside a polygon over two columns by the even-odd rule; points are ((x, y), ...).

    A category lies at its codes, 0 to k - 1, as views draw it.
    """

    x: str
    y: str
    points: tuple[tuple[float, float], ...]

    def mask(self, table: Table) -> Mask:
        x, y = column_of(table, self.x), column_of(table, self.y)
        inside = np.zeros(table.n, bool)
        if len(self.points) < 3 or not np.isfinite(self.points).all():
            return inside
        across, up = (np.asarray(column.values, np.float64) / 2 for column in (x, y))
        corners = np.asarray(self.points, np.float64) / 2
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for (x0, y0), (x1, y1) in zip(np.roll(corners, 1, axis=0), corners, strict=True):
                crosses = (y0 > up) != (y1 > up)
                inside ^= crosses & (across < x0 + (x1 - x0) * ((up - y0) / (y1 - y0)))
        return inside & x.is_finite & y.is_finite

    def text(self) -> str:
        corners = ", ".join(f"({number(a)}, {number(b)})" for a, b in self.points)
        return f"inside({quoted(self.x)}, {quoted(self.y)}, [{corners}])"

    def names(self) -> frozenset[str]:
        return frozenset((self.x, self.y))


def brushed(column: Column, lo: float, hi: float) -> Predicate:
    """What a brush from `lo` to `hi` along the axis of `column` means.

    The axis of a category runs over its codes, 0 to k - 1; the brush then means the labels
    between its ends.
    """
    lo, hi = min(lo, hi), max(lo, hi)
    if column.kind != "category":
        return Range(column.name, lo, hi)
    last = len(column.categories) - 1
    codes = range(math.ceil(max(lo, 0)), math.floor(min(hi, last)) + 1)
    if len(codes) > LISTED and np.all(np.diff(column.places) > 0):
        places = column.places
        return Range(column.name, float(places[codes[0]]), float(places[codes[-1]]))
    return OneOf(column.name, tuple(column.categories[code] for code in codes))


def brushed_box(x: Column, y: Column, corners: tuple[float, float, float, float]) -> Predicate:
    """What a rectangle (x0, x1, y0, y1) drawn over the axes of two columns means."""
    x0, x1, y0, y1 = corners
    if "category" in (x.kind, y.kind):
        return And((brushed(x, x0, x1), brushed(y, y0, y1)))
    return Box(x.name, y.name, x0, x1, y0, y1)


def seconds_of(value: Any) -> float | None:
    """An ISO date as seconds since the epoch, a number as it is, None for anything else."""
    if not isinstance(value, str):
        return _number(value)
    if "-" not in value[1:]:
        return None
    try:
        moment = np.datetime64(value.strip(), "us")
    except ValueError:
        return None
    return None if np.isnat(moment) else float(moment.astype(np.int64)) / 1e6


def _number(value: Any) -> float | None:
    """`value` as a number, whole ones kept whole; None where it is none."""
    try:
        number = float(value)
        return int(value) if isinstance(value, int | np.integer) else number
    except (TypeError, ValueError, OverflowError):
        return None


def _chosen(column: Column, hit: Mask) -> Mask:
    """Rows of a category whose label is hit; a missing value (-1) reads the False at the end."""
    return np.asarray(np.append(hit, False)[column.values])
