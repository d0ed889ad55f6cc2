"""The door for data and models: what a script puts on the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hdvis.app.direction_import import given_directions, joined
from hdvis.data import Dataset
from hdvis.data.files.parts import images_of, labels_of
from hdvis.data.function import Norm
from hdvis.errors import DataError
from hdvis.hooks import Catalog
from hdvis.sources import open_source


class DataHook:
    """Takes arrays, files and a model, checks them at once, and offers them to every session.

    `publish(dataset, **slots)` is called after each change.
    """

    def __init__(
        self, publish: Callable[..., None], adapt: Callable[..., Any], catalog: Catalog
    ) -> None:
        self._publish, self._adapt, self._catalog = publish, adapt, catalog
        self.dataset: Dataset | None = None
        self._model: Any = None
        self._directions: Any = None

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
        model: Any = None,
        space: str | None = None,
        **hints: Any,
    ) -> None:
        """Put rows on the table, with all that comes with them; see `hdvis.sources.open_source`.

        vectors (n, d): an array, tensor, table, list, `Dataset`, or the path of a file or folder.
        `hints` are those of `set_model`.
        """
        source = open_source(
            vectors, self._catalog, name=name, names=names, labels=labels, spaces=spaces,
            images=images, image_layout=image_layout, rename=rename, model=model, space=space,
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
        attached = self._adapt(model, dataset=self.dataset, space=space, **hints)
        if self._directions is not None and self._directions.space == attached.space:
            self._directions.check_model(attached.adapter.fingerprint(), self._directions.d)
        self._model = attached
        self._publish(self.dataset, model=attached)

    def add_directions(
        self, source: Any, names: Sequence[str] | None = None, *, space: str | None = None
    ) -> None:
        """Named directions of a space, beside those that labels give.

        A file or folder of directions (.npz of hdvis, .npy of InterFaceGAN, .pt of GANSpace), a
        list of files, a `Directions`, a mapping of names to vectors (d,), or an array (k, d) with
        `names`. Raises `DataError` when their width or their model is another (HDV-M8).
        """
        made = given_directions(source, names, self._there(), space, self._model)
        self._directions = joined(self._directions, made)
        self._publish(self.dataset, directions=self._directions)

    def _there(self) -> Dataset:
        if self.dataset is None:
            raise DataError("data: got nothing yet, expected vectors first. Call set_data(vectors)")
        return self.dataset

    def _put(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._publish(dataset, directions=self._fitting(dataset))

    def _fitting(self, dataset: Dataset) -> Any:
        """The directions given so far, unless `dataset` lacks their space."""
        made = self._directions
        vectors = None if made is None else dataset.spaces.get(made.space)
        fits = vectors is not None and vectors.shape[1] == made.d
        self._directions = made.measured(vectors) if fits else None
        return self._directions

    @property
    def columns(self) -> Mapping[str, Any]:
        """The columns on the table."""
        return self._there().columns
