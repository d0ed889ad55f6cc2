"""The shapes of the things that plugins offer by name."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.floating[Any]]


class View(Protocol):
    """A view that a layout may name: what `hdvis.Module` is to the hooks."""

    title: ClassVar[str]
    needs: ClassVar[tuple[str, ...]]

    def __panel__(self) -> object:
        """What is shown."""


class Reducer(Protocol):
    """Places rows in few dimensions, as scikit-learn's manifold learners do."""

    def fit_transform(self, X: Array) -> Array:
        """Positions (n, k) of the rows of X (n, d)."""


class Clusterer(Protocol):
    """Groups rows, as scikit-learn's clusterers do."""

    def fit_predict(self, X: Array) -> npt.NDArray[np.integer[Any]]:
        """One label (n,) for each row of X (n, d); -1 is noise."""


class DirectionEstimator(Protocol):
    """Finds the directions in which attributes change."""

    def fit(self, Z: Array, y: Array) -> Any:
        """Learn one direction for each column of y (n, k) over the vectors Z (n, d)."""
