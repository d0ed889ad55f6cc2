"""The shared values of one session, each replaced whole and compared by identity."""

from __future__ import annotations

import operator
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import param
from param.parameterized import Comparator

from hdvis.data import Column, Dataset
from hdvis.data.function import Function
from hdvis.errors import DataError
from hdvis.selection import Focus, Mode, Selection
from hdvis.state.color import Color
from hdvis.state.core_slots import CORE_SLOTS
from hdvis.state.filters import NamedFilter
from hdvis.state.path import DrawnPath
from hdvis.state.row_sets import RowSets
from hdvis.state.slot import Slot
from hdvis.state.table import SessionTable
from hdvis.state.watching import Failed, Watched

if TYPE_CHECKING:
    from hdvis.analysis import Embedding
    from hdvis.analysis.empty_region import RegionGraph
    from hdvis.models import LatentModel, ModelTable

for _kind in (Dataset, Selection, Focus):
    Comparator.equalities[_kind] = operator.is_


class State(param.Parameterized):
    """Named slots that modules read, watch and replace; never changed in place.

    Only the thread that owns the session may set a slot (`claim` names it).
    """

    slots: ClassVar[Mapping[str, Slot]] = CORE_SLOTS

    dataset: Dataset | None
    columns: Mapping[str, Column]
    embedding: Embedding | None
    embeddings: Mapping[str, Embedding]
    selection: Selection
    filters: tuple[NamedFilter, ...]
    saved: Mapping[str, Selection]
    focus: Focus | None
    color: Color | None
    function: Function | None
    model: LatentModel | None
    models: ModelTable | None
    neighborhood: RegionGraph | None
    path: DrawnPath | None
    mode: Mode
    theme: Literal["light", "dark"]

    failed: Failed | None = None
    """Told of what a watcher raises, and whose it is; without it the setter gets it."""

    param = Watched()

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
        if owner is not None and name in self.slots and owner != threading.get_ident():
            raise RuntimeError(f"state.{name} was set by a thread that does not own the session")
        super().__setattr__(name, value)

    @property
    def table(self) -> SessionTable:
        """The dataset together with this session's columns; raises when there is no dataset."""
        if self.dataset is None:
            raise DataError("table: got no dataset yet, expected rows. Put vectors there first")
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
        fresh = {name: slot.after(dataset) for name, slot in self.slots.items() if not slot.kept}
        self.param.update(**{**fresh, **slots, "dataset": dataset})


for _name, _slot in CORE_SLOTS.items():
    State.param.add_parameter(_name, _slot.new_parameter())


def make_state(slots: Mapping[str, Slot]) -> State:
    """A session's state with the slots that plugins add; the core's own stay as they are."""
    added = {name: slot for name, slot in slots.items() if name not in CORE_SLOTS}
    if not added:
        return State()
    parameters = {name: slot.new_parameter() for name, slot in added.items()}
    kind: type[State] = type("State", (State,), {**parameters, "slots": {**CORE_SLOTS, **added}})
    return kind()
