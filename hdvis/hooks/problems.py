"""What went wrong with a plugin, in words for `hdvis plugins` and the plugin list of the page."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from typing import Literal

from hdvis.errors import shorten

LINE = 200


@dataclass(frozen=True)
class PluginProblem:
    """One failed plugin, or one part of a plugin that was left out.

    `severity` is "failed" when the whole plugin is absent and "warning" when the rest of it works.
    `code` names the row of the published bad-input table; `last_line` is the last line of the
    traceback, empty when nothing was raised.
    """

    distribution: str
    version: str
    entry_point: str
    message: str
    last_line: str = ""
    hook: str = ""
    severity: Literal["failed", "warning"] = "warning"
    code: str = ""

    @property
    def text(self) -> str:
        """One line: which plugin, what came, what follows."""
        head = f"{self.code}: " if self.code else ""
        tail = f" ({self.last_line})" if self.last_line else ""
        return f"{head}plugin {self.entry_point} of {self.where}: {self.message}{tail}"

    @property
    def where(self) -> str:
        """The distribution with its version."""
        return f"{self.distribution} {self.version}".strip()


def last_line(error: BaseException) -> str:
    """The last line that a traceback of `error` would print, shortened."""
    try:
        lines = traceback.format_exception_only(type(error), error)
        text = lines[-1] if lines else type(error).__name__
    except Exception:  # an exception whose own __str__ raises
        text = type(error).__name__
    return shorten(text, LINE)
