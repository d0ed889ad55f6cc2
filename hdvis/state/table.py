"""The dataset as one session sees it: its own columns beside the shared ones."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy.typing as npt

from hdvis.data import Column, Dataset


class SessionTable:
    """Rows, columns and spaces for predicates and views; made anew when either part changes."""

    def __init__(self, dataset: Dataset, computed: Mapping[str, Column]) -> None:
        self.dataset, self.computed = dataset, computed

    @property
    def n(self) -> int:
        """How many rows there are."""
        return self.dataset.n

    @property
    def spaces(self) -> Mapping[str, npt.NDArray[Any]]:
        """The named (n, d) arrays."""
        return self.dataset.spaces

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """All columns by name; a computed one hides a shared one of the same name."""
        return ChainMap(self.computed, self.dataset.columns)  # type: ignore[arg-type]

    @cached_property
    def names(self) -> list[str]:
        """Column names: the dataset's in order, then the computed ones."""
        shared = list(self.dataset.columns)
        return shared + [name for name in self.computed if name not in self.dataset.columns]
