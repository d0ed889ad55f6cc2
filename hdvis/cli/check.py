"""`hdvis check`: every fault of a layout, and a status that a build can use."""

from __future__ import annotations

import sys
from argparse import Namespace

from hdvis.cli.plugin_commands import quiet
from hdvis.errors import HdvisError


def run(asked: Namespace) -> int:
    """Check each layout; 1 when any has a fault."""
    quiet()
    return max(_check(text, asked.run_plugin) for text in asked.layouts)


def _check(text: str, run_plugin: bool) -> int:
    from hdvis.testing import layout_faults

    name = text if len(text) < 60 else "layout"
    try:
        layout, faults = layout_faults(text, run_plugin=run_plugin)
    except HdvisError as error:
        layout, faults = None, [str(error)]
    if layout is not None and not faults:
        print(f"{name}: good, {len(list(layout.places()))} panes")
        return 0
    for fault in faults:
        print(f"{name}: {fault}", file=sys.stderr)
    return 1
