"""What directions of a latent space mean: traversal, similarity, concepts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hdvis import hookimpl

if TYPE_CHECKING:
    from hdvis import Module, Slot
    from hdvis.hooks import SessionContext


@hookimpl
def hdvis_directions() -> dict[str, Callable[..., Any]]:
    from hdvis.analysis.directions.estimators import ESTIMATORS

    return dict(ESTIMATORS)


@hookimpl
def hdvis_similarities() -> dict[str, Callable[..., Any]]:
    from hdvis.analysis.directions.similarity import SIMILARITIES

    return dict(SIMILARITIES)


@hookimpl
def hdvis_modules() -> list[type[Module]]:
    from hdvis_semantics.concepts import ConceptMapView
    from hdvis_semantics.lattice import LatentLattice
    from hdvis_semantics.matrix import SimilarityMatrix, WeightMatrix
    from hdvis_semantics.pair import DirectionPair
    from hdvis_semantics.table import DirectionTable, SelectionExplained
    from hdvis_semantics.traversal import SemanticTraversal
    from hdvis_semantics.validation import DirectionValidation

    return [
        SemanticTraversal, LatentLattice, SimilarityMatrix, WeightMatrix, DirectionPair,
        ConceptMapView, DirectionTable, DirectionValidation, SelectionExplained,
    ]  # fmt: skip


@hookimpl
def hdvis_slots() -> dict[str, Slot]:
    from hdvis_semantics.slots import SLOTS

    return dict(SLOTS)


@hookimpl
def hdvis_actions() -> dict[str, Callable[[SessionContext], None]]:
    from hdvis_semantics.direction_service import make_direction

    return {"make a direction": make_direction}


@hookimpl
def hdvis_session_opened(session: SessionContext) -> None:
    from hdvis_semantics.direction_service import DirectionService

    DirectionService(session)
