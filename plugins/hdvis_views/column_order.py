"""Columns in the order in which people look for them."""

from __future__ import annotations

from hdvis.state import State


def labels_first(state: State) -> list[str]:
    """All column names: labels and computed columns, then those of the vectors."""
    own = {*state.table.dataset.labels, *state.columns}
    return sorted(state.table.names, key=lambda name: name not in own)
