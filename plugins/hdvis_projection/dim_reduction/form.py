"""The fields of DimReduction's form, in the shape of the option form."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from hdvis.analysis import SCALINGS
from hdvis.data import Dataset
from hdvis_projection.reducers import ReducerOption

PARAMETER = "parameter:"
MOST_COLUMNS = 2000


def choice(name: str, label: str, value: Any, choices: Iterable[Any], doc: str) -> dict[str, Any]:
    """A field with one value of several."""
    listed = [{"value": c, "label": str(c)} for c in choices]
    return {
        "name": name, "label": label, "value": value, "doc": doc, "kind": "choice",
        "choices": listed,
    }  # fmt: skip


def parameter_fields(
    options: Iterable[ReducerOption], given: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """A field for each parameter of a reducer, with the value given or its default."""
    return [_parameter(option, given.get(option.name, option.default)) for option in options]


def source_fields(dataset: Dataset, module: Any) -> list[dict[str, Any]]:
    """Fields for the seed, the space, its columns and their scaling, as `module` has them."""
    docs = {name: module.param[name].doc for name in ("seed", "space", "columns", "scaling")}
    space = module.space if module.space in dataset.spaces else dataset.primary
    fields = [
        {
            "name": "seed", "label": "seed", "value": module.seed, "doc": docs["seed"],
            "kind": "number", "low": 0, "high": None, "step": 1,
        },
        choice("scaling", "scaling", module.scaling, SCALINGS, docs["scaling"]),
    ]  # fmt: skip
    if len(dataset.spaces) > 1:
        fields.append(choice("space", "space", space, dataset.spaces, docs["space"]))
    names = list(dataset.space_columns[space])[:MOST_COLUMNS]
    columns = choice("columns", "columns", list(module.columns), names, docs["columns"])
    return [*fields, columns | {"kind": "several"}]


def _parameter(option: ReducerOption, value: Any) -> dict[str, Any]:
    name, label = PARAMETER + option.name, option.name.replace("_", " ")
    if option.choices:
        return choice(name, label, value, option.choices, option.doc)
    field = {"name": name, "label": label, "value": value, "doc": option.doc}
    if isinstance(option.default, bool):
        return field | {"kind": "flag"}
    if isinstance(option.default, str):
        return field | {"kind": "text"}
    low, high = option.bounds or (None, None)
    return field | {"kind": "number", "low": low, "high": high, "step": _step(option)}


def _step(option: ReducerOption) -> float | None:
    """A round step: 1 for whole numbers, else a power of ten with 50 steps or more."""
    if isinstance(option.default, int):
        return 1
    if option.bounds is None:
        return None
    low, high = option.bounds
    return float(10 ** math.floor(math.log10((high - low) / 50)))
