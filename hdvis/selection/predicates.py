"""Symbolic conditions on rows, each with a mask, a text form and a JSON form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from hdvis.data import Column
from hdvis.errors import DataError

Mask = npt.NDArray[np.bool_]


class Table(Protocol):
    """What a predicate reads: rows, named columns and named spaces. A `Dataset` is one."""

    @property
    def n(self) -> int: ...
    @property
    def columns(self) -> Mapping[str, Column]: ...
    @property
    def spaces(self) -> Mapping[str, npt.NDArray[Any]]: ...


class Predicate:
    """A condition on rows; immutable, compared by value, combined with `&`, `|` and `~`."""

    def mask(self, table: Table) -> Mask:
        """True for the rows that satisfy the condition: bool (n,). Missing values never do."""
        raise NotImplementedError

    def text(self) -> str:
        """The condition as it can be pasted into `vis.select(...)`."""
        raise NotImplementedError

    def names(self) -> frozenset[str]:
        """The columns the condition reads."""
        return frozenset()

    def __and__(self, other: Predicate) -> Predicate:
        return And((self, other))

    def __or__(self, other: Predicate) -> Predicate:
        return Or((self, other))

    def __invert__(self) -> Predicate:
        return Not(self)


def column_of(table: Table, name: str) -> Column:
    """The named column, or a `DataError` that lists the nearest names."""
    try:
        return table.columns[name]
    except KeyError:
        from difflib import get_close_matches

        near = get_close_matches(name, list(table.columns), 3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise DataError(f"selection: no column named {name!r}{hint}", code="HDV-L17") from None


def quoted(name: str) -> str:
    """A column name as the expression language reads it back."""
    return name if name.isidentifier() else "`" + name.replace("`", "``") + "`"


def number(value: float) -> str:
    """A number with at most six significant digits, unless more are needed to read it back."""
    short = f"{value:.6g}"
    return short if np.isclose(float(short), value, rtol=1e-6, atol=0) else repr(float(value))


def tidy(value: float, span: float) -> float:
    """`value` rounded to about a four-thousandth of `span`, so that its text is short and exact."""
    if not (np.isfinite(value) and np.isfinite(span)) or span <= 0:
        return value
    return float(round(value, 4 - int(np.floor(np.log10(span)))))


@dataclass(frozen=True)
class Everything(Predicate):
    """All rows."""

    def mask(self, table: Table) -> Mask:
        return np.ones(table.n, bool)

    def text(self) -> str:
        return "all"


@dataclass(frozen=True)
class Range(Predicate):
    """lo <= column <= hi; an open end is -inf or +inf, `strict` ends exclude their value."""

    column: str
    lo: float = -np.inf
    hi: float = np.inf
    strict: tuple[bool, bool] = (False, False)

    def mask(self, table: Table) -> Mask:
        column = column_of(table, self.column)
        values = column.values
        if column.kind == "category":
            return np.asarray((values >= max(self.lo, 0)) & (values <= self.hi))
        above = values > self.lo if self.strict[0] else values >= self.lo
        below = values < self.hi if self.strict[1] else values <= self.hi
        return np.asarray(above & below)

    def text(self) -> str:
        name = quoted(self.column)
        low, high = ("<" if s else "<=" for s in self.strict)
        if np.isfinite(self.lo) and np.isfinite(self.hi):
            return f"{number(self.lo)} {low} {name} {high} {number(self.hi)}"
        if np.isfinite(self.lo):
            return f"{name} {low.replace('<', '>')} {number(self.lo)}"
        return f"{name} {high} {number(self.hi)}"

    def names(self) -> frozenset[str]:
        return frozenset((self.column,))


@dataclass(frozen=True)
class OneOf(Predicate):
    """The column equals one of the values: category labels as text, or numbers."""

    column: str
    values: tuple[Any, ...]

    def mask(self, table: Table) -> Mask:
        column = column_of(table, self.column)
        if column.kind != "category":
            wanted_values = [float(v) for v in self.values]
            return np.isin(column.values, np.asarray(wanted_values, column.values.dtype))
        wanted = {str(v) for v in self.values} | {_plain(v) for v in self.values}
        hit = np.fromiter((c in wanted for c in column.categories), bool, len(column.categories))
        return np.asarray(np.append(hit, False)[column.values])

    def text(self) -> str:
        name = quoted(self.column)
        if len(self.values) == 1:
            return f"{name} == {_literal(self.values[0])}"
        return f"{name} in [{', '.join(_literal(v) for v in self.values)}]"

    def names(self) -> frozenset[str]:
        return frozenset((self.column,))


def _plain(value: Any) -> str:
    """A whole number as its digits, so that 7, 7.0 and "7" name the same category."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _literal(value: Any) -> str:
    return repr(value) if isinstance(value, str) else _plain(value)


@dataclass(frozen=True)
class Box(Predicate):
    """A rectangle over two columns, ends included."""

    x: str
    y: str
    x0: float
    x1: float
    y0: float
    y1: float

    def mask(self, table: Table) -> Mask:
        across = Range(self.x, min(self.x0, self.x1), max(self.x0, self.x1)).mask(table)
        return across & Range(self.y, min(self.y0, self.y1), max(self.y0, self.y1)).mask(table)

    def text(self) -> str:
        across = Range(self.x, min(self.x0, self.x1), max(self.x0, self.x1)).text()
        return f"{across} and {Range(self.y, min(self.y0, self.y1), max(self.y0, self.y1)).text()}"

    def names(self) -> frozenset[str]:
        return frozenset((self.x, self.y))


