"""What workers do for Neighborhood: prune the shared neighbours, count what is left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hdvis.analysis import Inputs, RegionGraph, empty_region_graph
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Dataset
from hdvis.errors import DataError

BARS = 24


@dataclass(frozen=True)
class Rule:
    """Which of so many nearest rows are neighbours: the kind of empty region and its width."""

    kind: str
    most: int
    beta: float
    inputs: Inputs


@dataclass(frozen=True, eq=False)
class Built:
    """The graph, the method of the search it was chosen from, and how many rows it is about."""

    graph: RegionGraph
    method: str
    rows: int


@dataclass(frozen=True)
class Progress:
    """How far the work is."""

    text: str
    fraction: float | None = None


Show = Callable[[Progress], None]


def build(
    dataset: Dataset,
    rule: Rule,
    checkpoint: Checkpoint = no_checkpoint,
    show: Show = lambda progress: None,
) -> Built | DataError:
    """The graph of a rule, or why there is none."""
    phase = ["finding neighbours"]

    def told(fraction: float) -> None:
        checkpoint(fraction)
        show(Progress(phase[0], fraction))

    def announce(words: str) -> None:
        phase[0] = words

    try:
        vectors = rule.inputs.vectors(dataset)
        near = rule.inputs.graph(dataset, rule.most, checkpoint=told, announce=announce)
        near = near.sliced(min(rule.most, near.k))
        announce("pruning")
        made = empty_region_graph(near, vectors, rule.kind, rule.beta, told)
        _ = made.components, made.degrees
    except DataError as error:
        return error
    return Built(made, near.method, len(near.rows))


def degree_bars(degrees: npt.NDArray[np.int64]) -> list[tuple[str, int]]:
    """How many rows have how many neighbours: a label and a count each, in at most 24 bars."""
    if not len(degrees):
        return []
    most = int(degrees.max())
    width = most // BARS + 1
    counts = np.bincount(degrees // width)
    ends = [(at * width, at * width + width - 1) for at in range(len(counts))]
    return [
        (f"{low}" if low == high else f"{low}–{high}", int(count))
        for (low, high), count in zip(ends, counts, strict=True)
    ]
