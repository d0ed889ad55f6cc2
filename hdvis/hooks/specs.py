"""Everything a plugin can offer: thirteen hooks, of which it writes as many as it likes.

A plugin is a module (or object) named in the entry-point group "hdvis", whose functions carry
`@hookimpl`. All hooks but the last return plain values and change nothing; a collection is a list,
tuple or dict, never a generator, so that it can be counted and read twice. A plugin may state the
hook interface it was written for as `hdvis_api = 1`; one that needs a newer interface than `API`
is left out and listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    import param

    from hdvis.data import Dataset
    from hdvis.hooks.offers import Array, Clusterer, DirectionEstimator, Reducer, View
    from hdvis.hooks.session_context import SessionContext
    from hdvis.models import ModelAdapter
    from hdvis.state import Slot

API = 1
PROJECT = "hdvis"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def hdvis_modules() -> Iterable[type[View]]:  # type: ignore[empty-body]
    """Views a layout may name: a list of `Module` classes."""


@hookspec
def hdvis_reducers() -> Mapping[str, Callable[..., Reducer]]:  # type: ignore[empty-body]
    """Ways to embed vectors: "UMAP" -> a factory of an object with fit_transform(X)."""


@hookspec
def hdvis_clusterers() -> Mapping[str, Callable[..., Clusterer]]:  # type: ignore[empty-body]
    """Ways to group rows: a name -> a factory of an object with fit_predict(X)."""


@hookspec
def hdvis_directions() -> Mapping[str, Callable[..., DirectionEstimator]]:  # type: ignore[empty-body]
    """Ways to find directions: a name -> a factory of an object with fit(Z, y).

    Z is (n, d), y is (n, k); the fitted object holds one unit direction for each column of y.
    """


@hookspec
def hdvis_similarities() -> Mapping[str, Callable[[Array, Array], Array]]:  # type: ignore[empty-body]
    """Ways to compare vectors: a name -> a function of (a, d) and (b, d) that returns (a, b)."""


@hookspec
def hdvis_slots() -> Mapping[str, Slot | param.Parameter]:  # type: ignore[empty-body]
    """Further shared values: a Python identifier -> its `Slot`.

    A bare parameter is a slot with a default and a doc. The core's own slots cannot be replaced.
    """


@hookspec
def hdvis_layouts() -> Mapping[str, Path]:  # type: ignore[empty-body]
    """Ready layouts: a name -> its JSON file."""


@hookspec
def hdvis_demos() -> Mapping[str, Callable[[], Mapping[str, Any]]]:  # type: ignore[empty-body]
    """Ready data to try: `hdvis demo NAME` -> a function that gives what to open.

    Its mapping has `dataset`, and may have `model`, `space` (the vectors the model decodes) and
    `layout`. It is called when the demo is opened, so it may be slow and import what it likes.
    """


@hookspec
def hdvis_commands() -> Mapping[str, Callable[[list[str]], int]]:  # type: ignore[empty-body]
    """Commands: `hdvis NAME …` -> a function of the words after the name.

    It returns the exit status and answers --help itself; `hdvis --help` shows its docstring's
    first line. hdvis's own commands cannot be replaced.
    """


@hookspec
def hdvis_actions() -> Mapping[str, Callable[[SessionContext], None]]:  # type: ignore[empty-body]
    """What can be done with a selection: words in the header's select menu -> a function.

    The function takes the session and is called on its thread; slow work goes through
    `session.jobs`.
    """


@hookspec
def hdvis_read_dataset(path: Path) -> Dataset | None:
    """The `Dataset` in the file or folder at `path`, or None if it is not of this plugin's kind.

    The first answer wins. A file of the plugin's kind that cannot be read raises `DataError`.
    """


@hookspec
def hdvis_adapt_model(model: object) -> ModelAdapter | None:
    """A `ModelAdapter` around `model`, or None if it is not of this plugin's kind.

    The first answer wins. A model of the plugin's kind that cannot be used raises `ModelError`.
    """


@hookspec
def hdvis_session_opened(session: SessionContext) -> None:
    """Called once for each `Session`, when its modules are placed and its state is filled."""
