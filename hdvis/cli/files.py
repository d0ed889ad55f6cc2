"""Files named on the command line, put on a visualizer's table."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hdvis.app import Visualizer
    from hdvis.hooks import Catalog

WITH_MODEL = "traverse"
"""The layout where none is asked for and a model is there."""


def fill(visualizer: Visualizer, asked: Namespace, file: str) -> Visualizer:
    """`visualizer` with the vectors of `file`, and the images, labels and model asked for.

    A run folder brings its own model where none is asked for. With a model and without a layout
    asked for, the page opens on the one that decodes.
    """
    from hdvis.layout import parse_layout

    visualizer.data.set_data(dataset_in(Path(file), visualizer.catalog))
    if asked.images:
        visualizer.data.set_images(images_in(Path(asked.images)))
    if asked.labels:
        visualizer.data.set_labels(labels_in(Path(asked.labels)))
    if (model := _model(asked, file, visualizer.catalog)) is not None:
        visualizer.set_model(model, space=asked.space)
        if asked.layout is None:
            visualizer.layout = parse_layout(WITH_MODEL, visualizer.catalog)
    return visualizer


def dataset_in(path: Path, catalog: Catalog) -> Any:
    """What a plugin makes of the file, else what hdvis does."""
    from hdvis.data import load

    found = catalog.read_dataset(path)
    return load(path) if found is None else found


def images_in(path: Path) -> Any:
    """An array from .npy; a folder or zip as its path, read as it is needed."""
    from hdvis.data.files.npy import read_npy

    return read_npy(path) if path.suffix.lower() == ".npy" else path


def labels_in(path: Path) -> Any:
    """Columns by name; a single .npy column has the file's name."""
    from hdvis.data import load
    from hdvis.data.files.csv_table import read_csv
    from hdvis.data.files.npy import read_npy
    from hdvis.data.files.npz import read_npz

    match path.suffix.lower():
        case ".npy":
            array = read_npy(path)
            return {path.stem: array} if array.ndim == 1 else array
        case ".npz":
            return read_npz(path)
        case ".csv":
            return read_csv(path)
        case ".tsv":
            return read_csv(path, "\t")
    return load(path).columns


def model_in(path: Path, catalog: Catalog, *, trust: bool = False) -> Any:
    """The adapter that a plugin makes of the file, else the one of `hdvis.models.load`."""
    from hdvis.models import load

    found = catalog.adapt_model(path)
    return load(path, trust=trust) if found is None else found


def _model(asked: Namespace, file: str, catalog: Catalog) -> Any:
    """The model asked for, else that of a run folder, else None."""
    if not asked.model:
        own = catalog.adapt_model(Path(file))
        return _isolated(Path(file)) if asked.isolate and own is not None else own
    if asked.isolate:
        return _isolated(Path(asked.model), trust=asked.trust)
    return model_in(Path(asked.model), catalog, trust=asked.trust)


def _isolated(path: Path, *, trust: bool = False) -> Any:
    from functools import partial

    from hdvis.models import ProcessAdapter

    return ProcessAdapter(partial(_model_there, path, trust))


def _model_there(path: Path, trust: bool) -> Any:
    """The adapter of a file, made in another process, which finds its plugins itself."""
    from hdvis.hooks import Catalog, create_manager

    return model_in(path, Catalog.of(create_manager()), trust=trust)
