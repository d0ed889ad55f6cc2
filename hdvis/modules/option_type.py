"""What must be known about a kind of param for its values to cross JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""What a JSON file can hold."""

Schema: TypeAlias = dict[str, Any]
"""A JSON Schema."""

Control: TypeAlias = dict[str, Any]
"""A field of the form: `kind`, and choices or bounds."""


class Unfit(ValueError):
    """A value that a param does not take; the text says what was expected."""

    def __init__(self, expected: str, code: str = "HDV-L13") -> None:
        super().__init__(expected)
        self.code = code


class Names(Protocol):
    """The names in the data at hand, from which options that name data are chosen."""

    def columns(self, kinds: Sequence[str]) -> Sequence[str]:
        """Columns of these kinds; of all kinds when `kinds` is empty."""

    def spaces(self) -> Sequence[str]:
        """Spaces."""

    def images(self) -> Sequence[str]:
        """Sets of images."""


def _as_it_is(p: object, value: Any, base: Path | None = None) -> Any:
    return value


@dataclass(frozen=True)
class OptionType:
    """One kind of param.

    `expected` says in words what it takes, `schema` in JSON Schema. `read` turns JSON into what
    the param keeps (raising `Unfit`; files must lie within the folder given), `write` turns it
    back. `control` is the field of the form, or None where no form asks.
    """

    expected: Callable[[Any], str]
    schema: Callable[[Any], Schema]
    control: Callable[[Any, Names], Control] | None = None
    read: Callable[[Any, Any, Path | None], object] = _as_it_is
    write: Callable[[Any, Any], Json] = _as_it_is
