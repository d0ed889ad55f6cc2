"""The base of views that draw planes of pixels: all rows, and over them the chosen ones."""

from __future__ import annotations

from typing import Any

import param

from hdvis.components.esm import BrowserPart


class PlaneView(BrowserPart):
    """Shows `base` and `chosen`; a picture is a dict of width, height and planes as bytes.

    A `chosen` message brings the chosen rows; it answers the gesture that asked for them.
    """

    base = param.Dict(default=None, allow_None=True, doc="width, height, all; rgba, or mean + map.")
    chosen = param.Dict(default=None, allow_None=True, doc="width, height, plane and maybe rgba.")
    legend = param.Dict(default=None, allow_None=True)
    label = param.String(doc="What a screen reader calls it.")

    def show_chosen(self, picture: dict[str, Any] | None, *, live: bool = False) -> None:
        """Draw the chosen rows, or None for no choice; a `live` picture is soon replaced."""
        if not live:
            self.keep(chosen=picture)
        self.send(type="chosen", chosen=picture, live=live)
