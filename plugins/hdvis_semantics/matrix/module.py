"""The Similarity Matrix as a module: what it compares, how it is ordered, what a cell opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import param
from numpy.typing import NDArray
from panel.viewable import Viewable

from hdvis import Module
from hdvis.analysis import Directions
from hdvis.analysis.directions.clusters import CLUSTERINGS, DirectionClusters, cluster_directions
from hdvis.analysis.directions.similarity import SIMILARITIES, cosine_matrix
from hdvis.analysis.directions.value import Units
from hdvis.components.theme import diverging
from hdvis.data import Dataset
from hdvis.models import LatentModel
from hdvis.modules import SpaceName
from hdvis.render import typeset
from hdvis.render.palette import category_colors, hexes
from hdvis_semantics.attributes import attributes_of
from hdvis_semantics.dimensions import collapsed_text
from hdvis_semantics.direction_service import fit_labels
from hdvis_semantics.matrix.measures import DECODED, LABELS, Material, Panel, panel
from hdvis_semantics.matrix.view import MatrixView

Array = NDArray[Any]

Groups = dict[str, int]
MOST = 400
"""Directions that one matrix compares; of more, those nearest to the one in hand."""
BLOCK = 1_024


class SimilarityMatrix(Module):
    """Cosines of all directions, clustered so that what the model holds to be alike are blocks."""

    title = "Similarity Matrix"
    needs = ("dataset", "directions")

    measures = param.ListSelector(
        default=["cosine"], objects=[*SIMILARITIES, DECODED, LABELS], doc="Drawn side by side."
    )
    units = param.Selector(
        default="σ",
        objects=["σ", "raw"],
        doc="Angles in standard deviations of the data, or between normals in raw numbers.",
    )
    clusters = param.Integer(5, bounds=(1, 20), doc="Groups of directions that point alike.")
    method = param.Selector(
        default="spherical k-means", objects=list(CLUSTERINGS), doc="How they are grouped."
    )
    order = param.Selector(
        default="clusters", objects=["clusters", "given"], doc="Blocks, or the order of the labels."
    )
    against = SpaceName(doc="Compare with the directions of the same labels in another space.")
    names = param.String(
        "", label="group names", doc="Names of the groups, the largest first, with commas between."
    )

    def __panel__(self) -> Viewable:
        offered = [*self.catalog.similarities, DECODED, LABELS] if self.catalog else []
        self.param["measures"].objects = offered or self.param["measures"].objects
        self._made: tuple[Directions, Directions] | None = None
        self._order: tuple[Array, Array] = (np.zeros(0, int), np.zeros(0, int))
        self._groups: tuple[Groups, Groups] = ({}, {})
        self.view = self.part(MatrixView, self._on_message)
        self._compare()
        return self.view

    # -- what is shown --------------------------------------------------------------------

    @param.depends(
        "state.directions", "state.model", "measures", "units", "clusters", "method", "order",
        "against", watch=True,
    )  # fmt: skip
    def _compare(self) -> None:
        state = self.state
        if not self.measures:
            return
        self.run(
            compared, state.directions, state.direction or "", state.dataset, state.model,
            self._offered(), list(self.measures), self.against, self._grouping(),
            then=self._show, key="compare",
        )  # fmt: skip

    def _grouping(self) -> Grouping:
        return Grouping(self.units, self.clusters, self.method, self.order, *self._groups)

    def _offered(self) -> Mapping[str, Callable[..., Array]]:
        return SIMILARITIES if self.catalog is None else self.catalog.similarities

    def _show(self, made: Compared) -> None:
        self._made, self._order = (made.rows, made.columns), (made.row_order, made.column_order)
        self._groups = made.groups
        self.view.param.update(
            panels=[_message(part, made.row_order, made.column_order) for part in made.panels],
            rows=[made.rows.names[i] for i in made.row_order],
            columns=[made.columns.names[i] for i in made.column_order],
            row_groups=made.row_groups.labels[made.row_order].tolist(),
            column_groups=made.column_groups.labels[made.column_order].tolist(),
            map=diverging(self.state.theme).tobytes(),
            label=f"similarity matrix of {len(made.rows)} directions",
        )
        self._name_groups()
        self._follow_pair()
        count = len(made.row_groups.sizes)
        titles = ", ".join(part.title for part in made.panels)
        collapsed = collapsed_text(self.dataset, made.rows)
        size = f"{len(made.rows)} directions"
        total = len(self.state.directions or ())
        if total > len(made.rows):
            size = f"the {len(made.rows)} of {total:,} directions nearest to {made.rows.names[0]}"
        said = [titles, collapsed, size, f"{count} groups"]
        if np.isfinite(made.agreement):
            cosine = typeset(f"{made.agreement:.2f}")
            said.append(f"same labels of {self.against} at mean cosine {cosine}")
        self.caption = " · ".join(filter(None, said))

    @param.depends("state.direction", watch=True)
    def _follow_direction(self) -> None:
        if self.state.directions is not None and len(self.state.directions) > MOST:
            self._compare()

    @param.depends("state.theme", watch=True)
    def _recolor(self) -> None:
        self.view.map = diverging(self.state.theme).tobytes()

    @param.depends("names", watch=True)
    def _name_groups(self) -> None:
        if self._made is None:
            return
        count = max([-1, *self.view.row_groups, *self.view.column_groups]) + 1
        given = [name.strip() for name in self.names.split(",")]
        colors = hexes(category_colors(count))
        self.view.groups = [
            {"name": name or f"group {i + 1}", "color": color}
            for i, (name, color) in enumerate(zip(_filled(given, count), colors, strict=True))
        ]

    @param.depends("state.pair", watch=True)
    def _follow_pair(self) -> None:
        if self._made is None:
            return
        rows, columns = self.view.rows, self.view.columns
        row, column = self.state.pair or ("", "")
        known = row in rows and column in columns
        self.view.picked = [rows.index(row), columns.index(column)] if known else []

    # -- what the browser says ------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "pick", "row": int(row), "column": int(column)}:
                if 0 <= row < len(self.view.rows) and 0 <= column < len(self.view.columns):
                    pair = self.view.rows[row], self.view.columns[column]
                    self.state.param.update(pair=pair, direction=pair[0])
            case {"type": "rename", "group": int(group), "name": str(name)} if 0 <= group < 20:
                given = _filled([part.strip() for part in self.names.split(",")], group + 1)
                given[group] = name.replace(",", " ").strip()[:40]
                self.names = ", ".join(given).rstrip(", ")


@dataclass(frozen=True)
class Grouping:
    """How directions are grouped and ordered; groups keep the numbers that their members had."""

    units: Units
    clusters: int
    method: str
    order: str
    rows: Groups
    columns: Groups

    def of(self, directions: Directions, before: Groups) -> DirectionClusters:
        """The groups of `directions`."""
        numbers = np.array([before.get(name, -1) for name in directions.names])
        return cluster_directions(
            directions.displaced(self.units), self.clusters, self.method, numbers
        )

    def ordered(self, groups: DirectionClusters) -> Array:
        """The places of directions in the matrix, (n,)."""
        return groups.order if self.order == "clusters" else np.arange(len(groups.labels))


class Compared:
    """Two sets of directions (often one twice), their groups and order, and their matrices."""

    def __init__(self, rows: Directions, columns: Directions, grouping: Grouping) -> None:
        self.rows, self.columns, self.units = rows, columns, grouping.units
        self.row_groups = grouping.of(rows, grouping.rows)
        same = columns is rows
        self.column_groups = self.row_groups if same else grouping.of(columns, grouping.columns)
        self.row_order = grouping.ordered(self.row_groups)
        self.column_order = self.row_order if same else self._matched()
        self.panels: list[Panel] = []

    @property
    def groups(self) -> tuple[Groups, Groups]:
        """The number of each direction's group, by name."""
        rows = zip(self.rows.names, self.row_groups.labels.tolist(), strict=True)
        columns = zip(self.columns.names, self.column_groups.labels.tolist(), strict=True)
        return dict(rows), dict(columns)

    def _matched(self) -> Array:
        """The columns in the order of the rows of their names, so that alike is the diagonal."""
        names = [self.rows.names[i] for i in self.row_order]
        places = {name: place for place, name in enumerate(names)}
        wanted = [places.get(name, len(places)) for name in self.columns.names]
        return np.argsort(wanted, kind="stable")

    @property
    def agreement(self) -> float:
        """Mean cosine of the directions of one name in two sets of one width; NaN elsewhere."""
        shared = [name for name in self.rows.names if name in self.columns.names]
        if self.columns is self.rows or not shared or self.rows.d != self.columns.d:
            return float("nan")
        rows, columns = (
            part.select(shared).displaced(self.units) for part in (self.rows, self.columns)
        )
        cosines = np.array([cosine_matrix(a, b)[0, 0] for a, b in zip(rows, columns, strict=True)])
        return float(cosines[np.isfinite(cosines)].mean()) if np.isfinite(cosines).any() else np.nan


