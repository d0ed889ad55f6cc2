"""What a worker does for OptimalAxisAlign: the alignment with a picture of each plane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from hdvis.analysis.projections.axis_pairs import Alignment, align_axes
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Dataset
from hdvis.errors import DataError
from hdvis_projection.named_views import vectors_of
from hdvis_projection.thumbnails import thumbnail


@dataclass(frozen=True, eq=False)
class Pictured:
    """An alignment, with shades of each projection and of each axis pair."""

    alignment: Alignment
    projections: list[bytes]
    pairs: list[bytes]


Show = Callable[[float], None]


def align(
    dataset: Dataset,
    space: str,
    method: str,
    neighbors: int,
    most: int,
    checkpoint: Checkpoint = no_checkpoint,
    show: Show = lambda fraction: None,
) -> Pictured | DataError:
    """The alignment of a space, its `most` best pairs pictured; or why there is none."""

    def told(fraction: float) -> None:
        checkpoint(fraction)
        show(fraction)

    try:
        vectors = vectors_of(dataset, space)
        made = align_axes(vectors, method, neighbors, checkpoint=told)
    except DataError as error:
        return error
    known = vectors[np.isfinite(vectors).all(axis=1)]
    return Pictured(
        made,
        [thumbnail(known @ projection.frame) for projection in made.projections],
        [thumbnail(known[:, list(pair.axes)]) for pair in made.pairs[:most]],
    )
