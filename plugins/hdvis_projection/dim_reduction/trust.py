"""What a map shows of the categories in colour, beside the same in the space it was made from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from hdvis.analysis import Inputs
from hdvis.analysis.category_trust import NEIGHBORS, category_scores, plane_scores
from hdvis.analysis.embedding import Embedding
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Column, Dataset

LISTED = 40
HEADS = (
    "category",
    f"alike of\u00a0{NEIGHBORS} on\u00a0the map",
    "in\u00a0the space",
    "by chance, at\u00a0most",
    "silhou\u00adette on\u00a0the map",
    "in\u00a0the space",
)


@dataclass(frozen=True, eq=False)
class CategoryTrust:
    """A name and five texts for each of the most frequent categories of a column."""

    column: Column
    lines: list[list[str]]


def category_trust(
    dataset: Dataset,
    embedding: Embedding,
    column: Column,
    checkpoint: Checkpoint = no_checkpoint,
) -> CategoryTrust:
    """Neighbour agreement and silhouettes of the categories of `column`, on the map and off it.

    Chance is the largest agreement over twenty permutations of the categories.
    """
    inputs = Inputs(embedding.space, embedding.inputs, embedding.scaling)
    graph = inputs.graph(dataset, NEIGHBORS, checkpoint=lambda f: checkpoint(0.5 * f))
    space = category_scores(
        inputs.vectors(dataset), graph, column.values,
        checkpoint=lambda f: checkpoint(0.5 + 0.4 * f),
    )  # fmt: skip
    plane = plane_scores(embedding.coordinates, column.values)
    scores = (plane.alike, space.alike, space.chance, plane.silhouette, space.silhouette)
    lines = []
    for code in column.frequent[:LISTED]:
        if code >= len(space.alike):
            continue
        numbers = [float(score[code]) for score in scores]
        shares = ["–" if np.isnan(x) else f"{100 * x:.0f} %" for x in numbers[:3]]
        widths = ["–" if np.isnan(x) else f"{x:.2f}" for x in numbers[3:]]
        lines.append([column.categories[code], *shares, *widths])
    return CategoryTrust(column, lines)
