"""Fields of the forms that ask what to run, in the shape of the option form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import param

from hdvis import Module
from hdvis.analysis import SCALINGS
from hdvis.data import Dataset
from hdvis.modules.option_type import Control
from hdvis.modules.options import field_of

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
    params: Mapping[str, param.Parameter], given: Mapping[str, object]
) -> list[Control]:
    """A field for each parameter of a reducer, with the value given or its default."""
    made = [field_of(p, PARAMETER + n, given.get(n, p.default)) for n, p in params.items()]
    return [field for field in made if field is not None]


def seed_field(module: Module) -> dict[str, Any]:
    """A field for the seed of `module`."""
    return {
        "name": "seed", "label": "seed", "value": module.seed, "doc": module.param.seed.doc,
        "kind": "number", "low": 0, "high": None, "step": 1,
    }  # fmt: skip


def source_fields(dataset: Dataset, module: Module) -> list[dict[str, Any]]:
    """Fields for the space, its columns and their scaling, as `module` has them."""
    docs = {name: module.param[name].doc for name in ("space", "columns", "scaling")}
    space = module.space if module.space in dataset.spaces else dataset.primary
    fields = [choice("scaling", "scaling", module.scaling, SCALINGS, docs["scaling"])]
    if len(dataset.spaces) > 1:
        fields.append(choice("space", "space", space, dataset.spaces, docs["space"]))
    names = list(dataset.space_columns[space])[:MOST_COLUMNS]
    columns = choice("columns", "columns", list(module.columns), names, docs["columns"])
    return [*fields, columns | {"kind": "several"}]
