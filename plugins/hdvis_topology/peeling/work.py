"""What a worker does for PlotPeeling: the order in which rows come off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hdvis.analysis import Inputs, kept_neighbors, plane_neighbors
from hdvis.analysis.peeling import depth, hull_layer, local_density, peel_order
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column, Dataset
from hdvis.errors import DataError

MOST_HULL_ROWS = 20_000
DRAWN_ROWS = 100_000
NEIGHBORS = 10

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Layers:
    """Where rows are (n, 2), and the share (n,) of rows peeled before each."""

    places: Floats
    order: Floats


def layers(
    dataset: Dataset,
    x: Column,
    y: Column,
    criterion: str,
    column: Column | None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Layers | DataError:
    """The layers of the plot of two columns by a criterion; or why there are none."""
    places = np.stack([x.values, y.values], axis=1).astype(np.float32)
    try:
        score = _SCORES[criterion](dataset, places, column, checkpoint)
    except DataError as error:
        return error
    return Layers(places, peel_order(score))


def _depth(
    dataset: Dataset, places: Floats, column: Column | None, checkpoint: Checkpoint
) -> Floats:
    return depth(places, checkpoint)


def _hull(
    dataset: Dataset, places: Floats, column: Column | None, checkpoint: Checkpoint
) -> Floats:
    if len(places) > MOST_HULL_ROWS:
        raise DataError(
            f"hull layers: got {len(places):,} rows, expected {MOST_HULL_ROWS:,} at most. "
            "Peel by depth, which is much the same"
        )
    return hull_layer(places, checkpoint)


def _density(
    dataset: Dataset, places: Floats, column: Column | None, checkpoint: Checkpoint
) -> Floats:
    return local_density(Inputs().graph(dataset, 15, checkpoint=checkpoint))


def _fidelity(
    dataset: Dataset, places: Floats, column: Column | None, checkpoint: Checkpoint
) -> Floats:
    graph = Inputs().graph(dataset, NEIGHBORS, checkpoint=checkpoint)
    flat = plane_neighbors(places, NEIGHBORS)
    return kept_neighbors(graph, flat, min(NEIGHBORS, graph.k, flat.k))


def _quantile(
    dataset: Dataset, places: Floats, column: Column | None, checkpoint: Checkpoint
) -> Floats:
    if column is None or column.kind == "category":
        raise DataError("column: got none with numbers, expected one to peel by. Choose one")
    return np.asarray(column.values, np.float32)


_SCORES: dict[str, Callable[[Dataset, Floats, Column | None, Checkpoint], Floats]] = {
    "depth": _depth,
    "hull layers": _hull,
    "density": _density,
    "fidelity": _fidelity,
    "column": _quantile,
}
CRITERIA = tuple(_SCORES)
