"""Brushes on axes: what was drawn as values of the columns, as heights, and as one condition."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from hdvis.data import Column
from hdvis.selection import And, Or, Predicate, Range, brushed, tidy

Ranges = tuple[tuple[float, float], ...]
Extent = Mapping[str, Ranges]
"""The ranges of each brushed column in its own units; codes for categories."""


def values_of(column: Column, drawn: Iterable[Sequence[float]]) -> Ranges:
    """Ranges of heights (0..1) as ranges of values, apart and ascending.

    A category is taken whole: a range holds those whose place it covers, or the nearest one.
    """
    of = _codes if column.kind == "category" else _values
    return _merged(of(column, *sorted((float(low), float(high)))) for low, high in drawn)


def heights_of(column: Column, ranges: Ranges) -> list[list[float]]:
    """Ranges of values as ranges of heights, 0..1; a category reaches half-way to the next."""
    if column.kind != "category":
        return [[height_of(column, low), height_of(column, high)] for low, high in ranges]
    last = len(column.categories) - 1
    if last < 1:
        return [[0.0, 1.0] for _ in ranges]
    return [[max(0.0, (a - 0.5) / last), min(1.0, (b + 0.5) / last)] for a, b in ranges]


def height_of(column: Column, value: float) -> float:
    """Where a value stands on its axis: 0 at the bottom, 1 at the top."""
    low, high = column.limits
    return (value / 2 - low / 2) / (high / 2 - low / 2)


def value_at(column: Column, height: float) -> float:
    """The value at a height, with no more digits than a pixel can mean; ends are exact."""
    low, high = column.limits
    if height <= 0 or height >= 1:
        return low if height <= 0 else high
    return tidy(low * (1 - height) + high * height, high - low)


def condition(extent: Extent, columns: Mapping[str, Column]) -> Predicate | None:
    """Rows inside one range of every brushed column, or None without a brush.

    A range that reaches the end of its axis is open there.
    """
    parts = [
        _any_of([_range(columns[name], *ends) for ends in ranges])
        for name, ranges in extent.items()
        if ranges and name in columns
    ]
    return None if not parts else parts[0] if len(parts) == 1 else And(tuple(parts))


def _any_of(parts: list[Predicate]) -> Predicate:
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _range(column: Column, low: float, high: float) -> Predicate:
    if column.kind == "category":
        return brushed(column, low, high)
    least, most = column.limits
    if low <= least and high >= most:
        return Range(column.name, low, high)
    return Range(column.name, -np.inf if low <= least else low, np.inf if high >= most else high)


def _values(column: Column, low: float, high: float) -> tuple[float, float]:
    return value_at(column, low), value_at(column, high)


def _codes(column: Column, low: float, high: float) -> tuple[float, float]:
    last = len(column.categories) - 1
    first, final = math.ceil(low * last - 1e-6), math.floor(high * last + 1e-6)
    if first > final:
        first = final = round((low + high) / 2 * last)
    return float(min(max(first, 0), max(last, 0))), float(min(max(final, 0), max(last, 0)))


def _merged(ranges: Iterable[tuple[float, float]]) -> Ranges:
    apart: list[tuple[float, float]] = []
    for low, high in sorted(ranges):
        if apart and low <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(high, apart[-1][1]))
        else:
            apart.append((low, high))
    return tuple(apart)
