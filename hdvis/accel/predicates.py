"""Predicates answered by kernels."""

from typing import Literal

import numpy as np

from hdvis.accel.lasso import polygon_mask
from hdvis.accel.masks import combine, range_mask
from hdvis.selection import And, Box, Not, Or, Polygon, Predicate, Range, Table, Xor
from hdvis.selection.predicates import Mask, column_of


def evaluate(predicate: Predicate, table: Table) -> Mask:
    """`predicate.mask(table)`, bool (n,), through kernels where there is one."""
    match predicate:
        case Range():
            return _range(predicate, table)
        case Box():
            across, up = predicate.ranges
            return combine("and", _range(across, table), _range(up, table))
        case Polygon():
            return _polygon(predicate, table)
        case And(parts):
            return _joined("and", parts, table, True)
        case Or(parts):
            return _joined("or", parts, table, False)
        case Xor(parts):
            return _joined("xor", parts, table, False)
        case Not(part):
            return np.logical_not(evaluate(part, table))
    return predicate.mask(table)


def _range(predicate: Range, table: Table) -> Mask:
    column = column_of(table, predicate.column)
    if column.kind == "category":
        return predicate.mask(table)
    return range_mask(column.values, predicate.lo, predicate.hi, predicate.strict)


def _polygon(predicate: Polygon, table: Table) -> Mask:
    x, y = column_of(table, predicate.x), column_of(table, predicate.y)
    mask = polygon_mask(x.values, y.values, predicate.points)
    for column in (x, y):
        if column.kind == "category":  # a missing code, -1, is a place like any other to the kernel
            mask = combine("and", mask, column.is_finite)
    return mask


def _joined(
    how: Literal["and", "or", "xor"], parts: tuple[Predicate, ...], table: Table, empty: bool
) -> Mask:
    if not parts:
        return np.full(table.n, empty)
    mask = evaluate(parts[0], table)
    for part in parts[1:]:
        mask = combine(how, mask, evaluate(part, table))
    return mask
