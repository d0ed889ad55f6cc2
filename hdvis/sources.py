"""One door: whatever holds rows is opened alike by script, notebook, server and command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hdvis.data import Dataset
from hdvis.data.arrays.interop import is_arrow, is_frame, streamed
from hdvis.data.files.by_suffix import TEXTS
from hdvis.data.files.by_suffix import load as load_file
from hdvis.data.files.parts import images_of, labels_of
from hdvis.data.roles import AUTOMATIC, Roles, with_roles
from hdvis.hooks import Catalog, create_manager


@dataclass(frozen=True)
class Source:
    """What was opened: rows, and the model that came with them, which decodes `space`."""

    dataset: Dataset
    model: object | None = None
    space: str | None = None


def open_source(
    what: Any,
    catalog: Catalog,
    *,
    name: str = "",
    names: Sequence[Any] | None = None,
    labels: Any = None,
    spaces: Mapping[str, Any] | None = None,
    images: Any = None,
    image_layout: str | None = None,
    rename: bool = False,
    roles: Roles = AUTOMATIC,
    model: Any = None,
    space: str | None = None,
) -> Source:
    """`what` (vectors, a table, a `Dataset`, a file or folder) with its parts, one row each.

    A path is asked of the plugins first and read by its suffix else; a run folder brings its own
    model unless one is given. Parts may be paths too. Given parts are added to those that a
    dataset has; `names` and `name` replace its own. `roles` say which columns of a table are
    vectors. Raises `DataError` and `LimitError`.
    """
    dataset = _rows(what, catalog, names, roles, rename=rename)
    if name:
        dataset = replace(dataset, name=name)
    if labels is not None:
        dataset = dataset.with_columns(labels_of(labels), replacing=False)
    for key, vectors in (spaces or {}).items():
        dataset = dataset.with_space(key, vectors)
    if images is not None:
        dataset = dataset.with_images(images_of(images), layout=image_layout)
    if model is None and isinstance(what, str | Path):
        model = catalog.adapt_model(Path(what).expanduser())
    return Source(dataset, model, space)


def load(path: str | Path, *, encoding: str | None = None) -> Dataset:
    """The dataset in the file or folder `path`, by the plugins that are installed or by suffix.

    `encoding` is that of a text file which is not in UTF-8; with it no plugin is asked.
    `hdvis.data.load` asks no plugin. Raises `DataError` and `LimitError`.
    """
    if encoding is not None:
        return with_roles(load_file(path, encoding=encoding))
    return _in_file(path, Catalog.of(create_manager()))


def _rows(
    what: object, catalog: Catalog, names: Sequence[Any] | None, roles: Roles, *, rename: bool
) -> Dataset:
    if isinstance(what, str | Path):
        what = _in_file(what, catalog, roles)
    elif not isinstance(what, Dataset):
        made = Dataset.from_arrays(what, names=names, rename=rename)
        return with_roles(made, roles) if _is_table(what) or roles != AUTOMATIC else made
    elif roles != AUTOMATIC:
        what = with_roles(what, roles)
    return what if names is None else what.with_names(names, rename=rename)


def _is_table(what: object) -> bool:
    return is_frame(what) or is_arrow(streamed(what)) or isinstance(what, Mapping)


def _in_file(path: str | Path, catalog: Catalog, roles: Roles = AUTOMATIC) -> Dataset:
    found: Dataset | None = catalog.read_dataset(Path(path).expanduser())
    made = load_file(path) if found is None else found
    table = found is None and Path(path).suffix.lower() in (*TEXTS, ".parquet")
    alone = len(made.spaces) == 1 and not made.images
    return with_roles(made, roles) if (table and alone) or roles != AUTOMATIC else made
