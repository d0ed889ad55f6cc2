"""What the checks of one module share: groups with every slot filled that it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from hdvis.data import Dataset
from hdvis.errors import HdvisError
from hdvis.hooks import Catalog
from hdvis.modules import Module, Pane
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
        makers = {**_MAKERS, **self.fill}
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


def _function(dataset: Dataset) -> Any:
    return dataset.function or dataset.with_function().function


def _model(dataset: Dataset) -> Any:
    from hdvis.models import FunctionAdapter, LatentModel, LatentSpec, OutputSpec

    d = dataset.d
    basis = np.random.default_rng(0).normal(size=(d, 36)).astype("f4")

    def decode(z: Any) -> Any:
        return 1 / (1 + np.exp(-(np.nan_to_num(z) @ basis).reshape(-1, 1, 6, 6).clip(-30, 30)))

    output = OutputSpec("image", (1, 6, 6), (0.0, 1.0))
    adapter = FunctionAdapter(decode, LatentSpec((d,)), output, version=f"case {d}")
    return LatentModel.attach(adapter, space=dataset.primary, vectors=dataset.vectors)


def _directions(dataset: Dataset) -> Any:
    from hdvis.analysis import fit_directions

    sides = (dataset.vectors[:, 0] > np.nanmedian(dataset.vectors[:, 0])).astype("i4")
    return fit_directions(dataset.vectors, {"first": sides}, space=dataset.primary)


_MAKERS: dict[str, Callable[[Dataset], Any]] = {
    "function": _function,
    "model": _model,
    "directions": _directions,
}
