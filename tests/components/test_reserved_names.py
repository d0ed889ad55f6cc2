"""No browser part has a param that Bokeh's models have for themselves: that breaks every page."""

import pkgutil
from importlib import import_module, metadata

import pytest

from hdvis.components import BrowserPart

RESERVED = frozenset(
    [
        *("attributes", "properties", "document", "id", "type", "destroyed", "references", "ref"),
        *("change", "connect", "disconnect", "clone", "setv", "patch_to", "toJSON"),
        *("is_syncable", "is_resolved", "initialize", "finalize"),
    ]
)
"""Members of `HasProps` and `Model` of BokehJS that a property may not redefine."""


def parts():
    """All kinds of parts, those of the plugins included."""
    for plugin in metadata.entry_points(group="hdvis"):
        package = import_module(plugin.module)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if module.name.endswith("view"):
                import_module(module.name)
    known, fresh = set(), {BrowserPart}
    while fresh:
        known |= fresh
        fresh = {kind for parent in fresh for kind in parent.__subclasses__()} - known
    return sorted(
        (k for k in known if k.__module__.startswith("hdvis")), key=lambda k: k.__qualname__
    )


@pytest.mark.parametrize("kind", parts(), ids=lambda kind: kind.__qualname__)
def test_no_param_hides_a_member_of_bokeh(kind):
    ours = [part for part in kind.__mro__ if part.__module__.startswith("hdvis")]
    own = {name for part in ours for name in vars(part)}
    assert not RESERVED & own & set(kind.param)
