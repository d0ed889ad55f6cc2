"""A function on a neighbour graph with its merge tree, and what all three were made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis import NeighborGraph, neighbor_graph, plane_neighbors
from hdvis.analysis.topology import MergeTree, merge_tree
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column, Dataset
from hdvis.data.function import Function, default_function, sample_function
from hdvis.errors import DataError

TREE_DIMENSIONS, TREE_REACH = 6, 1e18


@dataclass(frozen=True)
class Recipe:
    """What a topology is made of: a function, how many neighbours, and maxima or minima."""

    function: Function
    neighbors: int = 15
    ascending: bool = True

    def of_range(self, name: str) -> Recipe:
        """The same domain and graph with another range."""
        domain = tuple(column for column in self.function.domain if column != name)
        return replace(self, function=Function(domain, name, self.function.norm))


@dataclass(frozen=True, eq=False)
class Topology:
    """The merge tree of a recipe at a level of persistence, in the unit of the function.

    `sources` are the very columns that were read, so that whoever compares them with those on the
    table knows whether it is still theirs. domain (n, k) is normalised; rows not finite there
    take no part.
    """

    recipe: Recipe
    sources: tuple[Column, ...]
    domain: NDArray[np.float64]
    graph: NeighborGraph
    tree: MergeTree
    level: float
    notes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name of the function's column."""
        return self.recipe.function.range

    def is_of(self, recipe: Recipe, columns: Mapping[str, Column]) -> bool:
        """Whether it is what `recipe` gives for `columns` as they are now."""
        return recipe == self.recipe and sources(recipe.function, columns) == self.sources

    def at(self, level: float) -> Topology:
        """The same at another level."""
        return replace(self, level=level)

    @cached_property
    def segments(self) -> NDArray[np.int32]:
        """Row (n,) of the extremum that owns each row at the level, -1 for none."""
        return self.tree.segments(self.level)

    @property
    def extrema(self) -> NDArray[np.int32]:
        """Rows of the extrema that the level leaves, the most persistent first."""
        return self.ranked[: self.tree.count(self.level)]

    @cached_property
    def ranked(self) -> NDArray[np.int32]:
        """Rows of all extrema, the most persistent first."""
        return self.tree.extrema[np.argsort(-self.tree.drops, kind="stable")]

    def label(self, row: int) -> str:
        """The name of an extremum: its rank by persistence, the same at every level."""
        word = "peak" if self.recipe.ascending else "basin"
        return f"{word} {int(np.flatnonzero(self.ranked == row)[0]) + 1}"

    def column(self, name: str = "segment") -> Column:
        """Which hill each row is on, as a category that keeps its place when the level moves."""
        extrema = self.extrema
        code = np.full(len(self.segments) + 1, -1, np.int32)
        code[extrema] = np.arange(len(extrema), dtype=np.int32)
        word = "peak" if self.recipe.ascending else "basin"
        names = tuple(f"{word} {rank}" for rank in range(1, len(extrema) + 1))
        return Column(name, code[self.segments], "category", names)


def sources(function: Function, columns: Mapping[str, Column]) -> tuple[Column, ...]:
    """The columns that `function` reads, in order."""
    names = (*function.domain, function.range)
    return tuple(columns[name] for name in names if name in columns)


def function_of(dataset: Dataset, given: Function | None) -> Function:
    """`given`, or the dataset's own, or its vectors to its first number; raises `DataError`."""
    if given is not None or dataset.function is not None:
        return given or dataset.function  # type: ignore[return-value]
    numbers = [name for name, column in dataset.labels.items() if column.kind == "numeric"]
    if numbers:
        return Function(tuple(dataset.vector_names), numbers[0])
    return default_function(dataset.vector_names)


def make_topology(
    recipe: Recipe,
    columns: Mapping[str, Column],
    before: Topology | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Topology:
    """The topology of `recipe` over `columns`; the graph of `before` serves where it is the same.

    The level is the one of the widest gap. Raises `DataError`.
    """
    samples = sample_function(recipe.function, columns)
    values = samples.range.copy()
    values[~np.isfinite(samples.domain).all(axis=1)] = np.nan
    if not np.isfinite(values).any():
        raise DataError(
            f"`{recipe.function.range}`: no row has a finite value and a finite domain. "
            "Choose other columns"
        )
    read = sources(recipe.function, columns)
    graph = before.graph if before is not None and _same_domain(before, recipe, read) else None
    if graph is None:
        graph = _graph(samples.domain, recipe.neighbors, checkpoint)
    tree = merge_tree(graph, values, recipe.ascending)
    return Topology(recipe, read, samples.domain, graph, tree, tree.default_level(), samples.notes)


def _graph(domain: NDArray[np.float64], k: int, checkpoint: Checkpoint) -> NeighborGraph:
    """Nearest neighbours, by a k-d tree where dimensions are few enough for one to be quick."""
    largest = np.abs(domain[np.isfinite(domain)]).max(initial=0.0)
    if domain.shape[1] <= TREE_DIMENSIONS and largest < TREE_REACH:
        return plane_neighbors(domain, k)
    return neighbor_graph(domain, k, checkpoint=checkpoint)


def _same_domain(before: Topology, recipe: Recipe, read: tuple[Column, ...]) -> bool:
    one, other = before.recipe, recipe
    return (
        before.sources[:-1] == read[:-1]
        and one.function.norm == other.function.norm
        and one.neighbors == other.neighbors
    )
