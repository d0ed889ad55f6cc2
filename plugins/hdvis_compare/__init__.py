"""Two models, many stages: what training does to a latent space."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hdvis import hookimpl

if TYPE_CHECKING:
    from hdvis import Module
    from hdvis.state import Slot


@hookimpl
def hdvis_modules() -> list[type[Module]]:
    """Space Comparison, Model Comparison, Activity."""
    from hdvis_compare.activity import Activity
    from hdvis_compare.models import ModelComparison
    from hdvis_compare.spaces import SpaceComparison

    return [SpaceComparison, ModelComparison, Activity]


@hookimpl
def hdvis_slots() -> Mapping[str, Slot]:
    """The trainings on the table."""
    from hdvis_compare.runs import SLOTS

    return dict(SLOTS)
