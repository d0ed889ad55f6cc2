"""Filtering as a module: the filters, the one in the making, and the function."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import param
from panel.viewable import Viewable

from hdvis.data import Function
from hdvis.data.function import sample_function
from hdvis.data.names import free_name
from hdvis.data.text import display
from hdvis.errors import DataError, HdvisError
from hdvis.selection import Predicate, Rows
from hdvis.state import NamedFilter, RowSets, SessionTable
from hdvis_views.column_order import labels_first
from hdvis_views.expression_input import typed_mask
from hdvis_views.filtering.draft_base import NAME, DraftBase
from hdvis_views.filtering.drafts import (
    draft_of,
)
from hdvis_views.filtering.view import FilterList

MOST = 2000


class Filtering(DraftBase):
    """Named conditions, joined by and, that decide which rows the views show at all."""

    title = "Filtering"

    def __panel__(self) -> Viewable:
        self.view = self.part(FilterList, self._on_message)
        self._offer_columns()
        self._show_filters()
        self._follow_selection()
        self._show_function()
        return self.view

    # -- what is shown --------------------------------------------------------------------

    @property
    def names(self) -> list[str]:
        """Columns offered, the first 2,000: labels, computed ones, then those of the vectors."""
        return labels_first(self.state)[:MOST]

    @param.depends("state.dataset", "state.columns", watch=True)
    def _offer_columns(self) -> None:
        kinds = [(name, self.table.columns[name].kind) for name in self.names]
        self.view.columns = [{"label": display(name), "kind": kind} for name, kind in kinds]

    @param.depends("state.dataset", "state.columns", "state.filters", watch=True)
    def _show_filters(self) -> None:
        filters = self.state.filters
        if self._edited is not None and self._edited >= len(filters):
            self._discard()
        self.view.filters = [
            {"name": display(f.name, NAME), "words": display(f.predicate.summary()),
             "active": f.active, "inverted": f.inverted}
            for f in filters
        ]  # fmt: skip
        self.run(_counted, self.state.rows, then=self._show_counts, key="counts")

    def _show_counts(self, made: tuple[list[int], int, int]) -> None:
        counts, shown, total = made
        resting = not any(f.active for f in self.state.filters)
        self.caption = f"all {total:,} rows" if resting else f"{shown:,} of {total:,} rows shown"
        self.view.counts = [f"{count:,}" for count in counts]

    @param.depends("state.selection", watch=True)
    def _follow_selection(self) -> None:
        self.view.selected = bool(self.state.selection)

    # -- what the browser says ------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        try:
            match message:
                case {"type": str(kind), "index": int(i)} if 0 <= i < len(self.state.filters):
                    self._change(kind, i, message)
                case {"type": "from_selection", "keep": bool(keep)}:
                    self._from_selection(keep)
                case {"type": "function", "domain": list(domain), "range": int(value)}:
                    self._define(domain, value, str(message.get("norm")))
                case {"type": "apply", "name": str(name)}:
                    self._apply(name)
                case {"type": "discard"}:
                    self._discard()
                case _:
                    self._redraft(message)
        except HdvisError as error:
            self.view.problem = error.message

    def _change(self, kind: str, i: int, message: dict[str, Any]) -> None:
        known = self.state.filters[i]
        match kind:
            case "toggle":
                self._put(i, replace(known, active=not known.active))
            case "invert":
                self._put(i, replace(known, inverted=not known.inverted))
            case "rename":
                self._put(i, replace(known, name=self._free(str(message.get("name")), i)))
            case "remove":
                filters = self.state.filters
                self._discard()
                self.state.filters = (*filters[:i], *filters[i + 1 :])
            case "choose":
                self.select(known.effective, gesture=f"filter {known.name}")
            case "edit":
                self._edited = i
                self._begin(draft_of(known.predicate, self.table), known.name)

    def _put(self, i: int, changed: NamedFilter) -> None:
        filters = self.state.filters
        self.state.filters = (*filters[:i], changed, *filters[i + 1 :])

    def _free(self, name: str, but: int | None = None) -> str:
        """`name` as a filter may have it: not empty, at most 80 characters, not taken."""
        taken = [f.name for i, f in enumerate(self.state.filters) if i != but]
        return free_name(name.strip()[:NAME] or "filter", taken)

    def _from_selection(self, keep: bool) -> None:
        selection = self.state.selection
        predicate = selection.predicate()
        if predicate is None:
            raise DataError("filter: nothing is selected. Select rows first")
        if not predicate.names() <= set(self.table.names):
            predicate = Rows.of(self.state.rows.selected)
        name = self._free("selection kept" if keep else "selection dropped")
        made = NamedFilter(name, predicate, inverted=not keep)
        self.state.filters = (*self.state.filters, made)
        self.view.problem = ""

    # -- the filter in the making ---------------------------------------------------------

    def _apply(self, name: str) -> None:
        if self._draft is None:
            return
        predicate = self._draft.predicate(self.table)
        self.run(
            _checked,
            predicate,
            self.table,
            key="apply",
            then=lambda problem: self._applied(problem, predicate, name),
        )

    def _applied(self, problem: str, predicate: Predicate, name: str) -> None:
        if problem:
            self.view.problem = problem
            return
        i = self._edited
        free = self._free(name, i)
        self._discard()
        if i is None or i >= len(self.state.filters):
            self.state.filters = (*self.state.filters, NamedFilter(free, predicate))
        else:
            self._put(i, replace(self.state.filters[i], name=free, predicate=predicate))

    # -- the function ---------------------------------------------------------------------

    def _define(self, domain: list[Any], value: int, norm: str) -> None:
        names = self.names
        places = [i for i in (*domain, value) if isinstance(i, int) and 0 <= i < len(names)]
        try:
            if len(places) != len(domain) + 1:
                raise DataError("function: names no range column. Choose one")
            chosen = [names[i] for i in places]
            function = Function(tuple(chosen[:-1]), chosen[-1], norm)  # type: ignore[arg-type]
            self.state.function = function.checked(self.table.columns)
        except DataError as error:
            self.view.function_problem = error.message

    @param.depends("state.function", "state.dataset", watch=True)
    def _show_function(self) -> None:
        function, names = self.state.function, self.names
        self.view.function_problem = ""
        if function is None:
            self.view.function = {}
            return
        domain = [names.index(name) for name in function.domain if name in names]
        value = names.index(function.range) if function.range in names else -1
        words = f"{display(function.range, 40)} over {len(domain):,} columns"
        self.view.function = {
            "domain": domain,
            "range": value,
            "norm": function.norm,
            "words": words,
        }
        self.run(_notes, function, self.table, then=self._note, key="function")

    def _note(self, notes: str) -> None:
        self.view.function_problem = notes


def _counted(rows: RowSets) -> tuple[list[int], int, int]:
    passed = iter(rows.passed)
    counts = [next(passed) if f.active else _passing(f, rows) for f in rows.filters]
    return counts, rows.shown_count, rows.n


def _passing(resting: NamedFilter, rows: RowSets) -> int:
    return int(np.count_nonzero(typed_mask(resting.effective, rows.table)))


def _checked(predicate: Predicate, table: SessionTable) -> str:
    try:
        typed_mask(predicate, table)
    except HdvisError as error:
        return error.message
    return ""


def _notes(function: Function, table: SessionTable) -> str:
    return "; ".join(sample_function(function, table.columns).notes)
