"""The latent that is looked at: a free point, the focused row's, or none."""

from __future__ import annotations

from typing import Any

import numpy as np


def focused_latent(state: Any, space: str) -> tuple[Any, str]:
    """The latent (d,) in `space` and its name for a label; (None, "") when nothing is in focus."""
    focus = state.focus
    if focus is None or space not in state.dataset.spaces:
        return None, ""
    if focus.is_free and focus.space == space:
        return np.asarray(focus.point, np.float32), "the free point"
    if focus.row is None:
        return None, ""
    latent = np.asarray(state.dataset.spaces[space][focus.row], np.float32)
    return (latent, f"row {focus.row:,}") if np.isfinite(latent).all() else (None, "")


def model_space(state: Any) -> str:
    """The space whose vectors the model decodes: its own, else the primary one."""
    space = "" if state.model is None else state.model.space
    return space if space in state.dataset.spaces else state.dataset.primary
