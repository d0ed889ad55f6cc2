"""Where views stand: layouts read, written and described."""

from hdvis.layout.nodes import Box, Layout, Node, Place, Stack
from hdvis.layout.parse import parse_layout
from hdvis.layout.ready import ready_layouts
from hdvis.layout.schema import layout_schema

__all__ = [
    "Box",
    "Layout",
    "Node",
    "Place",
    "Stack",
    "layout_schema",
    "parse_layout",
    "ready_layouts",
]
