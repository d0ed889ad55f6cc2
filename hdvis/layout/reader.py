"""What the reading of one layout gathers: places, ids and warnings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hdvis.errors import LayoutError, LimitError, shorten
from hdvis.hooks.catalog import Catalog
from hdvis.hooks.names import did_you_mean, fold
from hdvis.layout.json_value import at, join
from hdvis.layout.nodes import Node, Place
from hdvis.layout.options import check_options, upgraded

MAX_PLACES = 64
MAX_WEIGHT = 1000.0

_ID = re.compile(r"[\w.-]{1,80}")


@dataclass
class Reader:
    """One reading in progress."""

    catalog: Catalog | None
    strict: bool
    base: Path | None
    warnings: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def place(
        self, value: dict[str, Any], raw: Any, path: str, extra: Mapping[str, Any] | None = None
    ) -> Place:
        """The place described by `value`, its id still empty unless the author gave one."""
        self.count += 1
        if self.count > MAX_PLACES:
            raise LimitError(
                f"{at(path)}: more than {MAX_PLACES} panels. Divide the layout", code="HDV-L8"
            )
        id = self._own_id(value, path)
        place = Place(
            value["module"],
            id,
            value.get("title", ""),
            value.get("options", {}),
            value.get("options_version"),
            weight_of(value, path, self),
            bool(id),
            extra=extra or {},
            path=path,
        )
        return self._checked(place, raw)

    def warn(self, message: str, code: str) -> None:
        """Note what is odd; in strict mode raise it."""
        if self.strict:
            raise LayoutError(message, code=code)
        self.warnings.append(f"{code}: {message}")

    def with_ids(self, node: Node) -> Node:
        """`node` with an id for each place that has none, made from its title."""
        if isinstance(node, Place):
            return node if node.id else replace(node, id=self._made_id(node))
        children = tuple(self.with_ids(child) for child in node.children)
        return replace(node, children=children)

    def _checked(self, place: Place, raw: Any) -> Place:
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

    def _with_options(self, place: Place, module: type[Any]) -> Place:
        path = join(place.path, "options")
        current = int(getattr(module, "version", 1))
        options = upgraded(module, place.options, place.options_version or current, path)
        if options != place.options:
            self.warn(f"{path}: brought up to version {current} of {place.module}", "HDV-L10")
        checked = check_options(module, options, path, base=self.base)
        for message in checked.warnings:
            self.warn(message, "HDV-L12")
        stated = current if place.options_version or options else None
        return replace(place, options=options, options_version=stated)

    def _placeholder(self, place: Place, raw: Any, catalog: Catalog) -> Place:
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
        id, here = value["id"], join(path, "id")
        if not isinstance(id, str) or not _ID.fullmatch(id):
            raise LayoutError(
                f"{here}: got {shorten(repr(id))}, expected letters, digits, - or _",
                code="HDV-L13",
            )
        if id in self.ids:
            raise LayoutError(
                f'{here}: the id "{id}" is also at {self.ids[id]}. Ids are unique',
                code="HDV-L14",
            )
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
    """The node's share of its box, above zero."""
    weight, here = value.get("weight", 1), join(path, "weight")
    if isinstance(weight, bool) or not isinstance(weight, (int, float)):
        raise LayoutError(
            f"{here}: got {shorten(repr(weight))}, expected a number above zero", code="HDV-L13"
        )
    if weight <= 0:
        raise LayoutError(
            f"{here}: got {shorten(weight)}, expected a number above zero", code="HDV-L21"
        )
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
