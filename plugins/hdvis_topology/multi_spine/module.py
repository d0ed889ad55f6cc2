"""Topological Multi-Spine as a module: a second function on the graph of the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import param
from numpy.typing import NDArray
from panel.viewable import Viewable

from hdvis import Module
from hdvis.checkpoint import Checkpoint
from hdvis.errors import DataError
from hdvis.modules import ColumnName
from hdvis.render import number
from hdvis.selection import And, Mode, OneOf
from hdvis_topology.derived import offered
from hdvis_topology.multi_spine.view import MultiSpineView
from hdvis_topology.overlap import Overlap, overlap
from hdvis_topology.spine.drawing import Look, Spine, draw_spine, occupied, picture_of, staircase
from hdvis_topology.topology import Topology, make_topology

FIRST, SECOND = "segment 1", "segment 2"
MOST = 14
"""Extrema of each function that the table lists, the most persistent first."""


@dataclass(frozen=True, eq=False)
class Both:
    """Two topologies on one graph, the first's spine, their overlap, and why there is none."""

    spine: Spine
    second: Topology
    overlap: Overlap


class TopologicalMultiSpine(Module):
    """The peaks of a second function over the spine of the first, and the rows they share."""

    title = "Topological Multi-Spine"
    needs = ("topology",)

    second = ColumnName(
        kinds=("numeric",), doc="The second function; automatic takes the next number."
    )
    level = param.Number(
        None, bounds=(0, 1), allow_None=True,
        doc="Persistence, as a share of the second function's span, up to which its extrema are "
        "noise; none takes the widest gap.",
    )  # fmt: skip
    size = param.Number(0.6, bounds=(0.2, 2.0), doc="How wide the widest hill is drawn.")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._both: Both | None = None
        self._second: Topology | None = None

    def __panel__(self) -> Viewable:
        self.view = self.part(MultiSpineView, self._hear, size=self.size)
        self._renew()
        return self.view

    @property
    def other(self) -> str:
        """The name of the second function's column; raises `DataError` when there is none."""
        table, first = self.table, self.state.topology.name
        domain = self.state.topology.recipe.function.domain
        if self.second in table.columns and self.second not in domain:
            return self.second
        taken = {first, *domain}
        for name in [*table.dataset.labels, *self.state.columns, *table.names]:
            if name not in taken and table.columns[name].kind == "numeric":
                return name
        raise DataError(
            "a second function: there is no other column of numbers beside the domain's. Add one"
        )

    @param.depends("state.topology", "state.columns", "second", "level", watch=True)
    def _renew(self) -> None:
        first = self.state.topology
        domain = first.recipe.function.domain
        functions = offered(self.table, self.state, derived=False)
        self.view.functions = [choice for choice in functions if choice["name"] not in domain]
        try:
            other = self.other
        except DataError as error:
            self.view.param.update(spine=None, table=None, note=str(error))
            return
        self.view.function = other
        if self._is_shown(first, other):
            return
        self.view.working = True
        self.run(
            _made, first, other, self.table.columns, self.level, self._second,
            then=self._show, key="both",
        )  # fmt: skip

    def _is_shown(self, first: Topology, other: str) -> bool:
        both = self._both
        return (
            both is not None
            and both.spine.topology is first
            and both.second.is_of(first.recipe.of_range(other), self.table.columns)
            and both.second.level == _level(both.second, self.level)
        )

    def _show(self, both: Both | str) -> None:
        if isinstance(both, str):
            self.view.param.update(spine=None, table=None, note=both, working=False)
            return
        if both.spine.topology is not self.state.topology:
            return
        self._both, self._second = both, both.second
        self.publish(both.spine.topology.column(FIRST), both.second.column(SECOND))
        self.view.param.update(
            spine=picture_of(both.spine) | {"marks": _marks(both)}, stairs=staircase(both.second),
            table=_table(both), note="", working=False,
        )  # fmt: skip
        self.caption = f"{both.spine.topology.name} and {both.second.name} on one graph"
        self._follow_selection()

    @param.depends("state.selection", "state.filters", watch=True)
    def _follow_selection(self) -> None:
        if self._both is not None:
            self.run(occupied, self._both.spine, self.state.rows, then=self._occupy, key="occupied")

    def _occupy(self, made: tuple[Spine, NDArray[np.float64] | None]) -> None:
        spine, shares = made
        if self._both is not None and spine is self._both.spine:
            self.view.occupancy = None if shares is None else shares.round(3).ravel().tolist()

    @param.depends("size", watch=True)
    def _resize(self) -> None:
        self.view.size = self.size

    # -- what the browser says ----------------------------------------------------------------

    def _hear(self, message: dict[str, Any]) -> None:
        both = self._both
        match message:
            case {"type": "function", "name": str(name)} if name in self.table.columns:
                self.param.update(second=name)
            case {"type": "level", "value": value}:
                self.level = None if value is None else min(max(float(value), 0.0), 1.0)
            case {"type": "cell", "first": int(a), "second": int(b)} if both is not None:
                self._select(a, b, message.get("mode"))
            case {"type": "select", "row": int(row)} if both is not None:
                ranked = both.spine.topology.extrema.tolist()
                if row in ranked:
                    self._select(ranked.index(row), -1, message.get("mode"))
            case {"type": "focus", "row": int(row)} if 0 <= row < self.table.n:
                self.focus(row=row)
            case {"type": "clear"}:
                self.state.selection = self.state.selection.without(self.id)

    def _select(self, a: int, b: int, mode: Mode | None) -> None:
        """Select what hill `a` of the first and `b` of the second share; -1 is every hill."""
        columns = self.state.columns
        wanted = [(FIRST, a), (SECOND, b)]
        parts = [
            OneOf(name, (columns[name].categories[place],))
            for name, place in wanted
            if name in columns and 0 <= place < len(columns[name].categories)
        ]
        if parts:
            predicate = parts[0] if len(parts) == 1 else And(tuple(parts))
            self.select(predicate, gesture=f"cell {a} {b}", mode=mode)


