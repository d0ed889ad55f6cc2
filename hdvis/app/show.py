"""The two-line start: vectors in, linked views on a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hdvis.app.visualizer import Visualizer
from hdvis.data.roles import Scale
from hdvis.layout.parse import LayoutLike


def show(
    vectors: Any,
    *,
    images: Any = None,
    image_layout: str | None = None,
    labels: Any = None,
    names: Sequence[Any] | None = None,
    rename: bool = False,
    vector_columns: Sequence[str] = (),
    label_columns: Sequence[str] = (),
    id_column: str = "",
    scale: Scale = "auto",
    spaces: Mapping[str, Any] | None = None,
    model: Any = None,
    space: str | None = None,
    layout: LayoutLike = None,
    name: str = "",
    port: int = 0,
    open_browser: bool = True,
    block: bool | None = None,
    autosave: bool = True,
    **hints: Any,
) -> Visualizer:
    """Open linked views on vectors (n, d), with whatever else there is, one a row.

    `vectors` may also be a `Dataset`, or the path of a file or folder; images and labels may be
    paths. `image_layout="nchw"` says that channels come first, `rename` numbers columns of one
    name. Of a table counters are ids, outcomes labels, and columns of very different spread are
    standardised, unless `vector_columns`, `label_columns`, `id_column` and `scale` ("auto",
    "none", "standard") say otherwise. The model decodes `space`; `hints` (latent, encode,
    decode, …) are those of `hdvis.adapt`. Returns the `Visualizer`; a script blocks in it until
    Ctrl-C unless `block=False`. With `autosave` work on the same data is found again.
    """
    visualizer = Visualizer(layout)
    visualizer.data.set_data(
        vectors, names, name=name, labels=labels, spaces=spaces, images=images,
        image_layout=image_layout, rename=rename, vector_columns=vector_columns,
        label_columns=label_columns, id_column=id_column, scale=scale, model=model, space=space,
        **hints,
    )  # fmt: skip
    return visualizer.show(port=port, open_browser=open_browser, block=block, autosave=autosave)
