"""Directions renamed, coloured and removed, wherever their names stand; undone like a selection."""

from __future__ import annotations

from hdvis.analysis import Directions
from hdvis.errors import DataError
from hdvis.state import State

LONGEST = 80
"""Letters of a name that a user gives."""


def rename_direction(state: State, old: str, new: str) -> None:
    """Call the direction `old` by another name. Raises `DataError` for a name that is taken."""
    directions, name = _there(state), " ".join(new.split())[:LONGEST]
    if name == old:
        return
    if not name or name in directions.names:
        why = "is taken" if name else "is empty"
        raise DataError(f"direction: the name {name!r} {why}, expected another one")
    known = state.validations or {}
    also = {name: known[old]} if old in known else {}
    # What is known of the old name stays, for when the renaming is undone.
    state.param.update(
        directions=directions.rename(old, name),
        validations={**known, **also} or None,
        direction=name if state.direction == old else state.direction,
        pair=state.pair and tuple(name if each == old else each for each in state.pair),
    )


def recolor_direction(state: State, name: str, color: str) -> None:
    """Give the direction a colour of its own, "#rrggbb", or none."""
    state.directions = _there(state).recolor(name, color)


def remove_direction(state: State, name: str) -> None:
    """Take the direction out; that of a label comes back when the data or the model change."""
    directions = _there(state)
    directions.index(name)  # refuses a name that is not there
    left = directions.select([other for other in directions.names if other != name])
    state.param.update(
        directions=left if len(left) else None,
        direction=None if state.direction == name else state.direction,
        pair=None if state.pair and name in state.pair else state.pair,
    )


def _there(state: State) -> Directions:
    if state.directions is None:
        raise DataError("direction: there are none, expected some. Give the rows labels")
    directions: Directions = state.directions
    return directions
