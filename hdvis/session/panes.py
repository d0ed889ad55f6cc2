"""Panes from the places of a layout, and the layout from panes as they stand."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import partial
from typing import Any

from hdvis.errors import reraise_interrupt
from hdvis.hooks import Catalog
from hdvis.jobs import Jobs
from hdvis.layout.build import Arrangement
from hdvis.layout.nodes import Box, Layout, Node, Place, Stack
from hdvis.modules import Module, Pane
from hdvis.modules.options import options_of
from hdvis.state import State

log = logging.getLogger("hdvis")


class PaneMaker:
    """Makes the pane of a place; one whose module cannot be made says why, and offers Retry."""

    def __init__(self, catalog: Catalog, state: State, jobs: Jobs) -> None:
        self._catalog, self._state, self._jobs = catalog, state, jobs

    def __call__(self, place: Place) -> Pane:
        """The pane with the module of `place`."""
        try:
            return Pane(partial(self._module, place), heading=place.title)
        except BaseException as error:
            reraise_interrupt(error)
            log.exception("%s could not be made", place.module)
            broken = partial(_Broken, state=self._state, jobs=self._jobs, id=place.id, why=error)
            return Pane(broken, heading=place.title or place.module)

    def _module(self, place: Place) -> Module:
        kind: type[Module] = self._catalog.modules.require("module", place.module)
        module = kind(state=self._state, jobs=self._jobs, catalog=self._catalog, id=place.id)
        for name, value in place.values.items():
            setattr(module, name, value)
        return module


class _Broken(Module):
    title = "module"
    needs = ()

    def __init__(self, why: BaseException, **params: Any) -> None:
        self._why = why
        super().__init__(**params)

    def __panel__(self) -> object:
        raise self._why


def saved(layout: Layout, arrangement: Arrangement) -> Layout:
    """`layout` as it stands: options, weights and tabs included."""
    return replace(layout, root=_as_it_stands(layout.root, arrangement))


def _as_it_stands(node: Node, arrangement: Arrangement) -> Node:
    if isinstance(node, Place):
        pane = arrangement.panes.get(node.id)
        if pane is None:
            return node
        version = pane.module.version if pane.module.version != 1 else None
        options = {**node.unknown, **options_of(pane.module)}
        return replace(node, options=options, options_version=version)
    children = tuple(_as_it_stands(child, arrangement) for child in node.children)
    return (
        _box(node, children, arrangement)
        if isinstance(node, Box)
        else _stack(node, children, arrangement)
    )


def _box(box: Box, children: tuple[Node, ...], arrangement: Arrangement) -> Box:
    for known, split in arrangement.splits:
        if known is box and len(split.weights) == len(children):
            weights = zip(children, split.weights, strict=True)
            children = tuple(replace(child, weight=round(w, 4)) for child, w in weights)
    return replace(box, children=children)


def _stack(stack: Stack, children: tuple[Node, ...], arrangement: Arrangement) -> Stack:
    for known, tabs in arrangement.tabs:
        if known is stack:
            return replace(stack, children=children, active=tabs.active)
    return replace(stack, children=children)