def compared(
    directions: Directions, hand: str, dataset: Dataset, model: LatentModel | None,
    similarities: Mapping[str, Callable[..., Array]],
    measures: Sequence[str], against: str, grouping: Grouping,
) -> Compared:  # fmt: skip
    """Directions against themselves, or against those of another space, by every measure.

    Of more than `MOST` directions, those nearest to the one in `hand` are compared.
    """
    other = None
    if len(directions) > MOST:
        directions = directions.select(nearest(directions, hand, grouping.units))
    if against and against != directions.space and against in dataset.spaces:
        other = fit_labels(dataset, against, None)
    made = Compared(directions, other or directions, grouping)
    attributes, _ = attributes_of(dataset.labels) if LABELS in measures else ({}, [])
    decode = model.render if model is not None and model.space == directions.space else None
    origin = None
    if decode is not None and DECODED in measures:
        origin = np.nanmean(dataset.spaces[directions.space][:20_000], axis=0)
    material = Material(
        made.rows, made.columns, similarities, attributes, decode, origin, grouping.units
    )
    made.panels = [panel(measure, material) for measure in measures]
    return made


def nearest(directions: Directions, name: str, units: Units) -> list[str]:
    """The names of the `MOST` directions of largest |cosine| with that called `name`, it first.

    Without such a name, with the first. Taken by blocks, so that a dictionary of a sparse
    autoencoder needs no matrix of all its features.
    """
    names = directions.names
    own = directions.select([name if name in directions else names[0]])
    way, alike = own.displaced(units), np.zeros(len(names))
    for start in range(0, len(names), BLOCK):
        block = directions.select(names[start : start + BLOCK]).displaced(units)
        alike[start : start + BLOCK] = np.abs(cosine_matrix(way, block)[0])
    alike[directions.index(own.names[0])] = np.inf
    best = np.argsort(-np.nan_to_num(alike, nan=-1.0, posinf=np.inf), kind="stable")[:MOST]
    return [names[place] for place in best]


def _message(part: Panel, rows: Array, columns: Array) -> dict[str, Any]:
    values = np.ascontiguousarray(part.values[np.ix_(rows, columns)], np.float32)
    return {"title": part.title, "values": values.tobytes(), "chance": part.chance}


def _filled(names: list[str], count: int) -> list[str]:
    return (names + [""] * count)[:count]
