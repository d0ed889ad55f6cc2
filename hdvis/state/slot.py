"""One shared value, and everything the program needs to know about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias

import param

from hdvis.data import Dataset
from hdvis.errors import DataError, shorten
from hdvis.state.table import SessionTable

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Given(Protocol):
    """What a script has put on the table so far."""

    @property
    def dataset(self) -> Dataset | None:
        """The rows."""

    @property
    def slots(self) -> Mapping[str, Any]:
        """Values of other slots by name."""

    def adapt_model(self, model: object) -> Any | None:
        """The adapter that a plugin makes for `model`, or None."""


@dataclass(frozen=True, eq=False)
class Slot:
    """The declaration of a shared value; the core has a list of them, a plugin's hook adds its own.

    A value is replaced whole and never changed in place; None stands for "nothing there" where
    the default is None.

    `type`     what a value is; `put` refuses others
    `waiting`  what a pane says that needs it and has to wait
    `example`  a value for a dataset, for the conformance cases, or an `HdvisError`
    `read`     `read(source, given, **how)`: from what a script or a file gives to a value
    `follow`   `follow(value, given)`: what becomes of a given value when the data or another
               given value changed; None lets it go, an `HdvisError` says what does not go together
    `merge`    `merge(before, given)`: how a given value meets the one a session has
    `fresh`    `fresh(dataset)`: the value after another dataset was loaded, else the default
    `kept`     it outlives the dataset
    `plain`    `plain(value, table)`: the value as JSON; with `again` it is saved with the work
    `again`    `again(found, table)`: the value that `plain` spelled, or an `HdvisError`
    `undone`   Ctrl+Z takes its changes back
    `release`  called with a given value that another one replaced, and at the end
    """

    type: type | tuple[type, ...] = object
    default: Any = None
    doc: str = ""
    waiting: str = ""
    example: Callable[[Dataset], Any] | None = None
    read: Callable[..., Any] | None = None
    follow: Callable[[Any, Given], Any] | None = None
    merge: Callable[[Any, Any], Any] | None = None
    fresh: Callable[[Dataset], Any] | None = None
    kept: bool = False
    plain: Callable[[Any, SessionTable], Json] | None = None
    again: Callable[[Json, SessionTable], Any] | None = None
    undone: bool = False
    release: Callable[[Any], None] | None = None
    parameter: param.Parameter = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.parameter is None:
            made = param.Parameter(self.default, doc=self.doc, instantiate=False)
            object.__setattr__(self, "parameter", made)

    @property
    def saved(self) -> bool:
        """Whether it is part of work that is kept."""
        return self.plain is not None and self.again is not None

    @classmethod
    def of(cls, parameter: param.Parameter) -> Slot:
        """The slot of a plugin that declares no more than a parameter."""
        return cls(default=parameter.default, doc=parameter.doc or "", parameter=parameter)

    def new_parameter(self) -> param.Parameter:
        """The parameter for one class of states."""
        return copy(self.parameter)

    def after(self, dataset: Dataset) -> Any:
        """The value that loading `dataset` leaves."""
        return self.default if self.fresh is None else self.fresh(dataset)

    def value_from(self, name: str, source: Any, given: Given, /, **how: Any) -> Any:
        """The value that `source` stands for. Raises `DataError` when it is of another kind."""
        if self.read is not None:
            value = self.read(source, given, **how)
        elif how:
            raise DataError(f"put: {name} takes no {', '.join(how)}, expected a value alone")
        else:
            value = source
        if value is None and self.default is None:
            return None
        if not isinstance(value, self.type):
            kinds = self.type if isinstance(self.type, tuple) else (self.type,)
            expected = " or ".join(kind.__name__ for kind in kinds)
            got = f"a {type(value).__name__} ({shorten(value, 40)})"
            raise DataError(f"put: {name}: got {got}, expected a {expected}")
        return value

    def merged(self, before: Any, given: Any) -> Any:
        """What a session that has `before` has after `given` came."""
        return given if self.merge is None or before is None else self.merge(before, given)
