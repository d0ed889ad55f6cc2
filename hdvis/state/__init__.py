"""The shared table of one session: named slots that modules read and replace."""

from hdvis.state.color import Color
from hdvis.state.filters import NamedFilter
from hdvis.state.row_sets import RowSets
from hdvis.state.slots import DrawnPath, Function, NamedView
from hdvis.state.state import State, make_state
from hdvis.state.table import SessionTable
from hdvis.state.undo import Undo

__all__ = [
    "Color",
    "DrawnPath",
    "Function",
    "NamedFilter",
    "NamedView",
    "RowSets",
    "SessionTable",
    "State",
    "Undo",
    "make_state",
]
