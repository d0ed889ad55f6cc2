"""The latent dimensions by name, and a word on those that the model does not use."""

from __future__ import annotations

from hdvis.analysis import Directions
from hdvis.data import Dataset
from hdvis.errors import shorten

NAMED = 4
"""As many collapsed dimensions are named, and the others counted."""


def dimension_names(dataset: Dataset, directions: Directions) -> list[str]:
    """Names of the dimensions of the space of `directions`."""
    columns = dataset.space_columns.get(directions.space)
    fits = columns is not None and len(columns) == directions.d
    return list(columns) if fits and columns else [f"z{i}" for i in range(directions.d)]


def collapsed_text(dataset: Dataset, directions: Directions) -> str:
    """ "2 of 10 dimensions collapsed: x2, x7", or nothing."""
    places = directions.collapsed.tolist()
    if not places:
        return ""
    known = dimension_names(dataset, directions)
    named = ", ".join(shorten(known[place], 20) for place in places[:NAMED])
    more = f" and {len(places) - NAMED} more" if len(places) > NAMED else ""
    return f"{len(places):,} of {directions.d:,} dimensions collapsed: {named}{more}"
