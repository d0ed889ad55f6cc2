"""A notebook cell that runs again ends the session it showed before."""

from __future__ import annotations

import sys
import weakref
from typing import Any


class Cells:
    """The sessions that each cell of this kernel's notebook shows; they are not kept alive."""

    def __init__(self) -> None:
        self._shown: dict[str, tuple[int, list[weakref.ref[Any]]]] = {}

    def show(self, session: Any, cell: str, run: int) -> None:
        """Note that the cell's `run`-th run shows `session`, and close those of earlier runs."""
        earlier, sessions = self._shown.get(cell, (run, []))
        if earlier != run:
            for known in sessions:
                if (old := known()) is not None:
                    old.close()
            sessions = []
        self._shown[cell] = run, [*sessions, weakref.ref(session)]


_cells = Cells()


def shown_in_cell(session: Any) -> None:
    """Note that the running cell, where there is one with a name, shows `session`."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    header = getattr(shell, "parent_header", None) or {}
    cell = header.get("metadata", {}).get("cellId", "")
    if shell is not None and cell:
        _cells.show(session, cell, shell.execution_count)
