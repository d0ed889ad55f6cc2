"""Space Comparison as a module: which spaces, how they are compared, and what a pair publishes."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import param
from numpy.typing import NDArray
from panel.viewable import Viewable

from hdvis import Module
from hdvis.data import Column
from hdvis.errors import DataError
from hdvis.modules.options import set_option
from hdvis.selection import Mode, Rows
from hdvis.state import RowSets
from hdvis_compare.runs import Run, runs_of
from hdvis_compare.spaces.view import SpacesView
from hdvis_compare.spaces.work import CHOICES, Pair, Spaces, pair_of, table_of

OWN = "spaces of the data"
DRAWN = 20_000
"""Rows that the two maps draw at most, spread evenly."""

CHANGED, MOVED = "neighbour change", "displacement"


class SpaceComparison(Module):
    """How alike latent spaces or the stages of a training are: all pairs, and one side by side."""

    title = "Space Comparison"

    source = param.String(OWN, doc="The spaces of the data, or the name of a training.")
    measure = param.Selector(default="CKA", objects=CHOICES, doc="What the matrix holds.")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._spaces: Spaces | None = None
        self._pair: Pair | None = None
        self._sampled: NDArray[np.intp] = np.empty(0, np.intp)

    def __panel__(self) -> Viewable:
        self.view = self.part(SpacesView, self._hear, measures=CHOICES)
        self._renew()
        return self.view

    @param.depends("state.dataset", "state.model", "source", watch=True)
    def _renew(self) -> None:
        runs = runs_of(self.state)
        self.view.param.update(sources=[OWN, *runs], pair=None, matrix=None)
        self._pair = None
        dataset = self.table.dataset
        if self.source in runs:
            self.run(_stages, runs[self.source], then=partial(self._take, self.source), key="read")
            self.view.source = self.source
            return
        arrays = {name: np.asarray(values) for name, values in dataset.spaces.items()}
        if len(arrays) == 1 and runs:
            self.param.update(source=next(iter(runs)))
            return
        self.view.source = OWN
        self._take(self.source, Spaces(arrays))

    def _take(self, source: str, spaces: Spaces | str) -> None:
        if source != self.source:
            return
        if isinstance(spaces, str):
            self._spaces, self.view.note = None, spaces
            return
        self._spaces = spaces
        self._compare()
        names = spaces.names
        if len(names) > 1:
            self._open(names[0], names[-1])

    @param.depends("measure", watch=True)
    def _compare(self) -> None:
        spaces = self._spaces
        self.view.measure = self.measure
        if spaces is None:
            return
        self.caption = f"{len(spaces.names)} spaces · {self.measure}"
        if len(spaces.names) < 2:
            self.view.note = (
                "There is one space only. Add another over the same rows with add_space, or open "
                "a run folder of hdvis train, whose stages are compared."
            )
            return
        self.view.note = ""
        self.run(
            table_of, spaces, self.measure, then=partial(self._show_table, spaces), key="matrix"
        )

    def _show_table(self, spaces: Spaces, table: NDArray[np.float64] | str) -> None:
        if spaces is not self._spaces:
            return
        if isinstance(table, str):
            self.view.note = table
            return
        values = [[float(v) if np.isfinite(v) else None for v in line] for line in table]
        self.view.matrix = {"names": spaces.names, "values": values}
        if not np.isfinite(table).all():
            self.view.note = "A space without spread is like nothing: its cells are empty."

    def _open(self, a: str, b: str) -> None:
        if self._spaces is not None:
            self.run(
                pair_of, self._spaces, a, b, then=partial(self._show_pair, self._spaces),
                key="pair",
            )  # fmt: skip

    def _show_pair(self, spaces: Spaces, pair: Pair | str) -> None:
        if spaces is not self._spaces:
            return
        if isinstance(pair, str):
            self.view.note = pair
            return
        self._pair = pair
        n = len(pair.changed)
        self._sampled = np.unique(np.linspace(0, n - 1, min(n, DRAWN)).astype(np.intp))
        self.view.pair = {
            "names": list(pair.names),
            "maps": [np.ascontiguousarray(m[self._sampled]).tobytes() for m in pair.maps],
            "facts": pair.facts,
            "linked": self._is_linked,
        }
        if self._is_linked:
            about = f"{pair.names[0]} / {pair.names[1]}"
            self.publish(
                Column(f"{CHANGED} ({about})", pair.changed),
                Column(f"{MOVED} ({about})", pair.displaced),
            )
        self._follow_selection()

    @property
    def _is_linked(self) -> bool:
        """Whether the rows compared are those of the table."""
        pair = self._pair
        return pair is not None and len(pair.changed) == self.table.n

    # -- the selection ------------------------------------------------------------------------

    @param.depends("state.selection", "state.filters", watch=True)
    def _follow_selection(self) -> None:
        if self._is_linked:
            self.run(_chosen, self.state.rows, self._sampled, then=self._show_chosen, key="chosen")

    def _show_chosen(self, chosen: bytes) -> None:
        self.view.param.update(chosen=chosen, selecting=bool(self.state.selection))

    def _hear(self, message: dict[str, Any]) -> None:
        spaces = self._spaces
        match message:
            case {"type": "cell", "first": int(a), "second": int(b)} if spaces is not None:
                names = spaces.names
                if 0 <= a < len(names) and 0 <= b < len(names):
                    self._open(names[a], names[b])
            case {"type": "set", "name": "source" | "measure" as name, "value": str(value)}:
                set_option(self, name, value)
            case {"type": "brush", "map": 0 | 1 as which, "box": [x0, x1, y0, y1]}:
                self._brush(which, [float(v) for v in (x0, x1, y0, y1)], message.get("mode"))
            case {"type": "disagree"} if self._is_linked:
                self._select_changed()

    def _brush(self, which: int, box: list[float], mode: Mode | None) -> None:
        if not self._is_linked or self._pair is None:
            return
        x, y = self._pair.maps[which].T
        inside = (x >= box[0]) & (x <= box[1]) & (y >= box[2]) & (y <= box[3])
        self.select(Rows.of(np.flatnonzero(inside)), gesture="map", mode=mode)

    def _select_changed(self) -> None:
        """Select the tenth of the rows whose neighbours changed most."""
        assert self._pair is not None
        changed = np.nan_to_num(self._pair.changed, nan=-1.0)
        limit = max(float(np.quantile(changed, 0.9)), 1e-6)
        self.select(Rows.of(np.flatnonzero(changed >= limit)), gesture="changed")


def _chosen(rows: RowSets, drawn: NDArray[np.intp]) -> bytes:
    return rows.chosen[drawn].astype(np.uint8).tobytes()


def _stages(run: Run) -> Spaces | str:
    """The followed rows' latents at each stage of a training."""
    try:
        arrays = {f"stage {stage}": run.stage_latents(stage) for stage in run.stages}
    except DataError as error:
        return str(error)
    return Spaces(arrays, of_table=False)
