"""The shared values that directions live in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from hdvis.data import Dataset
from hdvis.state import Slot
from hdvis_semantics.direction_import import followed, given_directions, joined
from hdvis_semantics.direction_saving import directions_from_plain, directions_to_plain

if TYPE_CHECKING:
    from hdvis.analysis import Directions


def _example(dataset: Dataset) -> Directions:
    from hdvis.analysis import fit_directions

    sides = (dataset.vectors[:, 0] > np.nanmedian(dataset.vectors[:, 0])).astype("i4")
    return fit_directions(dataset.vectors, {"first": sides}, space=dataset.primary)


SLOTS: Mapping[str, Slot] = {
    "directions": Slot(
        doc="The named set of Directions, or None.",
        waiting="Waiting for directions.\nGive the rows labels, or make one from a selection.",
        example=_example,
        read=given_directions,
        follow=followed,
        merge=joined,
        plain=directions_to_plain,
        again=directions_from_plain,
        undone=True,
    ),
    "direction": Slot(
        str,
        doc="The name of the direction in hand, or None.",
        plain=lambda name, table: name,
        again=lambda found, table: None if found is None else str(found),
    ),
    "pair": Slot(tuple, doc="Names of two directions to compare, or None."),
    "validations": Slot(Mapping, doc="Validation by direction name, or None."),
}
