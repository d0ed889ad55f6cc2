"""From a user's model to the one in the `model` slot: adapted, with an engine, tied to a space."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hdvis.data import Dataset
from hdvis.hooks import Catalog


def attach(
    model: Any,
    catalog: Catalog,
    *,
    dataset: Dataset | None = None,
    space: str | None = None,
    **hints: Any,
) -> Any:
    """Adapt `model` and start its engine; `space` names the vectors it decodes.

    Raises `ModelError` when the widths do not agree.
    """
    from hdvis.models import LatentModel

    if isinstance(model, str | Path):
        found = catalog.adapt_model(Path(model))
        model = model if found is None else found
    vectors = None
    if dataset is not None:
        space = space or next(iter(dataset.spaces))
        vectors = dataset.spaces.get(space)
    return LatentModel.attach(
        model, space=space or "", vectors=vectors, adapters=(catalog.adapt_model,), **hints
    )
