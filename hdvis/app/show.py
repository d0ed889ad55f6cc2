"""The two-line start: vectors in, linked views on a page."""

from __future__ import annotations

from typing import Any

from hdvis.app.visualizer import Visualizer
from hdvis.data import Dataset


def show(
    vectors: Any,
    *,
    images: Any = None,
    labels: Any = None,
    names: list[str] | None = None,
    spaces: Any = None,
    model: Any = None,
    layout: Any = None,
    name: str = "data",
    port: int = 0,
    open_browser: bool = True,
    block: bool | None = None,
) -> Visualizer:
    """Open linked views on vectors (n, d), with whatever else there is, one a row.

    `vectors` may also be a `Dataset`, or the path of a file or folder. Returns the
    `Visualizer`; a script blocks in it until Ctrl-C unless `block=False`.
    """
    from pathlib import Path

    if isinstance(vectors, str | Path | Dataset):
        visualizer = Visualizer(layout, dataset=vectors)
        if images is not None:
            visualizer.data.set_images(images)
        if labels is not None:
            visualizer.data.set_labels(labels)
    else:
        dataset = Dataset.from_arrays(
            vectors, name=name, names=names, images=images, labels=labels, spaces=spaces
        )
        visualizer = Visualizer(layout, dataset=dataset)
    if model is not None:
        visualizer.set_model(model)
    return visualizer.show(port=port, open_browser=open_browser, block=block)
