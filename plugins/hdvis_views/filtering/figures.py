"""What the form of a filter shows: a histogram with two ends, or labels with their counts."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from hdvis.data import Column
from hdvis.data.shares import share_between
from hdvis.data.text import display
from hdvis.render import number
from hdvis.selection import Range, Table, tidy
from hdvis_views.expression_input import typed_mask
from hdvis_views.filtering.drafts import ChoiceDraft, Draft, RangeDraft

BINS = 51
"""Bars of a histogram, five codes each."""
LISTED = 50


def figures(draft: Draft, table: Table, search: str) -> dict[str, Any]:
    """The form of `draft` without what it keeps; counts are of all rows of the table."""
    if isinstance(draft, RangeDraft):
        return range_figures(draft, table.columns[draft.column])
    if isinstance(draft, ChoiceDraft):
        return choice_figures(draft, table.columns[draft.column], search)
    return {"kind": "text", "text": draft.text}


def outcome(draft: Draft, table: Table) -> dict[str, Any]:
    """What `draft` keeps; a `DataError` where it cannot be said."""
    predicate = draft.predicate(table)
    count = int(np.count_nonzero(typed_mask(predicate, table)))
    return {"count": f"keeps {count:,} of {table.n:,}", "words": display(predicate.summary())}


def range_figures(draft: RangeDraft, column: Column) -> dict[str, Any]:
    """Bars of the column from its codes, and the ends as shares of its limits."""
    low, high = column.limits
    ends = [share(draft.lo, column), share(draft.hi, column)]
    return {
        "kind": "range", "bars": bars(column), "ends": ends, "missing": column.missing,
        "texts": [end_text(draft.lo, column), end_text(draft.hi, column)],
        "limits": [end_text(low, column), end_text(high, column)],
    }  # fmt: skip


def bars(column: Column) -> list[int]:
    """How many rows lie in each of 51 even steps of the column's limits."""
    counts = np.bincount(column.codes, minlength=256)[:255]
    return [int(count) for count in counts.reshape(BINS, -1).sum(axis=1)]


def bar_range(column: Column, index: int) -> Range:
    """The values of a bar: up to where the next begins, the last up to the largest."""
    low, high = column.limits
    first, end = (low + (high - low) * i / BINS for i in (index, index + 1))
    is_last = index == BINS - 1
    return Range(column.name, first, high if is_last else end, (False, not is_last))


def choice_figures(draft: ChoiceDraft, column: Column, search: str) -> dict[str, Any]:
    """The most frequent labels that hold `search`, and what all the others come to."""
    counts = np.bincount(column.values[column.values >= 0], minlength=len(column.categories))
    word = search.casefold()
    found = [c for c in column.frequent if not word or word in column.categories[c].casefold()]
    listed = found[:LISTED]
    entries = [
        {"code": code, "label": display(column.categories[code]), "count": f"{counts[code]:,}",
         "on": draft.holds(column.categories[code])}
        for code in listed
    ]  # fmt: skip
    others = len(column) - int(counts[listed].sum())
    rest = {"labels": len(column.categories) - len(listed), "count": f"{others:,}",
            "missing": int(column.missing), "on": draft.rest}  # fmt: skip
    return {"kind": "choice", "entries": entries, "rest": rest, "search": search}


def share(value: float, column: Column) -> float:
    """A value as a share of the column's limits, within 0..1."""
    if math.isinf(value):
        return 1.0 if value > 0 else 0.0
    low, high = column.limits
    return min(1.0, max(0.0, share_between(low, high, value)))


def value_at(place: float, column: Column) -> float:
    """The value at a share of the limits, rounded to what the eye can tell; open at the ends."""
    if place <= 0 or place >= 1:
        return -math.inf if place <= 0 else math.inf
    low, high = column.limits
    return tidy(low * (1 - place) + high * place, high - low)


def end_text(value: float, column: Column) -> str:
    """An end as it can be typed back; empty where it is open."""
    if math.isinf(value):
        return ""
    if column.kind == "time":
        stamp = np.datetime64(round(value * 1e6), "us")
        return str(stamp).replace("T", " ").removesuffix(".000000").removesuffix(" 00:00:00")
    return number(value, 6).replace(",", "")
