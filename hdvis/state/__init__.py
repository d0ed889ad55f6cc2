"""The shared table of one session: named slots that modules read and replace."""

from hdvis.state.color import Color
from hdvis.state.core_slots import CORE_SLOTS
from hdvis.state.filters import NamedFilter
from hdvis.state.path import DrawnPath
from hdvis.state.row_sets import RowSets
from hdvis.state.slot import Given, Slot
from hdvis.state.state import State, make_state
from hdvis.state.table import SessionTable
from hdvis.state.undo import Undo

__all__ = [
    "CORE_SLOTS",
    "Color",
    "DrawnPath",
    "Given",
    "NamedFilter",
    "RowSets",
    "SessionTable",
    "Slot",
    "State",
    "Undo",
    "make_state",
]
