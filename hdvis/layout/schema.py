"""The grammar of layouts as a JSON Schema: hdvis reads by it, editors complete and check by it."""

from __future__ import annotations

from collections.abc import Mapping

from hdvis.hooks.catalog import Catalog
from hdvis.layout.nodes import VERSION
from hdvis.modules import Module
from hdvis.modules.option_type import Schema
from hdvis.modules.options import option_params, option_schema

MAX_WEIGHT = 1000.0
KINDS = ("module", "row", "column", "stack")

_TEXT: Schema = {"type": "string", "description": "text"}
_VERSION: Schema = {"const": VERSION, "description": str(VERSION)}
_WEIGHT: Schema = {
    "type": "number",
    "exclusiveMinimum": 0,
    "maximum": MAX_WEIGHT,
    "description": "a number above zero",
}
_ID: Schema = {
    "type": "string",
    "pattern": r"^[\w.-]{1,80}(?!\n)$",
    "description": "letters, digits, - or _",
}
_NODES: Schema = {
    "type": "array",
    "minItems": 1,
    "items": {"$ref": "#/$defs/node"},
    "description": "a list of one or more nodes",
}
_ACTIVE: Schema = {"type": "integer", "minimum": 0, "description": "the number of a tab, from 0"}
_NODE: Schema = {
    "type": ["string", "object"],
    "description": "the title of a module, or an object",
    "if": {"type": "object"},
    "then": {
        "oneOf": [{"required": [kind]} for kind in KINDS],
        "dependentSchemas": {
            kind: {"$ref": f"#/$defs/{'place' if kind == 'module' else kind}"} for kind in KINDS
        },
    },
}


def layout_schema(catalog: Catalog) -> Schema:
    """The JSON Schema (draft 2020-12) of layouts that use the modules of `catalog`.

    Module names are offered, not required: other spellings and absent plugins are not faults
    of a file. Options of a known module are described by its params.
    """
    return grammar({name: catalog.modules[name] for name in catalog.modules})


def grammar(modules: Mapping[str, type[Module]]) -> Schema:
    """The JSON Schema of layouts; without `modules` of their structure alone."""
    title: Schema = {"anyOf": [{"enum": list(modules)}, {"type": "string", "minLength": 1}]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "hdvis layout",
        "properties": {"version": _VERSION},
        "if": {"required": ["layout"], "not": {"anyOf": [{"required": [k]} for k in KINDS]}},
        "then": {"$ref": "#/$defs/file"},
        "else": {"$ref": "#/$defs/node"},
        "$defs": {
            "file": _object(title=_TEXT, layout={"$ref": "#/$defs/node"}, required=["version"]),
            "node": _NODE | ({"else": title} if modules else {}),
            "title": title if modules else _TEXT,
            "place": _place(modules),
            "row": _object(row=_NODES, weight=_WEIGHT),
            "column": _object(column=_NODES, weight=_WEIGHT),
            "stack": _object(stack=_NODES, weight=_WEIGHT, active=_ACTIVE),
        },
    }


def options_schema(module: type[Module]) -> Schema:
    """The JSON Schema of one module's options."""
    properties = {name: option_schema(p) for name, p in option_params(module).items()}
    return {"type": "object", "properties": properties}


def _place(modules: Mapping[str, type[Module]]) -> Schema:
    place = _object(
        module={"$ref": "#/$defs/title"},
        id=_ID,
        title=_TEXT,
        options={"type": "object", "description": "an object"},
        options_version={
            "type": "integer",
            "minimum": 1,
            "description": "a whole number of 1 or more",
        },
        weight=_WEIGHT,
    )
    return place | {"allOf": [_with_options(*item) for item in modules.items()]}


def _with_options(name: str, module: type[Module]) -> Schema:
    return {
        "if": {"properties": {"module": {"const": name}}},
        "then": {"properties": {"options": options_schema(module)}},
    }


def _object(required: list[str] | None = None, **properties: Schema) -> Schema:
    made: Schema = {"type": "object", "properties": properties}
    return made | ({"required": required} if required else {})
