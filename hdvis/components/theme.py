"""The colours of theme.css, for what Python paints and for Panel's own parts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from panel.viewable import Viewable

from hdvis.components.esm import BrowserPart
from hdvis.render.palette import Array, joined, rgb

Theme = Literal["light", "dark"]

_RULE = re.compile(r"\.hdv-(light|dark) \{([^}]*)\}")
_COLOR = re.compile(r"--hdv-([a-z-]+): (#[0-9a-f]{6});")

THEMES: dict[str, dict[str, str]] = {
    theme: dict(_COLOR.findall(rule))
    for theme, rule in _RULE.findall(Path(__file__).with_name("theme.css").read_text("utf-8"))
}
"""What each colour means, on light and on dark."""

_PANEL = Path(__file__).with_name("panel.css").read_text("utf-8")

_DIVERGING = {"light": "#9b1c1c #d9534f #f2b8b0 {} #a9c9ea #3b7fc4 #123f7c",
              "dark": "#ff8a80 #d64541 #7a2a2a {} #24497a #3b7fc4 #8cc4ff"}  # fmt: skip


def diverging(theme: Theme = "light") -> Array:
    """A map from -1 (red) over the pane's colour to +1 (blue), uint8 (256, 3).

    The middle, entries 127 and 128, is the pane itself, so that nothing looks like something.
    """
    pane = THEMES[theme]["pane"]
    colors = joined(_DIVERGING[theme].format(pane).split())
    colors[127:129] = rgb(pane)
    return colors


def follow_theme(view: Viewable) -> Viewable:
    """`view`, with all Panel parts in it in the colours of the page; ours are already."""
    for part in view.select():
        if not isinstance(part, BrowserPart) and _PANEL not in part.stylesheets:
            part.stylesheets = [*part.stylesheets, _PANEL]
    return view
