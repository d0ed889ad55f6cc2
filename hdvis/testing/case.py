"""What the checks of one module share: groups with every slot filled that it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hdvis.data import Dataset
from hdvis.errors import HdvisError
from hdvis.hooks import Catalog
from hdvis.modules import Module, Pane
from hdvis.state import CORE_SLOTS
from hdvis.testing.harness import Harness
from hdvis.testing.report import expect


@dataclass(frozen=True)
class Case:
    """The module under test, what it may ask for, and how to fill the slots it needs."""

    module: type[Module]
    catalog: Catalog
    fill: dict[str, Callable[[Dataset], Any]]

    def harness(self, dataset: Dataset | None = None) -> Harness:
        """A harness with `dataset` and what else the module needs."""
        slots = {} if dataset is None else self.slots(dataset)
        return Harness(dataset, catalog=self.catalog, slots=slots)

    def slots(self, dataset: Dataset) -> dict[str, Any]:
        """Values of the slots that the module needs beside the dataset."""
        known = {**self.catalog.slots, **CORE_SLOTS}
        examples = {name: slot.example for name, slot in known.items() if slot.example}
        makers = {**examples, **self.fill}
        wanted = [slot for slot in self.module.needs if slot in makers]
        return {slot: _made(makers[slot], dataset) for slot in wanted}

    def draw(self, harness: Harness, *, in_words: bool = False, **options: Any) -> Pane:
        """The module in a pane, drawn, or waiting when the data cannot give what it needs."""
        pane = harness.place(self.module, **options)
        self.fine(harness, pane, in_words=in_words)
        return pane

    def fine(self, harness: Harness, pane: Pane, when: str = "", *, in_words: bool = False) -> None:
        """Fail the present check when the module has stopped.

        With `in_words` it may stop with an hdvis error: data of this kind is not for it, and its
        card says so.
        """
        harness.settle()
        if in_words and isinstance(harness.error(pane), HdvisError):
            return
        why = harness.failure(pane)
        expect(not why, f"{when}{': ' if when else ''}{why}")


def _made(make: Callable[[Dataset], Any], dataset: Dataset) -> Any:
    try:
        return make(dataset)
    except HdvisError:
        return None  # this data cannot have one; the module waits