@dataclass(frozen=True)
class Polygon(Predicate):
    """Inside a polygon over two columns by the even-odd rule; points are ((x, y), ...)."""

    x: str
    y: str
    points: tuple[tuple[float, float], ...]

    def mask(self, table: Table) -> Mask:
        x, y = column_of(table, self.x).values, column_of(table, self.y).values
        inside = np.zeros(table.n, bool)
        ends = zip(self.points, self.points[1:] + self.points[:1], strict=True)
        with np.errstate(divide="ignore", invalid="ignore"):
            for (x0, y0), (x1, y1) in ends:
                crosses = (y0 > y) != (y1 > y)
                inside ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
        return inside & np.isfinite(x) & np.isfinite(y)

    def text(self) -> str:
        corners = ", ".join(f"({number(a)}, {number(b)})" for a, b in self.points)
        return f"inside({quoted(self.x)}, {quoted(self.y)}, [{corners}])"

    def names(self) -> frozenset[str]:
        return frozenset((self.x, self.y))


@dataclass(frozen=True, eq=False)
class Rows(Predicate):
    """A set of row indices, kept as a sorted, unique int64 array."""

    rows: npt.NDArray[np.int64]

    @classmethod
    def of(cls, rows: Iterable[int] | npt.NDArray[Any]) -> Rows:
        """Rows from any integers or a boolean mask (n,)."""
        array = np.asarray(rows if isinstance(rows, np.ndarray) else list(rows))
        if array.dtype == bool:
            return cls(np.flatnonzero(array))
        if array.size and not np.issubdtype(array.dtype, np.integer):
            raise DataError(
                f"rows: got {array.dtype} values, expected integers or a boolean mask",
                code="HDV-L18",
            )
        return cls(np.unique(array.astype(np.int64)))

    def mask(self, table: Table) -> Mask:
        mask = np.zeros(table.n, bool)
        mask[self.rows[(self.rows >= 0) & (self.rows < table.n)]] = True
        return mask

    def text(self) -> str:
        shown = ", ".join(str(row) for row in self.rows[:20])
        more = f" and {len(self.rows) - 20:,} more" if len(self.rows) > 20 else ""
        return f"rows([{shown}]{more})" if not more else f"{len(self.rows):,} rows"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and np.array_equal(self.rows, other.rows)

    def __hash__(self) -> int:
        return hash((len(self.rows), self.rows[:8].tobytes()))


@dataclass(frozen=True)
class Nearest(Predicate):
    """The row and its k nearest rows in a space, by Euclidean distance."""

    space: str
    row: int
    k: int

    def mask(self, table: Table) -> Mask:
        if self.space not in table.spaces:
            raise DataError(f"selection: no space named {self.space!r}", code="HDV-L17")
        vectors = table.spaces[self.space]
        distance = np.empty(table.n)
        for start in range(0, table.n, 65536):
            part = vectors[start : start + 65536] - vectors[self.row]
            distance[start : start + 65536] = np.einsum("ij,ij->i", part, part)
        distance[np.isnan(distance)] = np.inf
        mask = np.zeros(table.n, bool)
        mask[np.argpartition(distance, min(self.k, table.n - 1))[: self.k + 1]] = True
        mask[self.row] = True
        return mask

    def text(self) -> str:
        return f"nearest({quoted(self.space)}, {self.row}, {self.k})"


@dataclass(frozen=True)
class And(Predicate):
    """All of the parts hold; with no part, every row."""

    parts: tuple[Predicate, ...] = field(default=())

    def mask(self, table: Table) -> Mask:
        mask = np.ones(table.n, bool)
        for part in self.parts:
            mask &= part.mask(table)
        return mask

    def text(self) -> str:
        return " and ".join(_bracketed(part, Or) for part in self.parts) or "all"

    def names(self) -> frozenset[str]:
        return frozenset().union(*(part.names() for part in self.parts))


@dataclass(frozen=True)
class Or(Predicate):
    """At least one part holds; with no part, no row."""

    parts: tuple[Predicate, ...] = field(default=())

    def mask(self, table: Table) -> Mask:
        mask = np.zeros(table.n, bool)
        for part in self.parts:
            mask |= part.mask(table)
        return mask

    def text(self) -> str:
        return " or ".join(_bracketed(part, And) for part in self.parts) or "none"

    def names(self) -> frozenset[str]:
        return frozenset().union(*(part.names() for part in self.parts))


@dataclass(frozen=True)
class Not(Predicate):
    """The part does not hold; rows with missing values are then included."""

    part: Predicate

    def mask(self, table: Table) -> Mask:
        return ~self.part.mask(table)

    def text(self) -> str:
        return f"not ({self.part.text()})"

    def names(self) -> frozenset[str]:
        return self.part.names()


def _bracketed(part: Predicate, loose: type[Predicate]) -> str:
    compound = isinstance(part, loose) and len(getattr(part, "parts", ())) > 1
    return f"({part.text()})" if compound else part.text()
