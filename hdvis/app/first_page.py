"""The page that opens when none is asked for, chosen by what there is to see."""

from __future__ import annotations

from dataclasses import replace

from hdvis.data import Dataset
from hdvis.hooks import Catalog
from hdvis.hooks.names import fold
from hdvis.layout import Layout, Node, Place, parse_layout

PLAIN = "explore"
WITH_MODEL = "traverse"
"""The page with a model: the one that decodes."""

NEEDS_IMAGES = "Image"


def first_page(dataset: Dataset | None, has_model: bool, catalog: Catalog) -> Layout:
    """A ready layout for `dataset`, with a model that decodes it or without.

    Where rows have no images no pane stands empty for them, and the others share its place.
    """
    layout = parse_layout(WITH_MODEL if has_model else PLAIN, catalog)
    if dataset is None or dataset.images:
        return layout
    root = _without(layout.root, NEEDS_IMAGES)
    return layout if root is None else replace(layout, root=root)


def _without(node: Node, module: str) -> Node | None:
    """`node` without the places of `module`, None when nothing is left of it."""
    if isinstance(node, Place):
        return None if fold(node.module) == fold(module) else node
    kept = tuple(k for child in node.children if (k := _without(child, module)) is not None)
    if not kept:
        return None
    return replace(kept[0], weight=node.weight) if len(kept) == 1 else replace(node, children=kept)
