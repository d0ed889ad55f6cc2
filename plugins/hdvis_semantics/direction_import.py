"""Directions that a script gives: read, checked against data and model, joined with others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from hdvis.analysis import Directions
from hdvis.analysis.directions.value import Origin
from hdvis.errors import DataError, shorten
from hdvis.state import Given


def given_directions(
    source: object, given: Given, names: Sequence[str] | None = None, *, space: str | None = None
) -> Directions:
    """`source` as `Directions` of a space of `dataset`, measured on its rows.

    A path, a folder or a list of paths is read as `read_directions` does; a mapping has vectors
    (d,) by name; an array is (k, d), one name each. Raises `DataError` for another width (HDV-M8)
    and for directions of another model.
    """
    dataset, model = given.dataset, given.slots.get("model")
    if dataset is None:
        raise DataError("directions: got no data yet, expected vectors first. Put them there")
    made = _read(source, names)
    where = space or (made.space if made.space in dataset.spaces else dataset.primary)
    if where not in dataset.spaces:
        known = ", ".join(dataset.spaces)
        raise DataError(f"directions: there is no space {shorten(where)!r}; there are {known}")
    lost = [name for name, known in zip(made.names, made.defined, strict=True) if not known]
    if lost:
        raise DataError(
            f"directions: got {shorten(', '.join(lost), 60)} zero or not finite, expected vectors"
            " of some length. Leave those out"
        )
    vectors = dataset.spaces[where]
    called = shorten(", ".join(made.names), 60)
    made.check_width(vectors.shape[1], f"directions {called} for space {shorten(where)}")
    if model is not None and model.space == where:
        made.check_model(model.adapter.fingerprint(), vectors.shape[1])
    imported: Origin = "imported"
    return replace(made.measured(vectors), space=where, origins=(imported,) * len(made))


def followed(made: Directions, given: Given) -> Directions | None:
    """Directions measured on the data that are given now; None when these lack their space."""
    vectors = None if given.dataset is None else given.dataset.spaces.get(made.space)
    if vectors is None or vectors.shape[1] != made.d:
        return None
    model = given.slots.get("model")
    if model is not None and model.space == made.space:
        made.check_model(model.adapter.fingerprint(), made.d)
    return made.measured(vectors)


def joined(before: Directions | None, more: Directions | None) -> Directions | None:
    """`before` followed by those of `more` whose names it lacks; either may be None."""
    if before is None or more is None or not before.goes_with(more):
        return before if more is None else more
    fresh = [name for name in more.names if name not in before]
    return before.append(more.select(fresh)) if fresh else before


def _read(source: object, names: Sequence[str] | None) -> Directions:
    from hdvis.analysis.directions.files import read_directions

    if isinstance(source, Directions):
        return source
    if isinstance(source, Mapping) and not source:
        raise DataError(
            "directions: got an empty mapping, expected names and vectors: {'smile': (d,) numbers}"
        )
    if isinstance(source, Mapping):
        return Directions.from_vectors(list(source), np.stack([*map(np.ravel, source.values())]))
    if isinstance(source, str | Path):
        return read_directions(source)
    if isinstance(source, list | tuple) and all(isinstance(part, str | Path) for part in source):
        return read_directions(*source)
    vectors = np.atleast_2d(np.asarray(source))
    if names is None or len(names) != len(vectors):
        got = "no names" if names is None else f"{len(names)} names"
        raise DataError(f"directions: got {got} for {len(vectors)} vectors, expected one each")
    return Directions.from_vectors(names, vectors)
