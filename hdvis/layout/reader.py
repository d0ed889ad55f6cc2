"""What the reading of one layout gathers: places, ids and warnings."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hdvis.errors import LayoutError, shorten
from hdvis.hooks.catalog import Catalog
from hdvis.hooks.names import did_you_mean, fold
from hdvis.layout.json_value import at, join
from hdvis.layout.nodes import Node, Place
from hdvis.layout.options import read_options, upgraded
from hdvis.layout.schema import MAX_WEIGHT
from hdvis.modules import Module
from hdvis.modules.option_type import Json


@dataclass
class Reader:
    """One reading in progress; nodes at the paths in `broken` are passed over."""

    catalog: Catalog | None
    strict: bool
    base: Path | None
    broken: Container[str] = ()
    warnings: list[str] = field(default_factory=list)
    errors: list[LayoutError] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)

    def place(
        self, value: Mapping[str, Any], raw: Json, path: str, extra: Mapping[str, Json] = {}
    ) -> Place:
        """The place described by `value`, its id still empty unless the author gave one."""
        id = self._own_id(value, path)
        place = Place(
            value["module"],
            id,
            value.get("title", ""),
            value.get("options", {}),
            value.get("options_version"),
            weight_of(value, path, self),
            bool(id),
            extra=extra,
            path=path,
        )
        try:
            return self._checked(place, raw)
        except LayoutError as error:
            self.errors.append(error)
            return place

    def warn(self, message: str, code: str) -> None:
        """Note what is odd; in strict mode it is an error."""
        if self.strict:
            self.errors.append(LayoutError(message, code=code))
        else:
            self.warnings.append(f"{code}: {message}")

    def with_ids(self, node: Node) -> Node:
        """`node` with an id for each place that has none, made from its title."""
        if isinstance(node, Place):
            return node if node.id else replace(node, id=self._made_id(node))
        children = tuple(self.with_ids(child) for child in node.children)
        return replace(node, children=children)

    def _checked(self, place: Place, raw: Json) -> Place:
        if not fold(place.module):
            raise LayoutError(
                f"{join(place.path, 'module')}: got {shorten(repr(place.module))}, "
                "expected the title of a module",
                code="HDV-L13",
            )
        if self.catalog is None:
            return place
        offer = self.catalog.modules.find(place.module)
        if offer is None:
            return self._placeholder(place, raw, self.catalog)
        return self._with_options(place, offer.value)

    def _with_options(self, place: Place, module: type[Module]) -> Place:
        path = join(place.path, "options")
        current = int(getattr(module, "version", 1))
        options = upgraded(module, place.options, place.options_version or current, path)
        if options != place.options:
            self.warn(f"{path}: brought up to version {current} of {place.module}", "HDV-L10")
        checked = read_options(module, options, path, base=self.base)
        self.errors += checked.errors
        for message in checked.warnings:
            self.warn(message, "HDV-L12")
        stated = current if place.options_version or options else None
        return replace(
            place,
            options=options,
            options_version=stated,
            values=checked.values,
            unknown=checked.unknown,
        )

    def _placeholder(self, place: Place, raw: Json, catalog: Catalog) -> Place:
        distribution, colon, _ = place.module.partition(":")
        if rivals := catalog.modules.rivals(place.module):
            text = f'several plugins offer "{shorten(place.module)}"'
            rest = f"; write {' or '.join(rivals)}"
        else:
            text = f'no module named "{shorten(place.module)}"'
            rest = did_you_mean(place.module, catalog.modules)
        if colon:
            rest = f"; it needs the plugin {shorten(distribution)}"
        self.warn(f"{text} at {at(place.path)}{rest}", "HDV-L11")
        return replace(place, missing=text + rest, raw=raw)

    def _own_id(self, value: Mapping[str, Any], path: str) -> str:
        if "id" not in value:
            return ""
        id, here = str(value["id"]), join(path, "id")
        if id in self.ids:
            message = f'{here}: the id "{id}" is also at {self.ids[id]}. Ids are unique'
            self.errors.append(LayoutError(message, code="HDV-L14"))
        self.ids[id] = here
        return id

    def _made_id(self, place: Place) -> str:
        words = re.findall(r"\w+", (place.title or place.module).casefold())
        stem = "-".join(words)[:60] or "panel"
        id, number = stem, 1
        while id in self.ids:
            number += 1
            id = f"{stem}-{number}"
        self.ids[id] = at(place.path)
        return id


def weight_of(value: Mapping[str, Any], path: str, reader: Reader) -> float:
    """The node's share of its box, above zero and not beyond reason."""
    weight, here = value.get("weight", 1), join(path, "weight")
    if weight > MAX_WEIGHT:
        reader.warn(f"{here}: got {shorten(weight)}, taken as {MAX_WEIGHT:g}", "HDV-L21")
        return MAX_WEIGHT
    return float(weight)


def unknown_fields(
    value: Mapping[str, Any], known: tuple[str, ...], path: str, reader: Reader
) -> dict[str, Any]:
    """Fields that the grammar does not have: kept, with a warning for each."""
    extra = {key: item for key, item in value.items() if key not in known}
    for key in list(extra)[:20]:
        reader.warn(
            f"{at(path)}: unknown field {shorten(key)}{did_you_mean(key, known)}", "HDV-L12"
        )
    return extra
