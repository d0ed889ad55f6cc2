"""What workers do for Clustering: find the groups, and say how far to trust them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from inspect import signature
from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.analysis import GroupFacts, Inputs, group_facts, proposed_names, run_clusterer
from hdvis.analysis.category_trust import CategoryScores, category_scores, plane_scores
from hdvis.analysis.clustering.condensed_tree import CondensedTree
from hdvis.analysis.embedding import Embedding
from hdvis.analysis.neighbors import NeighborGraph
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column, Dataset
from hdvis.errors import DataError

Labels = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class ClusterSpec:
    """A clusterer with its parameters, and what it works on: columns of a space, or a map."""

    method: str
    factory: Callable[..., Any]
    parameters: Mapping[str, Any]
    seed: int
    inputs: Inputs
    embedding: Embedding | None = None

    def vectors(self, dataset: Dataset) -> npt.NDArray[np.floating[Any]]:
        """The rows it groups (n, d)."""
        if self.embedding is not None:
            return self.embedding.coordinates
        return self.inputs.vectors(dataset)

    def words(self, dataset: Dataset) -> str:
        """What it is in short: "HDBSCAN of 64 columns of vectors"."""
        on = self.embedding.label if self.embedding is not None else self.inputs.words(dataset)
        return f"{self.method} of {on}"

    def clusterer(self, **changed: Any) -> Any:
        """A new clusterer, told the seed where it takes one."""
        accepted = signature(self.factory).parameters
        seeds = {name: self.seed for name in ("seed", "random_state") if name in accepted}
        return self.factory(**{**seeds, **self.parameters, **changed})


@dataclass(frozen=True, eq=False)
class Grouping:
    """Labels (n,), -1 for noise, with the clusters by density and what a reader must know."""

    labels: Labels
    tree: CondensedTree | None = None
    note: str = ""

    @property
    def count(self) -> int:
        """Number of groups."""
        return int(self.labels.max(initial=-1)) + 1


@dataclass(frozen=True, eq=False)
class Trust:
    """How far to trust groups: facts, names, and scores in the space and on the map in hand."""

    facts: GroupFacts
    names: list[str]
    space: CategoryScores
    plane: CategoryScores | None


@dataclass(frozen=True)
class Progress:
    """How far the work is."""

    text: str
    fraction: float | None = None

    def words(self) -> dict[str, Any]:
        """What the panel says about it."""
        return {"text": self.text, "progress": self.fraction, "stop": "stop"}


Show = Callable[[Progress], None]


def group(
    dataset: Dataset,
    spec: ClusterSpec,
    checkpoint: Checkpoint = no_checkpoint,
    show: Show = lambda progress: None,
) -> Grouping | DataError:
    """The groups that `spec` finds, or why it finds none."""
    try:
        return _grouped(dataset, spec, checkpoint, show)
    except DataError as error:
        return error


def _grouped(dataset: Dataset, spec: ClusterSpec, checkpoint: Checkpoint, show: Show) -> Grouping:
    vectors = spec.vectors(dataset)
    rows = np.flatnonzero(np.isfinite(vectors).all(axis=1))
    clusterer = spec.clusterer()
    notes = []
    if len(rows) < len(vectors):
        left = len(vectors) - len(rows)
        notes.append(f"{left:,} rows with missing values are in no group")
    k = int(getattr(clusterer, "graph_neighbors", 0)) if hasattr(clusterer, "graph") else 0
    if k and len(rows) > 2 and spec.embedding is None:
        clusterer.graph = _graph(dataset, spec, k, checkpoint, show)
        notes.append(f"neighbours: {clusterer.graph.recall}")

    def told(fraction: float) -> None:
        checkpoint(fraction)
        show(Progress(f"{spec.method} is at work", fraction))

    show(Progress(f"{spec.method} is at work"))
    found = run_clusterer(clusterer, spec.method, vectors[rows], told)
    labels = np.full(len(vectors), -1, np.int64)
    labels[rows] = found
    if hasattr(clusterer, "note_for"):
        notes.append(clusterer.note_for(len(rows)))
    if getattr(clusterer, "radius_", 0) and not spec.parameters.get("radius"):
        notes.append(f"radius {clusterer.radius_:.3g}")
    tree = getattr(clusterer, "tree_", None) if len(rows) == len(vectors) else None
    return Grouping(labels, tree, "; ".join(filter(None, notes)))


def _graph(
    dataset: Dataset, spec: ClusterSpec, k: int, checkpoint: Checkpoint, show: Show
) -> NeighborGraph:
    """The shared neighbours of the finite rows."""
    phase = ["finding neighbours"]

    def told(fraction: float) -> None:
        checkpoint(fraction)
        show(Progress(phase[0], fraction))

    def announce(words: str) -> None:
        phase[0] = words

    return spec.inputs.graph(dataset, k, checkpoint=told, announce=announce).restricted()


def judge(
    dataset: Dataset,
    spec: ClusterSpec,
    grouping: Grouping,
    plane: Embedding | None,
    columns: tuple[Column, ...],
    checkpoint: Checkpoint = no_checkpoint,
) -> Trust:
    """Sizes, silhouettes, stability and names of the groups; the same scores on the map `plane`."""
    vectors = spec.vectors(dataset)
    labels = np.where(np.isfinite(vectors).all(axis=1), grouping.labels, -1)
    finite = np.flatnonzero(np.isfinite(vectors).all(axis=1))

    def again(rows: npt.NDArray[np.floating[Any]], share: float) -> Labels:
        counts = ("min_cluster_size", "min_samples")  # fewer rows are as dense with fewer
        asked = {name: spec.parameters[name] for name in counts if name in spec.parameters}
        changed = {name: max(2, round(share * count)) for name, count in asked.items()}
        return run_clusterer(spec.clusterer(**changed), spec.method, rows)

    facts = group_facts(
        vectors[finite], labels[finite], again, seed=spec.seed,
        checkpoint=lambda f: checkpoint(0.6 * f),
    )  # fmt: skip
    names = proposed_names(grouping.labels, columns)
    nothing = np.full(grouping.count, np.nan)
    space = CategoryScores(nothing, nothing, facts.silhouette)
    if len(finite) > 2 and spec.embedding is None:
        graph = spec.inputs.graph(dataset, 10, checkpoint=lambda f: checkpoint(0.6 + 0.2 * f))
        space = category_scores(
            vectors, graph, labels, checkpoint=lambda f: checkpoint(0.8 + 0.2 * f)
        )
    flat = None
    if plane is not None and plane.complete and np.isfinite(plane.coordinates).all(1).sum() > 2:
        flat = plane_scores(plane.coordinates, grouping.labels)
    return Trust(facts, names, space, flat)
