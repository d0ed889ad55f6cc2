"""`hdvis plugins`: which plugins there are, what they offer and what failed."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from hdvis.cli.plugin_commands import quiet

if TYPE_CHECKING:
    from hdvis.hooks import Catalog, Plugin

KINDS = {
    "modules": "views",
    "reducers": "reducers",
    "clusterers": "clusterers",
    "directions": "directions",
    "similarities": "similarities",
    "layouts": "layouts",
    "commands": "commands",
    "demos": "demos",
}


def run(asked: Namespace) -> int:
    """Print the list; 1 when a plugin failed."""
    from hdvis.hooks import Catalog, create_manager

    quiet()
    catalog = Catalog.of(create_manager())
    for plugin in catalog.manager.plugins:
        print("\n".join(_about(plugin, catalog)))
    problems = catalog.manager.problems
    if problems:
        print(f"\n{len(problems)} {'problem' if len(problems) == 1 else 'problems'}:")
    for problem in problems:
        print(f"  {problem.severity:<8} {problem.text}")
    return int(any(problem.severity == "failed" for problem in problems))


def _about(plugin: Plugin, catalog: Catalog) -> list[str]:
    lines = [f"{plugin.name}  ({plugin.distribution} {plugin.version})".replace(" )", ")")]
    for shelf, word in KINDS.items():
        names = [o.name for o in getattr(catalog, shelf).offers if o.plugin == plugin]
        if names:
            lines.append(f"  {word:<12} {', '.join(names)}")
    if "hdvis_read_dataset" in plugin.hooks:
        lines.append("  reads data sets")
    if "hdvis_adapt_model" in plugin.hooks:
        lines.append("  adapts models")
    return lines
