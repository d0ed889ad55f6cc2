"""What a hover card says about a row: its image and a few of its values."""

from __future__ import annotations

from typing import Any

from hdvis.data.text import display
from hdvis.render import raw_rgba
from hdvis.state import State

MOST = 8
LARGEST = 1024
"""Pixels of the longer side above which a picture is made smaller."""


def row_values(state: State, row: int, first: list[str], most: int = MOST) -> list[list[str]]:
    """Names and values of a row: `first`, then labels and computed columns."""
    table = state.table
    labels = list(state.table.dataset.labels)
    wanted = dict.fromkeys([*first, *labels, *state.columns])
    names = [name for name in wanted if name and name in table.columns][: most - 1]
    return [
        ["row", f"{row:,}"],
        *([display(name), table.columns[name].text([row])[0]] for name in names),
    ]


def row_image(state: State, row: int) -> dict[str, Any] | None:
    """The row's first image as raw RGBA, or None."""
    if not state.table.dataset.images:
        return None
    image = next(iter(state.table.dataset.images.values())).one(row, LARGEST)
    return {"data": raw_rgba(image), "width": image.shape[1], "height": image.shape[0]}


def tooltip(state: State, row: int, first: list[str]) -> dict[str, Any]:
    """The message that fills a hover card."""
    return {"row": row, "values": row_values(state, row, first), "image": row_image(state, row)}
