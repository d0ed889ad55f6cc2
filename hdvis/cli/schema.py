"""`hdvis schema`: the JSON Schema of layouts on standard output."""

from __future__ import annotations

import json
from argparse import Namespace


def run(asked: Namespace) -> int:
    """Print the schema of layouts with the modules that are installed."""
    from hdvis.cli.plugin_commands import quiet
    from hdvis.hooks import Catalog, create_manager
    from hdvis.layout import layout_schema

    quiet()
    print(json.dumps(layout_schema(Catalog.of(create_manager())), indent=2))
    return 0
