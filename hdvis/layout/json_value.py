"""Copy a JSON-like value into plain dicts, lists, texts and finite numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from numbers import Integral, Real
from typing import Any

from hdvis.errors import LayoutError, LimitError, shorten

MAX_DEPTH = 64
MAX_VALUES = 200_000
MAX_BITS = 1000


@dataclass(frozen=True)
class Constant:
    """A number in a JSON text that no JSON number may be."""

    text: str


@dataclass(frozen=True)
class Repeated:
    """An object in a JSON text that has one key twice."""

    key: str


def join(path: str, key: object) -> str:
    """The JSON path of `key` within `path`, escaped as in RFC 6901."""
    return f"{path}/{shorten(str(key).replace('~', '~0').replace('/', '~1'))}"


def at(path: str) -> str:
    """`path` for a message."""
    return path or "/"


def check_depth_of(depth: int, where: str) -> None:
    """Raise LimitError when `depth` is more than any layout needs."""
    if depth > MAX_DEPTH:
        raise LimitError(
            f"{where}: nested deeper than {MAX_DEPTH}. Flatten the layout", code="HDV-L6"
        )


def plain(value: Any) -> Any:
    """A copy of `value` that JSON can hold. Raises LayoutError or LimitError with the path."""
    return _Copy().of(value, "")


@dataclass
class _Copy:
    """One copy being made: the containers around the present value, and how many were met."""

    around: dict[int, str] = field(default_factory=dict)
    count: int = 0

    def of(self, value: Any, path: str) -> Any:
        self.count += 1
        if self.count > MAX_VALUES:
            raise LimitError(
                f"layout: more than {MAX_VALUES:,} values. A layout holds no data", code="HDV-L8"
            )
        if isinstance(value, (Mapping, list, tuple)):
            return self._container(value, path)
        return _scalar(value, path)

    def _container(self, value: Any, path: str) -> Any:
        if id(value) in self.around:
            cycle = [at(p) for p in self.around.values()]
            start = list(self.around).index(id(value))
            text = " → ".join([*cycle[start:], at(path)])
            raise LayoutError(
                f"{at(path)}: a node is its own ancestor: {text}. Make a copy", code="HDV-L15"
            )
        check_depth_of(len(self.around) + 1, at(path[:80]))
        self.around[id(value)] = path
        try:
            if isinstance(value, Mapping):
                return {_key(k, path): self.of(v, join(path, k)) for k, v in value.items()}
            return [self.of(item, join(path, i)) for i, item in enumerate(value)]
        finally:
            del self.around[id(value)]


def _key(key: Any, path: str) -> str:
    if isinstance(key, str):
        return _text(key, path)
    raise LayoutError(
        f"{at(path)}: got the key {shorten(repr(key))}, expected text", code="HDV-L13"
    )


def _text(value: str, path: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise LayoutError(
            f"{at(path)}: half a character (a lone surrogate). Write the text again",
            code="HDV-L3",
        ) from error
    return str(value)


def _scalar(value: Any, path: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, path)
    if isinstance(value, Repeated):
        raise LayoutError(
            f'{at(path)}: the key "{shorten(value.key)}" is there twice. Keep one', code="HDV-L5"
        )
    if isinstance(value, Integral):
        if int(value).bit_length() <= MAX_BITS:
            return int(value)
        value = Constant("an integer of too many digits")
    if isinstance(value, Real) and math.isfinite(value):
        return float(value)
    if isinstance(value, (Real, Constant)):
        text = value.text if isinstance(value, Constant) else str(value)
        code = "HDV-L7" if text.endswith("digits") else "HDV-L4"
        raise LayoutError(f"{at(path)}: got {shorten(text)}, expected a number", code=code)
    raise LayoutError(
        f"{at(path)}: got a {type(value).__name__}, expected what JSON can hold", code="HDV-L13"
    )
