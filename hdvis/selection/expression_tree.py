"""The tree of an expression as a predicate; nothing of it is executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import TypeGuard

import numpy as np

from hdvis.errors import DataError, shorten
from hdvis.selection.conditions import OneOf, Polygon, Range, seconds_of
from hdvis.selection.predicates import And, Everything, Not, Or, Predicate, Xor
from hdvis.selection.row_conditions import Nearest, Rows

MAX_DEPTH = 64
_FLIPPED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_BIT = {ast.BitAnd: And, ast.BitOr: Or, ast.BitXor: Xor}
_EXAMPLE = "Write comparisons of columns, e.g. x0 > 1.5 and digit == 7"

Scalar = str | int | float
Value = Scalar | list["Value"]
"""What stands beside a column: a number, a text, or a list of such."""


def refused(text: str, reason: str) -> DataError:
    """The error that says what of `text` was not understood."""
    return DataError(f"expression: {reason} in {shorten(text)!r}. {_EXAMPLE}")


class TreeReader:
    """One expression being read; `kept` holds what stands behind the marked names."""

    def __init__(self, text: str, plain: str, mark: str, kept: list[str | Rows]) -> None:
        self.text, self.plain, self.kept = text, plain, kept
        self.stand_in = re.compile(rf"{mark}(\d+)_")

    def predicate(self, node: ast.expr, depth: int = 0) -> Predicate:
        if depth > MAX_DEPTH:
            raise refused(self.text, "too deeply nested")
        match node:
            case ast.BoolOp(op=op, values=parts):
                kind = And if isinstance(op, ast.And) else Or
                return kind(tuple(self.predicate(part, depth + 1) for part in parts))
            case ast.BinOp(op=op) if type(op) in _BIT:
                sides = tuple(self.predicate(side, depth + 1) for side in _sides(node, type(op)))
                return _BIT[type(op)](sides)
            case ast.UnaryOp(op=ast.Not() | ast.Invert(), operand=part):
                return Not(self.predicate(part, depth + 1))
            case ast.Compare():
                return self.comparison(node)
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self.call(name, arguments)
            case ast.Name():
                return self.word(node)
        raise self.refuse(node, "this is not a condition")

    def word(self, node: ast.Name) -> Predicate:
        if node.id in ("all", "none"):
            return Everything() if node.id == "all" else Or(())
        found = self.behind(node)
        return found if isinstance(found, Rows) else OneOf(found, ("True", "true", "1"))

    def comparison(self, node: ast.Compare) -> Predicate:
        operands = [node.left, *node.comparators]
        steps = [
            self.step(left, operator, right)
            for left, operator, right in zip(operands, node.ops, operands[1:], strict=False)
        ]
        return steps[0] if len(steps) == 1 else _joined(steps)

    def step(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Predicate:
        if not _is_column(left):
            if not _is_column(right):
                raise self.refuse(left, "a comparison needs a column on one side")
            flipped = _FLIPPED.get(type(operator))
            return self.step(right, flipped() if flipped else operator, left)
        column, value = self.name(left), self.value(right)
        match operator:
            case ast.In():
                return OneOf(column, self.several(right, value))
            case ast.NotIn():
                return Not(OneOf(column, self.several(right, value)))
            case ast.Eq():
                return OneOf(column, (self.one(right, value),))
            case ast.NotEq():
                return Not(OneOf(column, (self.one(right, value),)))
            case ast.Gt() | ast.GtE():
                strict = (isinstance(operator, ast.Gt), False)
                return Range(column, lo=self.real(right, value), strict=strict)
            case ast.Lt() | ast.LtE():
                strict = (False, isinstance(operator, ast.Lt))
                return Range(column, hi=self.real(right, value), strict=strict)
        raise self.refuse(left, "this comparison is not understood")

    def call(self, name: str, arguments: list[ast.expr]) -> Predicate:
        calls: dict[str, tuple[int, Callable[..., Predicate]]] = {
            "rows": (1, lambda rows: Rows.of(np.asarray(self.several(arguments[0], rows)))),
            "nearest": (3, lambda space, row, k: Nearest(str(space), _whole(row), _whole(k))),
            "inside": (3, lambda x, y, p: Polygon(str(x), str(y), _points(p))),
        }
        if name not in calls or len(arguments) != calls[name][0]:
            known = "rows([...]), nearest(space, row, k), inside(x, y, [...])"
            raise refused(self.text, f"{shorten(name, 40)}(...) is none of {known}")
        values = [self.value(argument) for argument in arguments]
        try:
            return calls[name][1](*values)
        except (TypeError, ValueError, OverflowError) as error:
            reason = error.message if isinstance(error, DataError) else shorten(error, 80)
            raise refused(self.text, f"{name}(...): {reason}") from None

    def behind(self, node: ast.Name) -> str | Rows:
        found = self.stand_in.fullmatch(node.id)
        return self.kept[int(found.group(1))] if found else node.id

    def name(self, node: ast.Name) -> str:
        found = self.behind(node)
        if isinstance(found, Rows):
            raise refused(self.text, "rows[...] is compared; it stands alone")
        return found

    def value(self, node: ast.expr) -> Value:
        match node:
            case ast.Name():
                return self.name(node)
            case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
                return [self.value(item) for item in items]
            case ast.UnaryOp(op=ast.USub(), operand=ast.Name(id="inf")):
                return -np.inf
            case ast.UnaryOp(op=ast.USub() | ast.UAdd(), operand=ast.Constant(value=number)):
                if isinstance(number, int | float) and not isinstance(number, bool):
                    return -number if isinstance(node.op, ast.USub) else number
            case ast.Constant(value=constant) if isinstance(constant, str | int | float):
                return constant
        raise self.refuse(node, "only numbers, texts and lists of them are values")

    def one(self, node: ast.expr, value: Value) -> Scalar:
        if isinstance(value, list):
            raise self.refuse(node, "expected one value; use `in` for several")
        return value

    def several(self, node: ast.expr, value: Value) -> tuple[Scalar, ...]:
        items = value if isinstance(value, list) else None
        scalars = [item for item in items or () if not isinstance(item, list)]
        if items is None or len(scalars) < len(items):
            raise self.refuse(node, "expected a list such as [1, 2]")
        return tuple(scalars)

    def real(self, node: ast.expr, value: Value) -> float:
        if value == "inf":
            return np.inf
        number = None if isinstance(value, list | bool) else seconds_of(value)
        if number is None or number != number:
            raise self.refuse(node, "expected a number")
        try:
            return float(number)
        except OverflowError:
            return np.inf if number > 0 else -np.inf

    def refuse(self, node: ast.expr, reason: str) -> DataError:
        piece = ast.get_source_segment(f"({self.plain}\n)", node) or ""
        shown = self.stand_in.sub(lambda match: _shown(self.kept[int(match[1])]), piece)
        return refused(self.text, f"{reason}: {shorten(shown, 40)},")


def _sides(node: ast.expr, kind: type[ast.operator]) -> list[ast.expr]:
    """a, b, c of `a ^ b ^ c`, which Python nests to the left."""
    sides = []
    while isinstance(node, ast.BinOp) and isinstance(node.op, kind):
        sides.append(node.right)
        node = node.left
    return [node, *reversed(sides)]


def _is_column(node: ast.expr) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and node.id != "inf"


def _shown(kept: str | Rows) -> str:
    return kept.text() if isinstance(kept, Rows) else f"`{kept}`"


def _whole(value: Value) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"got {shorten(repr(value), 20)}, expected a whole number")
    return value


def _points(value: Value) -> tuple[tuple[float, float], ...]:
    points = np.asarray(value, np.float64)
    if points.size and (points.ndim != 2 or points.shape[1] != 2):
        raise ValueError(f"got an array of shape {points.shape}, expected points [(x, y), ...]")
    return tuple((float(x), float(y)) for x, y in points)


def _joined(steps: list[Predicate]) -> Predicate:
    """`1 < x <= 2` as one range; other chains as a conjunction."""
    match steps:
        case [Range() as a, Range() as b] if a.column == b.column:
            low, high = (b, a) if _has_low_end(b) else (a, b)
            if _has_low_end(low) and not _has_low_end(high):
                return Range(low.column, low.lo, high.hi, (low.strict[0], high.strict[1]))
    return And(tuple(steps))


def _has_low_end(step: Range) -> bool:
    """Whether a single comparison bounds its column from below."""
    return step.lo > -np.inf or step.strict[0]
