"""The door for data and models: what a script puts on the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hdvis.app.app import App
from hdvis.data import Column, Dataset
from hdvis.data.files.parts import images_of, labels_of
from hdvis.data.function import Norm
from hdvis.data.roles import Roles, Scale
from hdvis.errors import DataError
from hdvis.sources import open_source


class DataHook:
    """Takes arrays, files and a model, checks them at once, and puts them before every session."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def dataset(self) -> Dataset | None:
        """The rows on the table."""
        return self._app.data.dataset

    def put(self, name: str, value: Any, /, **how: Any) -> None:
        """Give the slot `name` a value, in every session; its declaration says what it takes.

        Raises `DataError` for a slot that is not there and for a value of another kind.
        """
        self._app.publish(self._app.data.with_value(name, value, **how))

    def set_data(
        self,
        vectors: Any,
        names: Sequence[Any] | None = None,
        *,
        name: str = "",
        labels: Any = None,
        spaces: Mapping[str, Any] | None = None,
        images: Any = None,
        image_layout: str | None = None,
        rename: bool = False,
        vector_columns: Sequence[str] = (),
        label_columns: Sequence[str] = (),
        id_column: str = "",
        scale: Scale = "auto",
        model: Any = None,
        space: str | None = None,
        **hints: Any,
    ) -> None:
        """Put rows on the table, with all that comes with them; see `hdvis.sources.open_source`.

        vectors (n, d): an array, tensor, table, list, `Dataset`, or the path of a file or folder.
        `hints` are those of `set_model`.
        """
        if hints and model is None and not isinstance(vectors, str | Path):
            raise DataError(
                f"got {next(iter(hints))}=…, which is neither a part of the data nor, without "
                "model=…, a hint for the model. Correct its name, or pass the model too"
            )
        source = open_source(
            vectors, self._app.catalog, name=name, names=names, labels=labels, spaces=spaces,
            images=images, image_layout=image_layout, rename=rename, model=model, space=space,
            roles=Roles(tuple(vector_columns), tuple(label_columns), id_column, scale),
        )  # fmt: skip
        self._put(source.dataset)
        if source.model is not None:
            self.set_model(source.model, space=source.space, **hints)

    def load_file(self, path: str | Path) -> None:
        """Read a file or folder in any format that hdvis or a plugin knows."""
        self.set_data(path)

    def set_images(self, images: Any, *, layout: str | None = None) -> None:
        """One image a row: (n, h, w), (n, h, w, 1|3|4), a folder, a zip, or several by name."""
        self._put(self._there().with_images(images_of(images), layout=layout))

    def set_labels(self, labels: Any) -> None:
        """Columns beside the vectors: a mapping of names to values, an array, or a table."""
        self._put(self._there().with_columns(labels_of(labels)))

    def set_function(self, domain: list[str], range: str, norm: Norm = "stddev") -> None:
        """Which columns are the inputs of a function and which one is its value."""
        self._put(self._there().with_function(domain, range, norm))

    def add_space(self, name: str, vectors: Any) -> None:
        """Another (n, m) array over the same rows."""
        self._put(self._there().with_space(name, vectors))

    def set_model(self, model: Any, *, space: str | None = None, **hints: Any) -> None:
        """A model that decodes vectors of `space` (the primary one unless named)."""
        self.put("model", model, space=space, **hints)

    def add_model(self, name: str, model: Any, *, space: str | None = None, **hints: Any) -> None:
        """One of several models, by name, with the space it decodes; the first is also the model.

        `model` is whatever `set_model` takes; the folder of a training (`hdvis train`) brings its
        stages along. Raises `ModelError`, and `DataError` for a space that is not there.
        """
        self.put("models", model, name=name, space=space, **hints)
        if self._app.data.slots.get("model") is None:
            added = self._app.data.slots["models"][name]
            self.put("model", added, space=added.space or None)

    def add_directions(
        self, source: Any, names: Sequence[str] | None = None, *, space: str | None = None
    ) -> None:
        """Named directions of a space, beside those that labels give.

        A file or folder of directions (.npz of hdvis, .npy of InterFaceGAN, .pt of GANSpace), a
        list of files, a `Directions`, a mapping of names to vectors (d,), or an array (k, d) with
        `names`. Raises `DataError` when their width or their model is another (HDV-M8).
        """
        self.put("directions", source, names=names, space=space)

    def _there(self) -> Dataset:
        if self.dataset is None:
            raise DataError("data: got nothing yet, expected vectors first. Call set_data(vectors)")
        return self.dataset

    def _put(self, dataset: Dataset) -> None:
        self._app.publish(self._app.data.with_dataset(dataset))

    @property
    def columns(self) -> Mapping[str, Column]:
        """The columns on the table."""
        return self._there().columns
