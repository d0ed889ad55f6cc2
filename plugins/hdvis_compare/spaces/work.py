"""Similarity of all spaces, and two of them as maps that are turned onto each other."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.comparison import (
    MEASURES,
    drift,
    linear_cka,
    mutual_neighbors,
    procrustes,
    similarity_matrix,
    svcca,
)
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError
from hdvis.render import number

Array = NDArray[np.floating]
NEIGHBORS = "mutual neighbours"
CHOICES = [*MEASURES, NEIGHBORS]
ROWS = 5_000
"""Rows on which the neighbours of many spaces are compared; a pair is compared on all."""


@dataclass(frozen=True, eq=False)
class Spaces:
    """Arrays (n, d) over the same rows, by name in order; `rows` are those of the table, or None
    when the rows are a training's own."""

    arrays: dict[str, Array] = field(repr=False)
    of_table: bool = True

    @property
    def names(self) -> list[str]:
        """Names in order."""
        return list(self.arrays)


def table_of(spaces: Spaces, measure: str, checkpoint: Checkpoint) -> NDArray[np.float64] | str:
    """`measure` of all pairs (s, s), or why there is none."""
    arrays = list(spaces.arrays.values())
    try:
        if measure == NEIGHBORS:
            return _neighbors(arrays, checkpoint)
        return similarity_matrix(arrays, measure, checkpoint)
    except DataError as error:
        return str(error)


def _neighbors(arrays: list[Array], checkpoint: Checkpoint) -> NDArray[np.float64]:
    from hdvis.analysis import neighbor_graph

    n = len(arrays[0])
    some = np.sort(np.random.default_rng(0).choice(n, min(n, ROWS), replace=False))
    graphs = []
    for place, array in enumerate(arrays):
        checkpoint(place / len(arrays))
        graphs.append(neighbor_graph(array[some], 10))
    count = len(graphs)
    table = np.ones((count, count))
    for a in range(count):
        for b in range(a):
            table[a, b] = table[b, a] = mutual_neighbors(graphs[a], graphs[b]).score
    return table


@dataclass(frozen=True, eq=False)
class Pair:
    """Two spaces as maps (n, 2) in one frame, per-row change, and figures about both.

    The first is drawn over its two widest axes; the second is shifted, turned and scaled onto the
    first, then drawn over the same two.
    """

    names: tuple[str, str]
    maps: tuple[NDArray[np.float32], NDArray[np.float32]]
    changed: NDArray[np.float32]
    displaced: NDArray[np.float32]
    facts: list[list[str]]


def pair_of(spaces: Spaces, a: str, b: str, checkpoint: Checkpoint = no_checkpoint) -> Pair | str:
    """Spaces `a` and `b` side by side, or why they cannot stand so."""
    first, second = (np.asarray(spaces.arrays[name], np.float64) for name in (a, b))
    try:
        onto = procrustes(second, first)
        kept = mutual_neighbors(first, second, checkpoint=checkpoint)
        checkpoint(0.5)
        moved = drift(second, first, checkpoint=checkpoint)
        facts = [
            ["linear CKA", number(linear_cka(first, second), 3)],
            ["debiased CKA", number(linear_cka(first, second, debiased=True), 3)],
            ["SVCCA", number(svcca(first, second), 3)],
            ["Procrustes distance", number(onto.distance, 3)],
            [f"mutual {kept.k}-NN", f"{number(kept.score, 3)} (chance {number(kept.null, 2)})"],
        ]
    except DataError as error:
        return str(error)
    middle, axes = _widest(first)
    turned = onto.apply(second)
    maps = (((first - middle) @ axes).astype("f4"), ((turned - middle) @ axes).astype("f4"))
    return Pair((a, b), maps, kept.changed, moved.displacement, facts)


def _widest(array: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows = array[np.isfinite(array).all(axis=1)]
    middle = rows.mean(axis=0)
    _, axes = np.linalg.eigh(np.atleast_2d(np.cov(rows, rowvar=False)))
    widest = axes[:, ::-1][:, :2]
    signs = np.sign(widest[np.argmax(np.abs(widest), axis=0), np.arange(widest.shape[1])])
    widest = widest * np.where(signs == 0, 1, signs)
    if widest.shape[1] < 2:
        widest = np.column_stack([widest, np.zeros(len(widest))])
    return middle, widest
