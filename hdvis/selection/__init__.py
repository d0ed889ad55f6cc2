"""Which rows are meant, and why: predicates, clauses, selections, focus and their history."""

from hdvis.selection.clause import MODES, Clause, Mode
from hdvis.selection.conditions import Box, OneOf, Polygon, Range, brushed, brushed_box
from hdvis.selection.expression import parse_expression
from hdvis.selection.focus import Focus
from hdvis.selection.history import History
from hdvis.selection.plain import (
    focus_from_plain,
    focus_to_plain,
    selection_from_plain,
    selection_to_plain,
)
from hdvis.selection.predicates import And, Everything, Not, Or, Predicate, Table, Xor
from hdvis.selection.row_conditions import Nearest, Rows
from hdvis.selection.selection import Selection
from hdvis.selection.spelling import tidy

__all__ = [
    "MODES",
    "And",
    "Box",
    "Clause",
    "Everything",
    "Focus",
    "History",
    "Mode",
    "Nearest",
    "Not",
    "OneOf",
    "Or",
    "Polygon",
    "Predicate",
    "Range",
    "Rows",
    "Selection",
    "Table",
    "Xor",
    "brushed",
    "brushed_box",
    "focus_from_plain",
    "focus_to_plain",
    "parse_expression",
    "selection_from_plain",
    "selection_to_plain",
    "tidy",
]
