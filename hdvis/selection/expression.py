"""Text to predicate: a small language parsed by Python's own parser and never executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import Any, TypeGuard

import numpy as np

from hdvis.errors import DataError, LimitError, shorten
from hdvis.selection.conditions import OneOf, Polygon, Range, seconds_of
from hdvis.selection.predicates import And, Everything, Not, Or, Predicate, Xor
from hdvis.selection.row_conditions import Nearest, Rows

MAX_LENGTH = 100_000
"""Characters of an expression, apart from the row numbers in `rows[...]`."""

MAX_DEPTH = 64
MAX_ROWS = 20_000_000
_SPECIAL = re.compile(
    r"""'(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*"   # a text, kept as it is
    | `(?P<name>(?:[^`]|``)+)`
    | \brows\s*\[(?P<rows>[\d\s:,]*)\]""",
    re.VERBOSE,
)
_FLIPPED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_BIT = {ast.BitAnd: And, ast.BitOr: Or, ast.BitXor: Xor}
_EXAMPLE = "Write comparisons of columns, e.g. x0 > 1.5 and digit == 7"


def parse_expression(text: str) -> Predicate:
    """The predicate that `text` describes, such as `x0 > 1.5 and digit == 7`.

    Comparisons (also chained) with numbers, texts and ISO dates, `in [...]`, `not`, `and`, `or`,
    `&`, `|`, `^`, `~`, `all`, `none`, `rows[0:5, 9]`, `nearest(space, row, k)` and
    `inside(x, y, [(..), ...])` are understood; names that are not identifiers stand in backticks.
    Nothing else is, and nothing is executed.

    Raises `DataError` naming the first part not understood, `LimitError` for an endless one.
    """
    if not isinstance(text, str):
        raise _refused(shorten(repr(text), 40), f"got a {type(text).__name__}, expected text")
    kept: list[str | Rows] = []
    mark = "_hdv"
    while mark in text:
        mark += "v"

    def stand_in(match: re.Match[str]) -> str:
        name, rows = match["name"], match["rows"]
        if name is None and rows is None:
            return match[0]
        kept.append(name.replace("``", "`") if name is not None else _rows(rows))
        return f" {mark}{len(kept) - 1}_ "

    plain = _SPECIAL.sub(stand_in, text)
    if len(plain) > MAX_LENGTH:
        raise LimitError(
            f"expression: got {len(plain):,} characters, expected at most {MAX_LENGTH:,}. "
            "Give the rows or a mask from Python"
        )
    try:
        tree = ast.parse(f"({plain}\n)", mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _refused(text, getattr(error, "msg", None) or "too deeply nested") from None
    return _Reader(text, plain, mark, kept).predicate(tree.body)


def _refused(text: str, reason: str) -> DataError:
    return DataError(f"expression: {reason} in {shorten(text)!r}. {_EXAMPLE}")


def _rows(text: str) -> Rows:
    """The rows that the inside of `rows[...]` names."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    spans: list[tuple[int, int]] = []
    for part in parts:
        found = re.fullmatch(r"(\d{1,15})(?:\s*:\s*(\d{1,15}))?", part)
        if found is None:
            raise _refused(f"rows[{text}]", f"`{shorten(part, 20)}` is no row and no range of rows")
        start = int(found[1])
        spans.append((start, int(found[2]) if found[2] else start + 1))
    total = sum(max(0, stop - start) for start, stop in spans)
    if total > MAX_ROWS:
        raise LimitError(
            f"expression: names {total:,} rows, expected at most {MAX_ROWS:,}. "
            "Give a mask from Python"
        )
    pieces = [np.arange(start, stop, dtype=np.int64) for start, stop in spans]
    return Rows.of(np.concatenate(pieces) if pieces else np.empty(0, np.int64))


class _Reader:
    """One expression being read; `kept` holds what stands behind the marked names."""

    def __init__(self, text: str, plain: str, mark: str, kept: list[str | Rows]) -> None:
        self.text, self.plain, self.kept = text, plain, kept
        self.stand_in = re.compile(rf"{mark}(\d+)_")

    def predicate(self, node: ast.expr, depth: int = 0) -> Predicate:
        if depth > MAX_DEPTH:
            raise _refused(self.text, "too deeply nested")
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
            "rows": (1, lambda rows: Rows.of(self.several(arguments[0], rows))),
            "nearest": (3, lambda space, row, k: Nearest(str(space), _whole(row), _whole(k))),
            "inside": (3, lambda x, y, p: Polygon(str(x), str(y), _points(p))),
        }
        if name not in calls or len(arguments) != calls[name][0]:
            known = "rows([...]), nearest(space, row, k), inside(x, y, [...])"
            raise _refused(self.text, f"{shorten(name, 40)}(...) is none of {known}")
        values = [self.value(argument) for argument in arguments]
        try:
            return calls[name][1](*values)
        except (TypeError, ValueError, OverflowError) as error:
            reason = error.message if isinstance(error, DataError) else shorten(error, 80)
            raise _refused(self.text, f"{name}(...): {reason}") from None

    def behind(self, node: ast.Name) -> str | Rows:
        found = self.stand_in.fullmatch(node.id)
        return self.kept[int(found.group(1))] if found else node.id

    def name(self, node: ast.Name) -> str:
        found = self.behind(node)
        if isinstance(found, Rows):
            raise _refused(self.text, "rows[...] is compared; it stands alone")
        return found

    def value(self, node: ast.expr) -> Any:
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

    def one(self, node: ast.expr, value: Any) -> Any:
        if isinstance(value, list):
            raise self.refuse(node, "expected one value; use `in` for several")
        return value

    def several(self, node: ast.expr, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or any(isinstance(item, list) for item in value):
            raise self.refuse(node, "expected a list such as [1, 2]")
        return tuple(value)

    def real(self, node: ast.expr, value: Any) -> float:
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
        return _refused(self.text, f"{reason}: {shorten(shown, 40)},")


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


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"got {shorten(repr(value), 20)}, expected a whole number")
    return value


def _points(value: Any) -> tuple[tuple[float, float], ...]:
    return tuple((float(a), float(b)) for a, b in value)


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
