"""The NDDAV spelling: a script for NDDAV runs with only its import line changed.

from hdvis.nddav import *
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hdvis.app import DataHook as _DataHook
from hdvis.app import Visualizer
from hdvis.data.function import Norm

__all__ = ["DataHook", "nddav"]


class DataHook:
    """NDDAV's names for the ways data comes in."""

    def __init__(self, hook: _DataHook) -> None:
        self.hook = hook

    def loadFile(self, filename: str | Path) -> None:
        """Read a .csv, .txt, .npy or any other file hdvis knows; values stay as they came."""
        self.hook.set_data(filename, scale="none")

    def setDataFromArray(self, data: Any) -> None:
        """Vectors (n, d), with columns named X0, X1, … as NDDAV names them."""
        width = data.shape[1] if getattr(data, "ndim", 1) == 2 else 1
        self.hook.set_data(data, names=[f"X{i}" for i in range(width)])

    def setImages(self, images: Any) -> None:
        """One image a row; flat rows of a square number of pixels are taken as squares."""
        self.hook.set_images(images)

    def setFunction(self, domain: list[str], range: str, norm: Norm = "stddev") -> None:
        """Domain columns and the range column of a function."""
        self.hook.set_function(domain, range, norm)


class nddav:
    """A visualizer under its NDDAV name."""

    def __init__(self, visLayout: Any, port: int = 5000) -> None:
        self.visualizer = Visualizer(visLayout)
        self.port = port
        self._opened: list[Callable[[], None]] = []
        self._hook = DataHook(self.visualizer.data)

    def addModule(self, kind: type[DataHook]) -> DataHook:
        """The data hook; the other modules are named by the layout."""
        if kind is not DataHook:
            self.visualizer.add_module(kind)
        return self._hook

    def getModule(self, kind: type[DataHook]) -> DataHook | None:
        """The data hook, or None for anything else."""
        return self._hook if kind is DataHook else None

    def setAfterInitilizationCallback(self, callback: Callable[[], None]) -> None:
        """Call `callback` when the page is being served (spelled as NDDAV spells it)."""
        self._opened.append(callback)

    def show(self, open_browser: bool = True, block: bool | None = None) -> None:
        """Serve on localhost and block, as NDDAV does."""
        self.visualizer.show(port=self.port, open_browser=open_browser, block=False)
        for callback in self._opened:
            callback()
        self.visualizer.show(open_browser=False, block=block)
