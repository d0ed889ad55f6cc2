"""A predicate means the same through kernels as by itself, and a mask is made once."""

import threading

import numpy as np
import pytest

from hdvis.accel import SelectionMasks, evaluate, selection_mask
from hdvis.data import Column
from hdvis.errors import DataError
from hdvis.selection import (
    And,
    Box,
    Clause,
    Everything,
    Nearest,
    Not,
    OneOf,
    Or,
    Polygon,
    Predicate,
    Range,
    Rows,
    Selection,
)


class Table:
    """A thousand rows with numbers, doubles and categories, some missing."""

    def __init__(self):
        rng = np.random.default_rng(0)
        self.n = 1000
        a, b = rng.random(1000).astype(np.float32), rng.random(1000)
        a[::10] = np.nan
        kinds = rng.integers(-1, 3, 1000).astype(np.int32)
        self.columns = {
            "a": Column("a", a),
            "b": Column("b", b),
            "kind": Column("kind", kinds, kind="category", categories=("x", "y", "z")),
        }
        self.spaces = {"v": rng.random((1000, 3)).astype(np.float32)}


TRIANGLE = ((0.1, 0.1), (0.9, 0.2), (0.4, 0.8))
PREDICATES = [
    Range("a", 0.2, 0.6),
    Range("b", 0.2, 0.6, (True, True)),
    Range("a", hi=0.5),
    Range("kind", -5, 1),
    Box("a", "b", 0.8, 0.2, 0.1, 0.7),
    Polygon("a", "b", TRIANGLE),
    OneOf("kind", ("x", "z")),
    Rows.of([1, 2, 999]),
    Nearest("v", 3, 10),
    Everything(),
    And(()),
    Or(()),
    And((Range("a", 0.1, 0.9), Range("b", 0.3, 0.8), Not(OneOf("kind", ("y",))))),
    Or((Range("a", 0.1, 0.2), Polygon("b", "a", TRIANGLE))),
    Not(Range("a", 0.1, 0.9)),
]


@pytest.mark.parametrize("predicate", PREDICATES, ids=lambda p: p.text()[:40])
def test_kernels_and_the_predicate_itself_agree(predicate):
    table = Table()
    mask = evaluate(predicate, table)
    assert mask.dtype == np.bool_
    assert np.array_equal(mask, predicate.mask(table))


def test_an_unknown_column_is_named_as_the_predicate_names_it():
    with pytest.raises(DataError, match="no column"):
        evaluate(Range("absent", 0, 1), Table())


def two_views():
    first = Selection().with_clause(Clause("left", Range("a", 0.2, 0.8)))
    return first.with_clause(Clause("right", Range("b", 0.5, 1), mode="intersect"))


@pytest.mark.parametrize("excluding", [None, "left", "right", "elsewhere"])
def test_masks_of_a_selection_follow_its_own(excluding):
    table, selection = Table(), two_views()
    expected = selection.mask(table, excluding=excluding)
    assert np.array_equal(selection_mask(table, selection, excluding), expected)
    assert np.array_equal(SelectionMasks().get(table, selection, excluding), expected)


@pytest.mark.parametrize("excluding", [None, "left"])
def test_nothing_selected_is_no_row(excluding):
    table = Table()
    assert not SelectionMasks().get(table, Selection(), excluding).any()


def test_views_that_exclude_nothing_share_one_read_only_mask():
    table, selection, masks = Table(), two_views(), SelectionMasks()
    whole = masks.get(table, selection)
    assert masks.get(table, selection, "elsewhere") is whole
    assert masks.get(table, selection, "left") is not whole
    assert not whole.flags.writeable


class Counted(Predicate):
    """Says how often it was asked, and lets all threads arrive before it answers."""

    def __init__(self):
        self.asked = 0

    def mask(self, table):
        self.asked += 1
        threading.Event().wait(0.05)
        return np.ones(table.n, bool)


def test_six_views_at_once_compute_a_mask_once():
    table, predicate, masks = Table(), Counted(), SelectionMasks()
    selection = Selection((Clause("a", predicate),))
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(masks.get(table, selection))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert predicate.asked == 1
    assert all(mask is found[0] for mask in found)


def test_an_error_is_not_remembered():
    table, masks = Table(), SelectionMasks()
    selection = Selection((Clause("a", Range("late", 0, 1)),))
    with pytest.raises(DataError):
        masks.get(table, selection)
    table.columns["late"] = Column("late", np.zeros(1000, np.float32))
    assert masks.get(table, selection).all()


def test_only_the_last_few_masks_are_kept():
    table, masks = Table(), SelectionMasks(keep=2)
    first = two_views()
    kept = masks.get(table, first)
    for _ in range(3):
        masks.get(table, two_views())
    assert masks.get(table, first) is not kept
