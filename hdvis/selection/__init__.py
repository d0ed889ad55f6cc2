"""Which rows are meant, and why: predicates, clauses, selections, focus and their history."""

from hdvis.selection.algebra import SET_OPERATIONS, SetOperation, combined_selections
from hdvis.selection.clause import MODES, Clause, Mode
from hdvis.selection.completion import Completion, complete
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
from hdvis.selection.reading import read_expression, read_pasted, search_predicate
from hdvis.selection.row_conditions import Nearest, Rows
from hdvis.selection.selection import Selection
from hdvis.selection.spelling import tidy

__all__ = [
    "MODES",
    "SET_OPERATIONS",
    "And",
    "Box",
    "Clause",
    "Completion",
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
    "SetOperation",
    "Table",
    "Xor",
    "brushed",
    "brushed_box",
    "combined_selections",
    "complete",
    "focus_from_plain",
    "focus_to_plain",
    "parse_expression",
    "read_expression",
    "read_pasted",
    "search_predicate",
    "selection_from_plain",
    "selection_to_plain",
    "tidy",
]
