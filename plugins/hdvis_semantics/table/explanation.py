"""Explanation: what sets the selection apart from the rest, dimension by dimension."""

from __future__ import annotations

from typing import Any

import numpy as np
import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.analysis import Directions
from hdvis.analysis.explain import Explanation, explain_dimensions, explain_directions
from hdvis.data.text import display
from hdvis.render import signed
from hdvis.state import RowSets
from hdvis_semantics.focus import model_space
from hdvis_semantics.table.view import MetricTable

HEADS = (
    ("effect", "Cohen's d: difference of the means in pooled standard deviations."),
    ("AUC", "Chance that a selected row lies higher than another."),
)


NAME = 60
"""Letters of a name that are shown."""


class SelectionExplained(Module):
    """Dimensions and directions ranked by how far the selected rows lie from the others."""

    title = "Explanation"

    of = param.Selector(
        default="both", objects=["both", "dimensions", "directions"], doc="What is ranked."
    )
    most = param.Integer(50, bounds=(5, 1000), doc="Lines shown.")

    def __panel__(self) -> Viewable:
        heads = [{"label": label, "doc": doc} for label, doc in HEADS]
        self.view = self.part(MetricTable, self._on_message, heads=heads)
        self._explain()
        return self.view

    @param.depends("state.selection", "state.directions", "state.dataset", "of", "most", watch=True)
    def _explain(self) -> None:
        state = self.state
        if state.selection.live:
            return
        if not state.selection:
            self.cancel("explain")
            self._show([])
            self.caption = "select some rows to see what sets them apart"
            return
        self.run(
            explained, state.rows, model_space(state), state.directions, self.of,
            then=self._show, key="explain",
        )  # fmt: skip

    def _show(self, found: list[tuple[str, float, float]]) -> None:
        self.view.rows = [
            {
                "name": name, "label": display(name, NAME), "weak": False, "note": "",
                "cells": [[signed(effect), abs(effect)], [f"{area:.2f}", area]],
            }
            for name, effect, area in found[: self.most]
        ]  # fmt: skip
        if found:
            self.caption = f"{len(found)} ranked; {display(found[0][0], NAME)} separates best"

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "pick", "name": str(name)}:
                directions = self.state.directions
                if directions is not None and name in directions.names:
                    self.state.direction = name


def explained(
    rows: RowSets, space: str, directions: Directions | None, of: str
) -> list[tuple[str, float, float]]:
    """Name, effect and AUC of dimensions and directions, the strongest first.

    Empty when every row is selected, or none.
    """
    mask, table = rows.selected, rows.table
    vectors = table.spaces[space]
    if mask.all() or not mask.any():
        return []
    found: list[Explanation] = []
    if of != "directions":
        found.append(explain_dimensions(mask, vectors, list(table.dataset.space_columns[space])))
    if of != "dimensions" and directions is not None and directions.d == vectors.shape[1]:
        found.append(explain_directions(mask, vectors, directions))
    lines = [
        (name, float(effect), float(area))
        for part in found
        for name, effect, area in zip(part.names, part.effects, part.areas, strict=True)
        if np.isfinite(effect)
    ]
    return sorted(lines, key=lambda line: -abs(line[1]))
