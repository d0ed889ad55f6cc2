"""The shared values that every session has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from hdvis.data import Dataset
from hdvis.data.function import Function
from hdvis.errors import DataError, shorten
from hdvis.selection import Clause, Focus, Predicate, Rows, Selection, Table, read_expression
from hdvis.selection.reading import within
from hdvis.state import plain
from hdvis.state.color import Color
from hdvis.state.path import DrawnPath
from hdvis.state.slot import Given, Slot
from hdvis.state.table import SessionTable


def _selection(source: Any, given: Given) -> Selection:
    if source is None or isinstance(source, Selection):
        return source or Selection()
    return Selection((Clause("script", predicate_of(source, _table(given))),))


def _focus(source: Any, given: Given) -> Focus | None:
    if source is None:
        return None
    focus = source if isinstance(source, Focus) else Focus(row=source)
    return focus.checked(_table(given))


def _table(given: Given) -> SessionTable:
    if given.dataset is None:
        raise DataError("put: got no data yet, expected rows first. Call set_data(vectors)")
    return SessionTable(given.dataset, {})


def predicate_of(what: str | Predicate | Iterable[int], table: Table) -> Predicate:
    """A predicate over `table` from itself, an expression, row indices or a boolean mask.

    Raises `DataError` for what names columns or rows that are not there.
    """
    if isinstance(what, str):
        return read_expression(what, table)
    return within(what if isinstance(what, Predicate) else Rows.of(what, table.n), table)


def _color(source: Any, given: Given) -> Any:
    return Color(source) if isinstance(source, str) else source


def _function(dataset: Dataset) -> Function:
    return dataset.function or dataset.with_function().function  # type: ignore[return-value]


def _neighborhood(dataset: Dataset) -> Any:
    from hdvis.analysis import empty_region_graph, neighbor_graph

    return empty_region_graph(neighbor_graph(dataset.vectors, 10), dataset.vectors)


def _attached(source: Any, given: Given, *, space: str | None = None, **hints: Any) -> Any:
    """A user's model adapted, with an engine, tied to a space of the data."""
    from hdvis.models import LatentModel

    if isinstance(source, str | Path):
        found = given.adapt_model(Path(source))
        source = source if found is None else found
    vectors = None
    if given.dataset is not None:
        space = space or given.dataset.primary
        if space not in given.dataset.spaces:
            known = ", ".join(shorten(name, 30) for name in given.dataset.spaces)
            raise DataError(
                f"model: got space {shorten(space)!r}, expected one of {known}. "
                "Add the space first, or name another",
                code="HDV-L17",
            )
        vectors = given.dataset.spaces[space]
    return LatentModel.attach(
        source, space=space or "", vectors=vectors, adapters=(given.adapt_model,), **hints
    )


def _added(source: Any, given: Given, *, name: str, space: str | None = None, **hints: Any) -> Any:
    """A table of the one model that a script adds under a name."""
    from hdvis.models import ModelTable

    model = _attached(source, given, space=space, **hints)
    vectors = None if given.dataset is None else given.dataset.spaces.get(model.space)
    return ModelTable().with_model(name, model, vectors=vectors)


def _models(dataset: Dataset) -> Any:
    from hdvis.models import ModelTable

    one, other = _model(dataset), _model(dataset)
    return ModelTable().with_model("one", one).with_model("other", other)


def _model(dataset: Dataset) -> Any:
    from hdvis.models import FunctionAdapter, LatentModel, LatentSpec, OutputSpec

    basis = np.random.default_rng(0).normal(size=(dataset.d, 36)).astype("f4")

    def decode(z: Any) -> Any:
        return 1 / (1 + np.exp(-(np.nan_to_num(z) @ basis).reshape(-1, 1, 6, 6).clip(-30, 30)))

    output = OutputSpec("image", (1, 6, 6), (0.0, 1.0))
    version = f"example {dataset.d}"
    adapter = FunctionAdapter(decode, LatentSpec((dataset.d,)), output, version=version)
    return LatentModel.attach(adapter, space=dataset.primary, vectors=dataset.vectors)


CORE_SLOTS: Mapping[str, Slot] = {
    "dataset": Slot(
        Dataset,
        doc="The Dataset on the table, or None.",
        waiting="Nothing to show yet.\nhdvis.show(vectors) or a file puts data here.",
    ),
    "columns": Slot(Mapping, {}, "Per-row columns computed in this session: name -> Column."),
    "embedding": Slot(
        doc="The Embedding in hand, or None.",
        waiting="Waiting for an embedding.\nDimReduction makes one.",
    ),
    "embeddings": Slot(Mapping, {}, "Embeddings made in this session: name -> Embedding."),
    "selection": Slot(
        Selection,
        Selection(),
        "The Selection; empty means nothing selected.",
        read=_selection,
        plain=plain.selection_plain,
        again=plain.selection_again,
        undone=True,
    ),
    "filters": Slot(
        tuple,
        (),
        "NamedFilters that decide which rows are shown.",
        plain=plain.filters_plain,
        again=plain.filters_again,
        undone=True,
    ),
    "saved": Slot(
        Mapping,
        {},
        "Named selections: name -> Selection.",
        plain=plain.saved_plain,
        again=plain.saved_again,
        undone=True,
    ),
    "focus": Slot(
        Focus,
        doc="The Focus (one row or one free latent point), or None.",
        read=_focus,
        plain=plain.focus_plain,
        again=plain.focus_again,
    ),
    "color": Slot(
        Color,
        doc="The Color all views share, or None.",
        read=_color,
        plain=plain.color_plain,
        again=plain.color_again,
    ),
    "function": Slot(
        Function,
        doc="The Function (domain and range columns), or None.",
        waiting="Waiting for a function.\nChoose domain columns and a range column.",
        example=_function,
        fresh=lambda dataset: dataset.function,
    ),
    "model": Slot(
        doc="The LatentModel that decodes, or None.",
        waiting="Waiting for a model.\nvis.set_model(model) or --model gives it one.",
        example=_model,
        read=_attached,
        kept=True,
        release=lambda model: model.close(),
    ),
    "models": Slot(
        doc="The ModelTable of all models that were added by name, or None.",
        waiting="Waiting for models to compare.\nvis.add_model(name, model) adds one.",
        example=_models,
        read=_added,
        merge=lambda before, given: before.joined(given),
        kept=True,
    ),
    "neighborhood": Slot(
        doc="The RegionGraph over the rows whose edges views may draw, or None.",
        waiting="Waiting for a neighbourhood graph.\nNeighborhood makes one.",
        example=_neighborhood,
    ),
    "path": Slot(DrawnPath, doc="A DrawnPath to decode along, or None."),
    "mode": Slot(str, "replace", "How a new brush combines with the selection.", kept=True),
    "theme": Slot(str, "light", "light or dark.", kept=True),
}
