"""Text to predicate: a small language parsed by Python's own parser and never executed."""

from __future__ import annotations

import ast
import re

import numpy as np

from hdvis.errors import LimitError, shorten
from hdvis.selection.expression_tree import TreeReader, refused
from hdvis.selection.predicates import Predicate
from hdvis.selection.row_conditions import Rows

MAX_LENGTH = 100_000
"""Characters of an expression, apart from the row numbers in `rows[...]`."""

MAX_ROWS = 20_000_000
_SPECIAL = re.compile(
    r"""'(?:[^'\\\n]|\\.)*' | "(?:[^"\\\n]|\\.)*"   # a text, kept as it is
    | `(?P<name>(?:[^`]|``)+)`
    | \brows\s*\[(?P<rows>[\d\s:,]*)\]""",
    re.VERBOSE,
)


def parse_expression(text: str) -> Predicate:
    """The predicate that `text` describes, such as `x0 > 1.5 and digit == 7`.

    Comparisons (also chained) with numbers, texts and ISO dates, `in [...]`, `not`, `and`, `or`,
    `&`, `|`, `^`, `~`, `all`, `none`, `rows[0:5, 9]`, `nearest(space, row, k)` and
    `inside(x, y, [(..), ...])` are understood; names that are not identifiers stand in backticks.
    Nothing else is, and nothing is executed.

    Raises `DataError` naming the first part not understood, `LimitError` for an endless one.
    """
    if not isinstance(text, str):
        raise refused(shorten(repr(text), 40), f"got a {type(text).__name__}, expected text")
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
        raise refused(text, getattr(error, "msg", None) or "too deeply nested") from None
    return TreeReader(text, plain, mark, kept).predicate(tree.body)


def _rows(text: str) -> Rows:
    """The rows that the inside of `rows[...]` names."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    spans: list[tuple[int, int]] = []
    for part in parts:
        found = re.fullmatch(r"(\d{1,15})(?:\s*:\s*(\d{1,15}))?", part)
        if found is None:
            raise refused(f"rows[{text}]", f"`{shorten(part, 20)}` is no row and no range of rows")
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
