"""A filter is looked at when it changes, however many views there are and however one brushes."""

import numpy as np
import pytest
from hdvis_views import hdvis_modules

from hdvis.data import Dataset
from hdvis.selection import Clause, Predicate, Range, Selection
from hdvis.state import NamedFilter
from hdvis.testing import Harness


class Counted(Predicate):
    """`x0 >= lo`, which says how often it was asked."""

    def __init__(self, lo):
        self.lo, self.asked = lo, 0

    def mask(self, table):
        self.asked += 1
        return np.asarray(table.columns["x0"].values >= self.lo)

    def text(self):
        return f"x0 >= {self.lo}"

    def names(self):
        return frozenset(("x0",))


@pytest.fixture
def room(rng):
    images = rng.integers(0, 255, (300, 8, 8), np.uint8)
    with Harness(Dataset.from_arrays(rng.random((300, 4)), images=images)) as room:
        for kind in hdvis_modules():
            room.place(kind)
        yield room


def brush(room, lo, live=True):
    room.state.selection = Selection((Clause("test", Range("x1", lo=lo)),), live)
    room.settle()


def test_all_views_ask_a_filter_once_and_a_brush_never(room):
    brush(room, 0.1)
    for lo in (0.2, 0.3):
        counted = Counted(lo)
        room.state.filters = (NamedFilter("low", counted),)
        room.settle()
        assert counted.asked == 1
        for step in (0.2, 0.4, 0.6, 0.8):
            brush(room, step)
        brush(room, 0.5, live=False)
        assert counted.asked == 1
        expected = (room.state.dataset.vectors[:, :2] >= (lo, 0.5)).all(axis=1)
        assert np.array_equal(room.state.rows.chosen, expected)


def test_all_views_ask_a_selection_once_whatever_filter_comes(room):
    brushed = Counted(0.4)
    room.state.selection = Selection((Clause("test", brushed),))
    room.settle()
    for lo in (0.2, 0.3):
        room.state.filters = (NamedFilter("low", Range("x1", lo=lo)),)
        room.settle()
    assert brushed.asked == 1
