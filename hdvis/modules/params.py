"""Options that name columns or spaces; their choices come from the table in hand."""

from __future__ import annotations

from typing import Any

import param


class ColumnName(param.String):
    """The name of one column; empty means that the module chooses."""

    __slots__ = ["kinds"]

    def __init__(self, default: str = "", *, kinds: tuple[str, ...] = (), **params: Any) -> None:
        super().__init__(default, **params)
        self.kinds = kinds


class ColumnNames(param.List):
    """Names of several columns, in order; empty means that the module chooses."""

    __slots__ = ["kinds"]

    def __init__(
        self, default: list[str] | None = None, *, kinds: tuple[str, ...] = (), **params: Any
    ) -> None:
        super().__init__(default or [], item_type=str, **params)
        self.kinds = kinds


class SpaceName(param.String):
    """The name of one space; empty means the primary one."""

    def __init__(self, default: str = "", **params: Any) -> None:
        super().__init__(default, **params)


class ImagesName(param.String):
    """The name of one set of images; empty means the first."""

    def __init__(self, default: str = "", **params: Any) -> None:
        super().__init__(default, **params)
