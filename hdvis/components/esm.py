"""The base of browser parts: plain ESM beside its Python file, messages both ways."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import param

from panel.custom import JSComponent

from hdvis.render.palette import THEMES

FOLDER = Path(__file__).parent


def script(*paths: str | Path) -> str:
    """The scripts as one module: colours and the shared part first, then the named files.

    A bare name lies beside this file; a plugin gives the full path of its own.
    """
    colors = f"const HDV_COLORS = {json.dumps(THEMES)};"
    parts = [(FOLDER / path).read_text("utf-8") for path in ("common.js", *paths)]
    return "\n".join((colors, *parts))


class BrowserPart(JSComponent):
    """A part drawn by the browser; each message it sends is a dict with a `type`.

    `on_message` is called with it on the document thread. `send` answers; values that are
    `bytes` arrive as binary. First frames travel as params, so that a saved page shows them.
    """

    theme = param.Selector(default="light", objects=["light", "dark"])

    _esm = "export function render() {}"

    def __init__(
        self, *, on_message: Callable[[dict[str, Any]], None] | None = None, **params: Any
    ) -> None:
        super().__init__(**params)
        self.on_message = on_message or (lambda message: None)

    def _handle_msg(self, data: Any) -> None:
        if isinstance(data, dict) and isinstance(data.get("type"), str):
            self.on_message(data)

    def send(self, **message: Any) -> None:
        """Send a message to the browser."""
        self._send_msg(message)
