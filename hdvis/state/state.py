"""The shared values of one session, each replaced whole and compared by identity."""

from __future__ import annotations

import operator
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy
from typing import Any

import param
from param.parameterized import Comparator

from hdvis.data import Column, Dataset
from hdvis.selection import Focus, Selection
from hdvis.state.row_sets import RowSets
from hdvis.state.table import SessionTable

for _kind in (Dataset, Selection, Focus):
    Comparator.equalities[_kind] = operator.is_


def _slot(default: Any, doc: str) -> param.Parameter:
    return param.Parameter(default, doc=doc, instantiate=False)


class State(param.Parameterized):
    """Named slots that modules read, watch and replace; never changed in place.

    Only the thread that owns the session may set a slot (`claim` names it).
    """

    dataset = _slot(None, "The Dataset on the table, or None.")
    columns = _slot({}, "Per-row columns computed in this session: name -> Column.")
    embedding = _slot(None, "The Embedding in hand, or None.")
    embeddings = _slot({}, "Embeddings made in this session: name -> Embedding.")
    selection = _slot(Selection(), "The Selection; empty means nothing selected.")
    filters = _slot((), "NamedFilters that decide which rows are shown.")
    saved = _slot({}, "Named selections: name -> Selection.")
    focus = _slot(None, "The Focus (one row or one free latent point), or None.")
    color = _slot(None, "The Color all views share, or None.")
    function = _slot(None, "The Function (domain and range columns), or None.")
    direction = _slot(None, "The name of the direction in hand, or None.")
    directions = _slot(None, "The named set of Directions, or None.")
    model = _slot(None, "The LatentModel that decodes, or None.")
    views = _slot((), "Named projections.")
    path = _slot(None, "A DrawnPath to decode along, or None.")
    level = _slot(None, "Persistence level of the topology, or None.")
    mode = _slot("replace", "How a new brush combines with the selection.")
    theme = _slot("light", "light or dark.")

    def __init__(self, **params: Any) -> None:
        self._owner: int | None = None
        super().__init__(**params)
        self._table: SessionTable | None = None
        self._rows: RowSets | None = None

    def claim(self) -> None:
        """Make the calling thread the one that may set slots."""
        object.__setattr__(self, "_owner", threading.get_ident())

    @contextmanager
    def lent(self) -> Iterator[None]:
        """The calling thread owns the slots inside the block; it must be the only one at work."""
        owner = self._owner
        self.claim()
        try:
            yield
        finally:
            object.__setattr__(self, "_owner", owner)

    def __setattr__(self, name: str, value: Any) -> None:
        owner = self.__dict__.get("_owner")
        if owner is not None and name in type(self).param and owner != threading.get_ident():
            raise RuntimeError(f"state.{name} was set by a thread that does not own the session")
        super().__setattr__(name, value)

    @property
    def table(self) -> SessionTable:
        """The dataset together with this session's columns; raises when there is no dataset."""
        table = self._table
        if table is None or table.dataset is not self.dataset or table.computed is not self.columns:
            table = self._table = SessionTable(self.dataset, self.columns)
        return table

    @property
    def rows(self) -> RowSets:
        """The rows in play now; raises when there is no dataset."""
        rows, now = self._rows, (self.table, self.selection, self.filters)
        if rows is None:
            rows = self._rows = RowSets(*now)
        elif any(a is not b for a, b in zip(now, rows.parts, strict=True)):
            rows = self._rows = rows.changed(*now)
        return rows

    def add_columns(self, *columns: Column) -> None:
        """Publish per-row answers; one of the same name is replaced."""
        self.columns = {**self.columns, **{column.name: column for column in columns}}

    def load(self, dataset: Dataset, **slots: Any) -> None:
        """Put a dataset on the table and clear what belonged to the last one, in one batch."""
        fresh: dict[str, Any] = {
            "columns": {},
            "embedding": None,
            "embeddings": {},
            "selection": Selection(),
            "filters": (),
            "saved": {},
            "focus": None,
            "color": None,
            "function": dataset.function,
            "direction": None,
            "directions": None,
            "path": None,
            "level": None,
        }
        added = {name: self.param[name].default for name in self.param if name not in State.param}
        self.param.update(**{**fresh, **added, **slots, "dataset": dataset})


def make_state(slots: Mapping[str, param.Parameter]) -> State:
    """A session's state with the slots that plugins add."""
    clash = set(slots) & set(State.param)
    extra = {name: copy(slot) for name, slot in slots.items() if name not in clash}
    return type("State", (State,), extra)() if extra else State()
