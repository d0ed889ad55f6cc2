"""What the words of `show` and `serve` ask for, opened through the door that scripts use."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hdvis.app import Visualizer
    from hdvis.hooks import Catalog
    from hdvis.models import ModelAdapter


def opened(asked: Namespace, file: str) -> Visualizer:
    """A visualizer of the vectors in `file` with the images, labels and model asked for."""
    from hdvis.app import Visualizer

    columns = _columns(asked.labels)
    visualizer = Visualizer(asked.layout)
    visualizer.data.set_data(
        Path(file),
        images=asked.images,
        labels=None if columns else asked.labels,
        vector_columns=_names(asked.vectors),
        label_columns=columns,
        id_column=asked.id or "",
        scale=asked.scale,
        model=_model(asked, file, visualizer.catalog),
        space=asked.space,
    )
    return visualizer


def _names(text: str | None) -> list[str]:
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def _columns(labels: str | None) -> list[str]:
    """The names in `labels`, which may also be the path of a file with other columns."""
    is_path = labels is not None and (Path(labels).suffix != "" or Path(labels).exists())
    return [] if is_path else _names(labels)


def _model(asked: Namespace, file: str, catalog: Catalog) -> ModelAdapter | None:
    """The model asked for; None leaves it to the file, which may bring its own."""
    path = Path(asked.model or file)
    if asked.isolate and (asked.model or catalog.adapt_model(path) is not None):
        from hdvis.models import ProcessAdapter

        return ProcessAdapter(partial(_model_there, path, asked.trust))
    return _model_in(path, catalog, trust=asked.trust) if asked.model else None


def _model_there(path: Path, trust: bool) -> ModelAdapter:
    """The adapter of a file, made in another process, which finds its plugins itself."""
    from hdvis.hooks import Catalog, create_manager

    return _model_in(path, Catalog.of(create_manager()), trust=trust)


def _model_in(path: Path, catalog: Catalog, *, trust: bool) -> ModelAdapter:
    """The adapter that a plugin makes of the file, else the one of `hdvis.models.load`."""
    from hdvis.models import load

    found: ModelAdapter | None = catalog.adapt_model(path)
    return load(path, trust=trust) if found is None else found
