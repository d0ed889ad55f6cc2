"""A layout as values: places for modules in rows, columns and tabs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from hdvis.layout.json_value import plain
from hdvis.modules.option_type import Json

VERSION = 1


@dataclass(frozen=True)
class Place:
    """One pane.

    `module` is the name as written; `id` is unique in the layout, made from the title unless
    `has_own_id`. `options` are JSON, `values` the same as the module's params keep them, without
    those in `unknown`, which the module does not have. `missing` says why no module fills the
    place; then `raw` is what stood in the file, which is saved back unchanged. `extra` holds
    fields that this hdvis does not know. `path` is where the place stood in the JSON.
    """

    module: str
    id: str
    title: str = ""
    options: Mapping[str, Json] = field(default_factory=dict)
    options_version: int | None = None
    weight: float = 1.0
    has_own_id: bool = False
    missing: str = ""
    raw: Json = None
    extra: Mapping[str, Json] = field(default_factory=dict)
    path: str = field(default="", compare=False)
    values: Mapping[str, object] = field(default_factory=dict, compare=False)
    unknown: Mapping[str, Json] = field(default_factory=dict, compare=False)

    def to_json(self) -> Json:
        """The place as it is saved: the bare module name when there is nothing else to say."""
        if self.raw is not None:
            return self._raw_json()
        said = {
            "id": self.id if self.has_own_id else None,
            "title": self.title or None,
            "options": plain(self.options) or None,
            "options_version": self.options_version,
            "weight": _weight(self.weight),
        }
        fields = {key: value for key, value in said.items() if value is not None}
        fields.update(self.extra)
        return {"module": self.module, **fields} if fields else self.module

    def _raw_json(self) -> Json:
        written = self.raw if isinstance(self.raw, dict) else {"module": self.raw}
        if written.get("weight", 1) == self.weight:
            return self.raw
        return {**written, "weight": self.weight}


@dataclass(frozen=True)
class Box:
    """Nodes beside each other ("row") or below each other ("column")."""

    direction: Literal["row", "column"]
    children: tuple[Node, ...]
    weight: float = 1.0
    extra: Mapping[str, Json] = field(default_factory=dict)
    path: str = field(default="", compare=False)

    def to_json(self) -> dict[str, Json]:
        """The box as it is saved."""
        return _with_weight({self.direction: _all_json(self.children)}, self)


@dataclass(frozen=True)
class Stack:
    """Nodes behind each other, as tabs; `active` is the number of the one in front."""

    children: tuple[Node, ...]
    active: int = 0
    weight: float = 1.0
    extra: Mapping[str, Json] = field(default_factory=dict)
    path: str = field(default="", compare=False)

    def to_json(self) -> dict[str, Json]:
        """The stack as it is saved."""
        fields: dict[str, Json] = {"stack": _all_json(self.children)}
        if self.active:
            fields["active"] = self.active
        return _with_weight(fields, self)


Node: TypeAlias = Place | Box | Stack


@dataclass(frozen=True)
class Layout:
    """A whole layout, with what was odd about its file."""

    root: Node
    title: str = ""
    extra: Mapping[str, Json] = field(default_factory=dict)
    warnings: tuple[str, ...] = field(default=(), compare=False)
    was_read: bool = field(default=False, compare=False)
    """Whether its options were read by the modules of a catalog."""

    def places(self) -> Iterator[Place]:
        """Every place, in reading order."""
        return _places(self.root)

    def find(self, id: str) -> Place | None:
        """The place with this id, or None."""
        return next((place for place in self.places() if place.id == id), None)

    def to_json(self) -> dict[str, Json]:
        """The layout as it is saved, in the present version of the format."""
        head: dict[str, Json] = {"version": VERSION}
        if self.title:
            head["title"] = self.title
        return {**head, "layout": self.root.to_json(), **self.extra}

    def to_text(self) -> str:
        """The layout as the text of a JSON file."""
        return json.dumps(self.to_json(), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _places(node: Node) -> Iterator[Place]:
    if isinstance(node, Place):
        yield node
        return
    for child in node.children:
        yield from _places(child)


def _all_json(children: tuple[Node, ...]) -> list[Json]:
    return [child.to_json() for child in children]


def _with_weight(fields: dict[str, Json], node: Box | Stack) -> dict[str, Json]:
    weight = _weight(node.weight)
    return {**fields, **({} if weight is None else {"weight": weight}), **node.extra}


def _weight(weight: float) -> float | None:
    return None if weight == 1 else weight
