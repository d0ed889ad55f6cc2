"""ViewGraph as a module: the planes it gathers, and the one it shows to the others."""

from __future__ import annotations

from typing import Any

import param

from hdvis import Module
from hdvis.data import Dataset
from hdvis.modules import SpaceName
from hdvis_projection.named_views import show_view
from hdvis_projection.view_graph.view import ViewGraphView
from hdvis_projection.view_graph.work import MOST, Graph, draw


class ViewGraph(Module):
    """Planes as thumbnails: axis pairs, principal planes, projections, maps and snapshots."""

    title = "ViewGraph"

    space = SpaceName(doc="Which vectors; automatic takes the primary space.")
    axis_pairs = param.Boolean(True, doc="Offer pairs of the five columns of greatest spread.")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self._graph: Graph | None = None

    def __panel__(self) -> Any:
        self.view = self.part(ViewGraphView, self._on_message)
        self._draw_graph()
        return self.view

    def _space(self) -> str:
        dataset = self.dataset
        return self.space if self.space in dataset.spaces else dataset.primary

    @param.depends(
        "state.dataset", "state.views", "state.embeddings", "space", "axis_pairs", watch=True
    )
    def _draw_graph(self) -> None:
        dataset, space = self.dataset, self._space()
        if dataset.spaces[space].shape[1] < 2 or dataset.n < 3:
            self._graph = None
            self.caption = ""
            self.view.param.update(views=[], edges=[], note="needs two columns and three rows")
            return
        views = [view for view in self.state.views.values() if view.space == space]
        maps = [one for one in self.state.embeddings.values() if one.complete]
        self.run(
            draw, dataset, space, views, maps, self.axis_pairs,
            then=lambda made: self._show(dataset, made), key="draw",
        )  # fmt: skip

    def _show(self, dataset: Dataset, made: Graph) -> None:
        if dataset is not self.state.dataset:
            return
        self._graph = made
        self.view.param.update(
            views=[
                {"name": view.name, "kind": view.kind, "x": x, "y": y, "shades": shades}
                for view, (x, y), shades in zip(made.views, made.places, made.shades, strict=True)
            ],
            edges=made.edges,
        )
        full = f", the first {MOST}" if len(made.views) == MOST else ""
        self.caption = f"{len(made.views)} views{full}, placed by how alike they are"
        self._follow_view()

    @param.depends("state.view", watch=True)
    def _follow_view(self) -> None:
        self.view.picked = self.state.view or ""

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "pick", "name": str(name)} if self._graph is not None:
                for view in self._graph.views:
                    if view.name == name:
                        show_view(self, view)
