"""A study from its file, as a visualizer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hdvis.app.visualizer import Visualizer
from hdvis.layout.parse import LayoutLike


def open(path: str | Path, *, data: Any = None, layout: LayoutLike = None) -> Visualizer:
    """The study that `Visualizer.save` wrote, as a visualizer: call `.show()` to see it.

    `data` are the rows it was made on, where the file was saved without them. Nothing in the
    file is run. Raises `DataError` and `LimitError`.
    """
    from hdvis.app.study import read_study
    from hdvis.sources import open_source

    visualizer = Visualizer(layout)
    rows = None if data is None else open_source(data, visualizer.catalog).dataset
    visualizer.app.begin_with(read_study(path, rows))
    return visualizer
