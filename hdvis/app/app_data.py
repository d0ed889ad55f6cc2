"""What a script has put on the table, from which every session starts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hdvis.data import Dataset
from hdvis.errors import DataError, shorten
from hdvis.hooks import Catalog
from hdvis.hooks.names import did_you_mean
from hdvis.state import CORE_SLOTS, Slot


@dataclass(frozen=True)
class AppData:
    """Rows and given values of slots; read-only while sessions run, or replaced whole."""

    catalog: Catalog
    dataset: Dataset | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)

    def adapt_model(self, model: object) -> Any | None:
        """The adapter that a plugin makes for `model`, or None."""
        return self.catalog.adapt_model(model)

    def slot(self, name: str) -> Slot:
        """The declaration of the slot `name`. Raises `DataError` naming the nearest one."""
        known = {**self.catalog.slots, **CORE_SLOTS}
        if name not in known:
            near = did_you_mean(name, known)
            raise DataError(f'put: got "{shorten(name)}", expected the name of a slot{near}')
        return known[name]

    def with_dataset(self, dataset: Dataset) -> AppData:
        """Another dataset; the given values follow it, or go."""
        return replace(self, dataset=dataset)._followed(self.slots)

    def with_value(self, name: str, source: Any, /, **how: Any) -> AppData:
        """`source` read into the slot `name`, joined with what it held; the others follow."""
        slot = self.slot(name)
        value = slot.merged(self.slots.get(name), slot.value_from(name, source, self, **how))
        given = replace(self, slots={**self.slots, name: value})
        return given._followed({k: v for k, v in self.slots.items() if k != name})

    def changed(self, before: AppData) -> dict[str, Any]:
        """The given values that are not those of `before`."""
        return {k: v for k, v in self.slots.items() if before.slots.get(k) is not v}

    def _followed(self, slots: Mapping[str, Any]) -> AppData:
        followed = {name: self._after_change(name, value) for name, value in slots.items()}
        return replace(self, slots={**self.slots, **followed})

    def _after_change(self, name: str, value: Any) -> Any:
        follow = self.slot(name).follow
        return value if follow is None or value is None else follow(value, self)
