"""The rows in play: which are selected, which the filters show, and which are both."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from hdvis.accel import evaluate
from hdvis.data.memo import Memo
from hdvis.selection import Predicate, Selection
from hdvis.selection.predicates import Mask
from hdvis.state.filters import NamedFilter, combined
from hdvis.state.table import SessionTable


@dataclass(frozen=True, eq=False)
class RowSets:
    """The rows of a table as a selection and filters have them.

    Masks are bool (n,), read-only and made when first asked for, once for all views and threads;
    a thread that asks for one in the making waits for it, and an error reaches all who ask.
    """

    table: SessionTable
    selection: Selection = field(default_factory=Selection)
    filters: tuple[NamedFilter, ...] = ()
    _selected: Memo = field(default_factory=Memo, repr=False)
    _shown: Memo = field(default_factory=Memo, repr=False)
    _chosen: Memo = field(default_factory=Memo, repr=False)

    @property
    def parts(self) -> tuple[SessionTable, Selection, tuple[NamedFilter, ...]]:
        """What the rows depend on: the table, the selection and the filters."""
        return self.table, self.selection, self.filters

    @property
    def n(self) -> int:
        """How many rows there are."""
        return self.table.n

    @property
    def live(self) -> bool:
        """Whether the selection is in the middle of a drag, so that coarse answers will do."""
        return self.selection.live

    @property
    def is_filtered(self) -> bool:
        """Whether a filter is active."""
        return combined(self.filters) is not None

    @property
    def selected(self) -> Mask:
        """Rows of the selection, shown or not; none when nothing is selected."""
        return self.without(None)

    def without(self, source: str | None) -> Mask:
        """Rows of the selection without the clauses of `source`, for cross-filtering.

        All rows when no other clause is left, none when nothing is selected.
        """
        if not any(clause.source == source for clause in self.selection):
            source = None
        return self._selected.get(source, lambda: self._select(source))

    def _select(self, source: str | None) -> Mask:
        predicate = self.selection.predicate(excluding=source)
        if predicate is None:
            return _read_only(np.full(self.n, source is not None and bool(self.selection)))
        return _read_only(evaluate(predicate, self.selection.seen_by(self.table)))

    @property
    def shown(self) -> Mask:
        """Rows that satisfy every active filter."""
        if not self.is_filtered:
            n = self.n
            return self.table.dataset.derived(
                "every row shown", lambda: _read_only(np.ones(n, bool))
            )
        return self._filtered[0]

    @property
    def passed(self) -> tuple[int, ...]:
        """How many rows satisfy each active filter, in the order of the filters."""
        return self._filtered[1]

    @property
    def _filtered(self) -> tuple[Mask, tuple[int, ...]]:
        return self._shown.get("shown", self._filter)

    def _filter(self) -> tuple[Mask, tuple[int, ...]]:
        shown, counts = np.ones(self.n, bool), []
        for active in (f for f in self.filters if f.active):
            mask = evaluate(active.effective, self.table)
            counts.append(int(np.count_nonzero(mask)))
            shown &= mask
        return _read_only(shown), tuple(counts)

    @property
    def limit(self) -> Mask | None:
        """`shown`, or None while no filter is active: what kernels take for every row."""
        return self.shown if self.is_filtered else None

    @property
    def chosen(self) -> Mask:
        """Rows that are selected and shown."""
        if not self.is_filtered:
            return self.selected
        return self._chosen.get("chosen", lambda: _read_only(self.selected & self.shown))

    @property
    def selected_count(self) -> int:
        """How many rows are selected, shown or not."""
        return int(np.count_nonzero(self.selected))

    @property
    def shown_count(self) -> int:
        """How many rows the filters show."""
        return int(np.count_nonzero(self.shown)) if self.is_filtered else self.n

    @property
    def chosen_count(self) -> int:
        """How many rows are selected and shown."""
        return int(np.count_nonzero(self.chosen))

    @property
    def in_hand(self) -> Mask:
        """The chosen rows, or all that are shown while nothing is selected."""
        return self.chosen if self.selection else self.shown

    def changed(
        self, table: SessionTable, selection: Selection, filters: tuple[NamedFilter, ...]
    ) -> RowSets:
        """The rows after a change; masks that it does not touch are carried over."""
        known, predicate = combined(self.filters), combined(filters)
        same_selection = selection is self.selection and _reads_alike(
            selection.predicate(), self.table, table
        )
        same_filters = known == predicate and _reads_alike(predicate, self.table, table)
        return RowSets(
            table,
            selection,
            filters,
            self._selected if same_selection else Memo(),
            self._shown if same_filters else Memo(),
            self._chosen if same_selection and same_filters else Memo(),
        )


def _reads_alike(predicate: Predicate | None, before: SessionTable, after: SessionTable) -> bool:
    """Whether a predicate finds the same values in both tables."""
    if before is after or predicate is None:
        return before.n == after.n
    return before.dataset is after.dataset and all(
        before.columns.get(name) is after.columns.get(name) for name in predicate.names()
    )


def _read_only(mask: Mask) -> Mask:
    mask.flags.writeable = False
    return mask
