"""Planes through a space under names that views share, and how one is shown to all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from hdvis import Module
from hdvis.analysis import Inputs
from hdvis.analysis.embedding import Embedding
from hdvis.analysis.projections import axis_plane, principal_planes
from hdvis.data import Column, Dataset
from hdvis.state import Slot, State

Frame = npt.NDArray[np.float64]
SCALING = "standard"


@dataclass(frozen=True, eq=False)
class NamedView:
    """A plane by name: an orthonormal frame (d, 2) over the standardised columns of a space.

    `kind` says where it comes from: "axis pair", "principal", "projection", "map" or "snapshot".
    """

    name: str
    space: str
    frame: Frame
    kind: str = "projection"
    note: str = ""

    def axes(self, dataset: Dataset) -> tuple[str, str] | None:
        """The names of the two columns it shows, where it is a pair of axes of the primary space.

        None for any other plane.
        """
        if self.space != dataset.primary:
            return None
        used = np.flatnonzero(np.abs(self.frame).max(axis=1) > 1e-9)
        if len(used) != 2 or not np.allclose(np.abs(self.frame[used]).sum(axis=0), 1):
            return None
        first = int(np.abs(self.frame[:, 0]).argmax())
        second = int(np.abs(self.frame[:, 1]).argmax())
        names = list(dataset.space_columns[self.space])
        return names[first], names[second]


def _first(dataset: Dataset) -> Mapping[str, NamedView]:
    d = dataset.d
    if d < 2:
        return {}
    return {"first": NamedView("first", dataset.primary, axis_plane(d, 0, 1), "axis pair")}


SLOTS: Mapping[str, Slot] = {
    "views": Slot(Mapping, {}, "Planes by name: name -> NamedView.", example=_first),
    "view": Slot(str, doc="The name of the plane in hand, or None."),
}


def vectors_of(dataset: Dataset, space: str) -> npt.NDArray[np.floating]:
    """The standardised rows (n, d) that planes of a space cut through."""
    return Inputs(space, (), SCALING).vectors(dataset)


def add_views(state: State, *views: NamedView) -> None:
    """Put planes on the list that all share; one of the same name is replaced."""
    state.views = {**state.views, **{view.name: view for view in views}}  # type: ignore[attr-defined]


def show_view(module: Module, view: NamedView) -> None:
    """Take a plane in hand, and show it in every view that follows the embedding."""
    add_views(module.state, view)
    module.state.view = view.name  # type: ignore[attr-defined]
    module.run(
        projected, module.state.dataset, view,
        then=lambda made: _show(module, view, made), key="show view",
    )  # fmt: skip


def _show(module: Module, view: NamedView, made: Embedding) -> None:
    if made.n != module.dataset.n:
        return
    if made.axes is None:
        columns = zip(made.names, made.coordinates.T, strict=True)
        module.publish(*(Column(name, values) for name, values in columns))
    module.state.embedding = made


def projected(dataset: Dataset, view: NamedView) -> Embedding:
    """The rows in a plane, as an embedding."""
    vectors = vectors_of(dataset, view.space)
    places = np.asarray(vectors @ view.frame, np.float32)
    places.flags.writeable = False
    return Embedding(
        places, view.kind, name=view.name, space=view.space, scaling=SCALING,
        axes=view.axes(dataset),
    )  # fmt: skip


def from_map(dataset: Dataset, embedding: Embedding) -> NamedView | None:
    """The plane nearest to a map: its best linear fit; None where the map has no linear part."""
    from hdvis.analysis.projections import orthonormal
    from hdvis.errors import DataError

    space = embedding.space or dataset.primary
    vectors = vectors_of(dataset, space)
    both = np.isfinite(vectors).all(axis=1) & np.isfinite(embedding.coordinates).all(axis=1)
    if both.sum() < 3:
        return None
    centred = embedding.coordinates[both] - embedding.coordinates[both].mean(axis=0)
    fit = np.linalg.lstsq(vectors[both].astype(np.float64), centred, rcond=1e-6)[0]
    try:
        frame = orthonormal(fit)
    except DataError:
        return None
    return NamedView(embedding.label, space, frame, "map", "the plane nearest to the map")


def principal_views(dataset: Dataset, space: str, count: int = 3) -> list[NamedView]:
    """Planes of the first principal components, two by two."""
    vectors = vectors_of(dataset, space)
    rows = vectors[np.isfinite(vectors).all(axis=1)]
    if len(rows) < 3 or vectors.shape[1] < 2:
        return []
    frames = principal_planes(rows, count)
    return [
        NamedView(f"PCA {2 * at + 1} × {2 * at + 2}", space, frame, "principal")
        for at, frame in enumerate(frames)
    ]


def axis_view(dataset: Dataset, space: str, first: int, second: int, note: str = "") -> NamedView:
    """The plane of two columns, named after them."""
    names = list(dataset.space_columns[space])
    frame = axis_plane(len(names), first, second)
    return NamedView(f"{names[first]} × {names[second]}", space, frame, "axis pair", note)
