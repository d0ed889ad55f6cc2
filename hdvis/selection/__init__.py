"""Which rows are meant, and why: predicates, clauses, selections, focus and their history."""

from hdvis.selection.clause import MODES, Clause, Mode
from hdvis.selection.expression import parse_expression
from hdvis.selection.focus import Focus
from hdvis.selection.history import History
from hdvis.selection.predicates import (
    And,
    Box,
    Everything,
    Nearest,
    Not,
    OneOf,
    Or,
    Polygon,
    Predicate,
    Range,
    Rows,
    Table,
)
from hdvis.selection.selection import Selection

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
    "parse_expression",
]
