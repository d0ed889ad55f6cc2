"""Describe layouts as a JSON Schema, so that an editor completes and checks them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import param

from hdvis.hooks.catalog import Catalog
from hdvis.layout.nodes import VERSION
from hdvis.layout.options import option_params
from hdvis.layout.reader import MAX_WEIGHT


def layout_schema(catalog: Catalog) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of layouts that use the modules of `catalog`.

    Module names are offered, not required: other spellings and absent plugins are not faults
    of a file. Options of a known module are described by its params.
    """
    modules = {name: catalog.modules[name] for name in catalog.modules}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "hdvis layout",
        "anyOf": [_wrapper(), {"$ref": "#/$defs/node"}],
        "$defs": {
            "title": {"anyOf": [{"enum": list(modules)}, {"type": "string", "minLength": 1}]},
            "weight": {"type": "number", "exclusiveMinimum": 0, "maximum": MAX_WEIGHT},
            "nodes": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/node"}},
            "node": {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in _NODES]},
            "place": _place(modules),
            "row": _group("row"),
            "column": _group("column"),
            "stack": _group("stack", active={"type": "integer", "minimum": 0}),
        },
    }


def options_schema(module: type[Any]) -> dict[str, Any]:
    """The JSON Schema of one module's options."""
    properties = {name: _option(p) for name, p in option_params(module).items()}
    return {"type": "object", "properties": properties}


_NODES = ("title", "place", "row", "column", "stack")


def _wrapper() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["version", "layout"],
        "properties": {
            "version": {"const": VERSION},
            "title": {"type": "string"},
            "layout": {"$ref": "#/$defs/node"},
        },
    }


def _place(modules: dict[str, type[Any]]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["module"],
        "properties": {
            "module": {"$ref": "#/$defs/title"},
            "id": {"type": "string", "minLength": 1, "maxLength": 80},
            "title": {"type": "string"},
            "options": {"type": "object"},
            "options_version": {"type": "integer", "minimum": 1},
            "weight": {"$ref": "#/$defs/weight"},
        },
        "allOf": [_with_options(name, module) for name, module in modules.items()],
    }


def _with_options(name: str, module: type[Any]) -> dict[str, Any]:
    return {
        "if": {"properties": {"module": {"const": name}}},
        "then": {"properties": {"options": options_schema(module)}},
    }


def _group(kind: str, **more: Any) -> dict[str, Any]:
    properties = {kind: {"$ref": "#/$defs/nodes"}, "weight": {"$ref": "#/$defs/weight"}, **more}
    return {"type": "object", "required": [kind], "properties": properties}


def _option(p: param.Parameter) -> dict[str, Any]:
    schema = _type_of(p)
    if p.allow_None and "type" in schema:
        schema = {"anyOf": [schema, {"type": "null"}]}
    if p.doc:
        schema["description"] = " ".join(p.doc.split())
    if p.default is not None and _is_json([p.default]):
        schema["default"] = p.default
    return schema


def _type_of(p: param.Parameter) -> dict[str, Any]:
    match p:
        case param.Boolean():
            return {"type": "boolean"}
        case param.Number():
            return _number(p)
        case param.Color():
            return {"type": "string", "examples": ["#1864ab"]}
        case param.String():
            return {"type": "string", **({"pattern": p.regex} if p.regex else {})}
        case param.ListSelector():
            return {"type": "array", "items": _choice(p)}
        case param.Selector():
            return _choice(p)
        case param.Tuple() | param.List():
            return {"type": "array"}
        case _:
            return {}


def _number(p: param.Number) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "integer" if isinstance(p, param.Integer) else "number"}
    bounds, inclusive = p.bounds or (None, None), p.inclusive_bounds
    names = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
    for bound, closed, (at_bound, beyond) in zip(bounds, inclusive, names, strict=True):
        if bound is not None:
            schema[at_bound if closed else beyond] = bound
    return schema


def _choice(p: Any) -> dict[str, Any]:
    choices = list(p.names) if p.names else list(p.objects)
    return {"enum": choices} if choices and p.check_on_set and _is_json(choices) else {}


def _is_json(values: Iterable[Any]) -> bool:
    try:
        json.dumps(list(values), allow_nan=False)
    except (TypeError, ValueError):
        return False
    return True