def _level(topology: Topology, share: float | None) -> float:
    tree = topology.tree
    return tree.default_level() if share is None else share * tree.span


def _made(
    first: Topology,
    other: str,
    columns: Any,
    level: float | None,
    known: Topology | None,
    checkpoint: Checkpoint,
) -> Both | str:
    recipe = first.recipe.of_range(other)
    try:
        if known is None or not known.is_of(recipe, columns):
            known = make_topology(recipe, columns, first, checkpoint)
        second = known.at(_level(known, level))
        return Both(draw_spine(first, Look()), second, overlap(first, second))
    except DataError as error:
        return str(error)


def _marks(both: Both) -> list[dict[str, Any]]:
    """Where the second's extrema stand on the first's map.

    One that is critical for both has its place; else it stands on the contour, of the hill it
    lies on, that is nearest to its value: turned by the golden angle from one to the next.
    """
    spine, second = both.spine, both.second
    levels, hills = spine.terrain.levels, spine.terrain.places
    nodes = [*spine.graph.extrema.tolist(), *spine.graph.saddles.tolist()]
    marks = []
    for rank, row in enumerate(second.extrema[:MOST].tolist()):
        place = int(hills[row])
        node = nodes.index(row) if row in nodes else place
        if node < 0:
            continue
        contour = int(np.argmin(np.abs(levels - spine.topology.tree.values[row])))
        on_node = row in nodes
        marks.append({
            "node": node,
            "angle": 2.399963 * rank,
            "radius": 0.0 if on_node else float(spine.terrain.extrema[place, contour]),
            "label": f"{second.name}: {second.label(row)}",
        })  # fmt: skip
    return marks


def _table(both: Both) -> dict[str, Any]:
    first, second, found = both.spine.topology, both.second, both.overlap
    return {
        "first": first.name,
        "second": second.name,
        "rows": [_named(first, row) for row in first.extrema[:MOST]],
        "columns": [_named(second, row) for row in second.extrema[:MOST]],
        "counts": found.counts[:MOST, :MOST].tolist(),
        "shares": found.jaccard[:MOST, :MOST].round(4).tolist(),
        "matches": found.matches[:MOST].tolist(),
        "left_out": max(0, len(first.extrema) - MOST) + max(0, len(second.extrema) - MOST),
    }


def _named(topology: Topology, row: np.int32) -> str:
    return f"{topology.label(int(row))} · {number(float(topology.tree.values[row]), 3)}"
