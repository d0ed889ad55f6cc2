"""From a layout to panes on a page: splits and tabs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import param

from hdvis.components import PanePart, Split, Tabs
from hdvis.layout.nodes import Box, Node, Place, Stack
from hdvis.modules import Pane

MakePane = Callable[[Place], Pane | None]


class Arrangement:
    """The parts of a layout on a page, with the pane of each place that has a module."""

    def __init__(self, root: Node, make_pane: MakePane) -> None:
        self._make_pane = make_pane
        self.panes: dict[str, Pane] = {}
        self.splits: list[tuple[Box, Split]] = []
        self.tabs: list[tuple[Stack, Tabs]] = []
        self.view = self._node(root)

    def _node(self, node: Node) -> Any:
        match node:
            case Place():
                return self._place(node)
            case Box():
                return self._box(node)
            case Stack():
                return self._stack(node)

    def _place(self, place: Place) -> PanePart:
        pane = None if place.missing else self._make_pane(place)
        if pane is not None:
            self.panes[place.id] = pane
            return pane.part
        return PanePart(
            heading=place.title or place.module,
            status="missing",
            note=place.missing,
            sizing_mode="stretch_both",
        )

    def _box(self, box: Box) -> Split:
        split = Split(
            objects=[self._node(child) for child in box.children],
            direction=box.direction,
            weights=[child.weight for child in box.children],
            sizing_mode="stretch_both",
        )
        self.splits.append((box, split))
        return split

    def _stack(self, stack: Stack) -> Tabs:
        children = [self._node(child) for child in stack.children]
        tabs = Tabs(
            objects=children,
            names=[_name(child) for child in stack.children],
            active=stack.active,
            sizing_mode="stretch_both",
        )
        self.tabs.append((stack, tabs))

        def show(*events: param.parameterized.Event) -> None:
            for index, child in enumerate(stack.children):
                for place in _places_in(child):
                    if place.id in self.panes:
                        self.panes[place.id].module.visible = index == tabs.active

        tabs.param.watch(show, ["active"])
        show()
        return tabs


def _places_in(node: Node) -> list[Place]:
    return [node] if isinstance(node, Place) else [p for c in node.children for p in _places_in(c)]


def _name(node: Node) -> str:
    places = _places_in(node)
    return " / ".join(place.title or place.module for place in places[:3])
