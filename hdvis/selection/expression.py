"""Text to predicate: a small language parsed by Python's own parser and never executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from hdvis.errors import DataError, LimitError, shorten
from hdvis.selection.predicates import (
    And,
    Everything,
    Nearest,
    Not,
    OneOf,
    Or,
    Polygon,
    Predicate,
    Range,
    Rows,
)

MAX_LENGTH = 10_000
_FLIPPED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}


def parse_expression(text: str) -> Predicate:
    """The predicate that `text` describes, such as `x0 > 1.5 and digit == 7`.

    Comparisons (also chained), `in [...]`, `not`, `and`, `or`, `all`, `none`,
    `rows([...])`, `nearest(space, row, k)` and `inside(x, y, [(..), ...])` are understood;
    names that are not identifiers stand in backticks. Nothing else is, and nothing is executed.

    Raises `DataError` with the place of the first thing not understood.
    """
    if len(text) > MAX_LENGTH:
        raise LimitError(f"expression: got {len(text):,} characters, at most {MAX_LENGTH:,}")
    names: list[str] = []

    def stand_in(match: re.Match[str]) -> str:
        names.append(match.group(1).replace("``", "`"))
        return f"_hdv{len(names) - 1}_"

    plain = re.sub(r"`((?:[^`]|``)+)`", stand_in, text.strip())
    try:
        tree = ast.parse(plain, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _refused(text, getattr(error, "msg", "too deeply nested")) from None
    try:
        return _Reader(text, names).predicate(tree.body)
    except RecursionError:
        raise _refused(text, "too deeply nested") from None


def _refused(text: str, reason: str) -> DataError:
    return DataError(
        f"expression: {reason} in {shorten(text)!r}. "
        "Write comparisons of columns, e.g. x0 > 1.5 and digit == 7"
    )


class _Reader:
    def __init__(self, text: str, names: list[str]) -> None:
        self.text, self.names = text, names

    def predicate(self, node: ast.expr) -> Predicate:
        match node:
            case ast.BoolOp(op=ast.And(), values=parts):
                return And(tuple(self.predicate(part) for part in parts))
            case ast.BoolOp(op=ast.Or(), values=parts):
                return Or(tuple(self.predicate(part) for part in parts))
            case ast.UnaryOp(op=ast.Not(), operand=part):
                return Not(self.predicate(part))
            case ast.Compare():
                return self.comparison(node)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self.call(name, arguments)
            case ast.Name(id="all"):
                return Everything()
            case ast.Name(id="none"):
                return Or(())
            case ast.Name():
                return OneOf(self.name(node), ("True", "true", "1"))
        raise self.refuse(node, "this is not a condition")

    def comparison(self, node: ast.Compare) -> Predicate:
        operands = [node.left, *node.comparators]
        steps = [
            self.step(left, operator, right)
            for left, operator, right in zip(operands, node.ops, operands[1:], strict=False)
        ]
        return steps[0] if len(steps) == 1 else _joined(steps)

    def step(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Predicate:
        if not isinstance(left, ast.Name):
            if not isinstance(right, ast.Name):
                raise self.refuse(left, "a comparison needs a column on one side")
            flipped = _FLIPPED.get(type(operator))
            return self.step(right, flipped() if flipped else operator, left)
        column = self.name(left)
        value = self.value(right)
        match operator:
            case ast.In():
                return OneOf(column, self.several(right, value))
            case ast.NotIn():
                return Not(OneOf(column, self.several(right, value)))
            case ast.Eq():
                return OneOf(column, (value,))
            case ast.NotEq():
                return Not(OneOf(column, (value,)))
            case ast.Gt() | ast.GtE():
                return Range(
                    column,
                    lo=self.real(right, value),
                    strict=(isinstance(operator, ast.Gt), False),
                )
            case ast.Lt() | ast.LtE():
                return Range(
                    column,
                    hi=self.real(right, value),
                    strict=(False, isinstance(operator, ast.Lt)),
                )
        raise self.refuse(left, "this comparison is not understood")

    def call(self, name: str, arguments: list[ast.expr]) -> Predicate:
        calls: dict[str, tuple[int, Callable[..., Predicate]]] = {
            "rows": (1, lambda rows: Rows.of(self.several(arguments[0], rows))),
            "nearest": (3, lambda space, row, k: Nearest(str(space), int(row), int(k))),
            "inside": (3, lambda x, y, p: Polygon(x, y, tuple((float(a), float(b)) for a, b in p))),
        }
        if name not in calls or len(arguments) != calls[name][0]:
            raise self.refuse(arguments[0] if arguments else None, f"{name}(...) is not understood")
        values = [self.name(a) if isinstance(a, ast.Name) else self.value(a) for a in arguments]
        try:
            return calls[name][1](*values)
        except (TypeError, ValueError) as error:
            raise _refused(self.text, f"{name}(...): {error}") from None

    def name(self, node: ast.Name) -> str:
        found = re.fullmatch(r"_hdv(\d+)_", node.id)
        return self.names[int(found.group(1))] if found else node.id

    def value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Name):
            return self.name(node)
        try:
            return ast.literal_eval(node)
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            raise self.refuse(node, "only numbers, texts and lists of them are values") from None

    def several(self, node: ast.expr, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list | tuple | set):
            raise self.refuse(node, "expected a list such as [1, 2]")
        return tuple(value)

    def real(self, node: ast.expr, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(node, "expected a number")
        return float(value)

    def refuse(self, node: ast.expr | None, reason: str) -> DataError:
        place = f" at character {node.col_offset + 1}" if node is not None else ""
        return _refused(self.text, reason + place)


def _joined(steps: list[Predicate]) -> Predicate:
    """`1 < x <= 2` as one range; other chains as a conjunction."""
    match steps:
        case [Range() as a, Range() as b] if a.column == b.column:
            low, high = (a, b) if np.isfinite(a.lo) else (b, a)
            if np.isfinite(low.lo) and np.isfinite(high.hi):
                return Range(low.column, low.lo, high.hi, (low.strict[0], high.strict[1]))
    return And(tuple(steps))
