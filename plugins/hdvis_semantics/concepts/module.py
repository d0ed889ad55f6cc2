"""The Concept Map as a module: bubbles of category means, and the rows behind them."""

from __future__ import annotations

from typing import Any

import numpy as np
import param
from numpy.typing import NDArray
from panel.viewable import Viewable

from hdvis import Module
from hdvis.analysis import Directions
from hdvis.analysis.concepts import SCALINGS, ConceptMap, concept_map
from hdvis.analysis.directions.clusters import cluster_directions
from hdvis.data import Dataset
from hdvis.render.palette import category_colors, hexes
from hdvis_semantics.attributes import attributes_of, predicate_of
from hdvis_semantics.concepts.view import BubbleView
from hdvis_semantics.focus import model_space


class ConceptMapView(Module):
    """Category means in the latent space, placed so that distances can be read."""

    title = "Concept Map"
    needs = ("dataset", "directions")

    scaling = param.Selector(
        default="classical", objects=list(SCALINGS), doc="How distances become places."
    )
    clusters = param.Integer(5, bounds=(1, 20), doc="Groups of directions that point alike.")

    def __panel__(self) -> Viewable:
        self._map: ConceptMap | None = None
        self.view = self.part(BubbleView, self._on_message)
        self._place()
        return self.view

    @param.depends("state.dataset", "state.directions", "scaling", "clusters", watch=True)
    def _place(self) -> None:
        self.run(
            placed, self.state.dataset, model_space(self.state), self.state.directions,
            self.scaling, self.clusters, then=self._show, key="place",
        )  # fmt: skip

    def _show(self, made: tuple[ConceptMap, Any] | None) -> None:
        if made is None:
            self._map, self.view.bubbles, self.caption = None, [], ""
            self.view.note = "no label has categories to place"
            return
        self._map, groups = made
        known = self._map
        colors = hexes(category_colors(max([0, *groups.tolist()]) + 1))
        largest = max(1, int(known.counts.max(initial=1)))
        self.view.bubbles = [
            {
                "name": name, "x": float(x), "y": float(y), "count": int(count),
                "size": float(np.sqrt(count / largest)),
                "color": colors[group] if group >= 0 else "",
            }
            for name, (x, y), count, group in zip(
                known.names, known.positions, known.counts, groups, strict=True
            )
            if count
        ]  # fmt: skip
        self.view.note = "" if self.view.bubbles else "no label has categories to place"
        stress = f" · stress {known.stress:.2f}" if np.isfinite(known.stress) else ""
        self.caption = f"category means, {self.scaling} scaling{stress}"
        self._follow_direction()

    @param.depends("state.direction", watch=True)
    def _follow_direction(self) -> None:
        self.view.picked = self.state.direction or ""

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "pick", "name": str(name)} if self._map and name in self._map.names:
                predicate = predicate_of(name, self.dataset.labels)
                if predicate is not None:
                    self.select(predicate, mode=message.get("mode") or "replace")
                self.state.direction = name


def placed(
    dataset: Dataset, space: str, directions: Directions, scaling: str, clusters: int
) -> tuple[ConceptMap, NDArray[np.int64]] | None:
    """The map of all label categories and the cluster of each one's direction, -1 for none.

    None when no label has any.
    """
    attributes, _ = attributes_of(dataset.labels)
    if not attributes:
        return None
    made = concept_map(dataset.spaces[space], attributes, method=scaling)
    groups = cluster_directions(directions.displaced("σ"), clusters).labels
    by_name = dict(zip(directions.names, groups.tolist(), strict=True))
    return made, np.array([by_name.get(name, -1) for name in made.names], int)
