"""The latent that is looked at: a free point, the focused row's, or none."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.state import State

Array = NDArray[Any]


def focused_latent(state: State, space: str) -> tuple[Array | None, str]:
    """The latent (d,) in `space` and its name for a label; (None, "") when nothing is in focus."""
    focus, spaces = state.focus, state.table.dataset.spaces
    if focus is None or space not in spaces:
        return None, ""
    if focus.is_free and focus.space == space:
        return np.asarray(focus.point, np.float32), "the free point"
    if focus.row is None:
        return None, ""
    latent = np.asarray(spaces[space][focus.row], np.float32)
    return (latent, f"row {focus.row:,}") if np.isfinite(latent).all() else (None, "")


def model_space(state: State) -> str:
    """The space whose vectors the model decodes: its own, else the primary one."""
    space = "" if state.model is None else state.model.space
    dataset = state.table.dataset
    return space if space in dataset.spaces else dataset.primary
