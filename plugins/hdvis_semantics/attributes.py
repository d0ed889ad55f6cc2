"""The labels of a data set as attributes, each of which can have a direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.directions.attributes import as_signs
from hdvis.data import Column
from hdvis.errors import shorten
from hdvis.selection import OneOf, Predicate, Range

Array = NDArray[Any]

MOST_CATEGORIES = 50
"""A label with more categories gets no direction for each of them."""

TRUE_WORDS = {"1", "1.0", "true", "yes", "present"}
FALSE_WORDS = {"0", "0.0", "-1", "-1.0", "false", "no", "absent"}


def attributes_of(labels: Mapping[str, Column]) -> tuple[dict[str, Array], list[str]]:
    """Attributes name → float32 (n,), NaN for missing, and notes on labels that were left out.

    Numbers are attributes as they are. A label of two categories is one attribute, named as it is
    when they are yes and no in some spelling, else after its second category; a label of more is
    one attribute for each category.
    """
    attributes: dict[str, Array] = {}
    for name, column in labels.items():
        if column.kind == "numeric":
            attributes[name] = np.where(column.is_finite, column.values, np.nan).astype(np.float32)
        elif column.kind == "category" and len(column.categories) <= MOST_CATEGORIES:
            attributes |= _of_categories(name, column)
    return attributes, left_out(labels)


def left_out(labels: Mapping[str, Column]) -> list[str]:
    """Why labels of too many categories have no direction, a note for each."""
    return [
        f"`{shorten(name, 40)}` has {len(column.categories):,} categories, "
        f"more than {MOST_CATEGORIES}: no direction for each"
        for name, column in labels.items()
        if column.kind == "category" and len(column.categories) > MOST_CATEGORIES
    ]


def predicate_of(name: str, labels: Mapping[str, Column]) -> Predicate | None:
    """The rows that have the attribute called `name`, as directions and concepts count them.

    Of numbers these are the larger of two, else those above the median. None where there are none.
    """
    column = labels.get(name)
    if column is not None and column.kind == "numeric":
        values = column.values[column.is_finite].astype(np.float32)
        high = values[as_signs(values[:, None])[:, 0]] if values.size else values
        if high.size in (0, values.size):
            return None
        return Range(name, roundest(float(values[values < high.min()].max()), float(high.min())))
    for label, column in labels.items():
        if column.kind != "category" or not name.startswith(label):
            continue
        for attribute, code in _codes(label, column).items():
            if attribute == name:
                return OneOf(label, (column.categories[code],))
    return None


def roundest(low: float, high: float) -> float:
    """A number of few digits above `low` and not above `high`."""
    middle = (low + high) / 2
    rounded = (float(f"{middle:.{digits}g}") for digits in range(1, 17))
    return next((value for value in rounded if low < value <= high), high)


def _of_categories(name: str, column: Column) -> dict[str, Array]:
    return {attribute: _indicator(column, code) for attribute, code in _codes(name, column).items()}


def _codes(name: str, column: Column) -> dict[str, int]:
    """Attributes of a category column, each with the code of the rows that have it."""
    words = [word.casefold() for word in column.categories]
    if len(words) == 2:
        yes = 0 if words[0] in TRUE_WORDS and words[1] not in TRUE_WORDS else 1
        plain = words[yes] in TRUE_WORDS and words[1 - yes] in FALSE_WORDS
        return {name if plain else f"{name}={column.categories[yes]}": yes}
    return {f"{name}={category}": code for code, category in enumerate(column.categories)}


def _indicator(column: Column, code: int) -> Array:
    return np.where(column.values < 0, np.nan, column.values == code).astype(np.float32)
