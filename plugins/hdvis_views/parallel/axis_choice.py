"""Which axes are on the page: how many fit, in whose order, and how that is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hdvis.analysis.effects import everything
from hdvis.checkpoint import Checkpoint
from hdvis.data import Column
from hdvis.data.text import display
from hdvis.state import RowSets, SessionTable
from hdvis_views.parallel.ranking import (
    by_correlation,
    by_separation,
    by_variance,
    ranked,
)

SPACING, TIGHT = 64, 46
"""Pixels between axes: as a rule, and where that shows every column."""
FEWEST, USUAL, MOST = 4, 16, 24
WORDS = {
    "given order": "",
    "variance": ", ranked by variance",
    "correlation": ", ranked by correlation with {}",
    "separation": ", ranked by what separates the selection",
}


@dataclass(frozen=True)
class Order:
    """Column names in the order they are shown, how they were ranked and by which column."""

    names: tuple[str, ...] = ()
    how: str = "given order"
    target: str = ""

    def with_first(self, first: Sequence[str]) -> Order:
        """The same names, some of them before all others."""
        known = [name for name in first if name in self.names]
        return Order(tuple(dict.fromkeys([*known, *self.names])), self.how, self.target)

    def caption(self, start: int, shown: int) -> str:
        """How many columns are shown, and why these."""
        total = len(self.names)
        if shown >= total:
            what = "1 column" if total == 1 else f"all {total:,} columns"
        else:
            what = f"{shown:,} of {total:,} columns"
        first = f", from {start + 1:,}" if start else ""
        return what + first + WORDS[self.how].format(display(self.target, 60))


def fitting(count: int, width: int, wanted: int = 0) -> int:
    """How many of `count` axes to show at once in `width` pixels; `wanted` overrides it."""
    if wanted:
        return wanted
    if count <= min(MOST, width // TIGHT + 1):
        return count
    return min(USUAL, max(FEWEST, width // SPACING + 1))


def candidates(chosen: Sequence[str], table: SessionTable, room: Callable[[int], int]) -> list[str]:
    """The chosen columns that exist; else those of the vectors, with the labels where all fit."""
    known = [name for name in dict.fromkeys(chosen) if name in table.columns]
    if known:
        return known
    vectors, labels = list(table.dataset.vector_names), list(table.dataset.labels)
    together = len(vectors) + len(labels)
    return vectors if vectors and room(together) < together else vectors + labels


def effective_ranking(rank: str, fits: bool, selected: bool, target: str) -> str:
    """The ranking that is done: automatic as needed, and variance where another cannot be."""
    if rank == "automatic":
        return "given order" if fits else "variance"
    possible = {"correlation": bool(target), "separation": selected}
    return rank if possible.get(rank, True) else "variance"


def correlated(wanted: Sequence[str], columns: Mapping[str, Column]) -> str:
    """The first of the wanted columns that can be correlated with, or an empty text."""
    known = (name for name in wanted if name and name in columns)
    return next((name for name in known if columns[name].kind != "category"), "")


def ordered(
    names: Sequence[str],
    how: str,
    target: str,
    rows: RowSets,
    checkpoint: Checkpoint,
) -> Order:
    """The names ranked; the sums over a whole space are kept with the data set."""
    table, dataset = rows.table, rows.table.dataset
    every, columns = dataset.vector_names, table.columns
    own = set(every) - set(table.computed)
    inside = tuple(name for name in names if name in own)
    others = [columns[name] for name in names if name not in own]
    vectors = dataset.vectors
    if inside == every:
        sums = dataset.derived("column sums", lambda: everything(vectors, checkpoint))
    else:
        place = {name: i for i, name in enumerate(every)}
        vectors = vectors[:, [place[name] for name in inside]]
        sums = everything(vectors, checkpoint)
    scores = {
        "correlation": lambda: by_correlation(columns[target].values),
        "separation": lambda: by_separation(rows.selected),
    }
    score = scores[how]() if how in scores else by_variance
    order = [*inside, *(column.name for column in others)]
    found = ranked(score, order, vectors, others, sums, checkpoint)
    return Order(tuple(found), how, target)
