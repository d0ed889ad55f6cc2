"""The rows in play: which masks there are, and how often a condition is asked for them."""

import threading

import numpy as np
import pytest

from hdvis import Column, Dataset
from hdvis.errors import DataError
from hdvis.selection import Clause, Predicate, Range, Selection
from hdvis.state import NamedFilter, RowSets, SessionTable, State

N = 200


@pytest.fixture
def dataset():
    return Dataset.from_arrays(np.random.default_rng(3).random((N, 3)))


class Counted(Predicate):
    """`column >= lo`, which says how often it was asked."""

    def __init__(self, lo=0.5, column="x0", wait=0.0):
        self.lo, self.column, self.wait, self.asked = lo, column, wait, 0

    def mask(self, table):
        self.asked += 1
        threading.Event().wait(self.wait)
        return np.asarray(table.columns[self.column].values >= self.lo)

    def names(self):
        return frozenset((self.column,))


def selected(predicate, live=False, source="a"):
    return Selection((Clause(source, predicate),), live)


def filtered(*predicates):
    return tuple(NamedFilter(f"f{i}", p) for i, p in enumerate(predicates))


def test_chosen_rows_are_selected_and_shown(dataset):
    x, y = dataset.vectors[:, 0] >= 0.5, dataset.vectors[:, 1] >= 0.3
    table = SessionTable(dataset, {})
    rows = RowSets(table, selected(Range("x0", lo=0.5)), filtered(Range("x1", lo=0.3)))
    assert np.array_equal(rows.selected, x)
    assert np.array_equal(rows.shown, y)
    assert np.array_equal(rows.limit, y)
    assert np.array_equal(rows.chosen, x & y)
    assert (rows.shown_count, rows.chosen_count) == (y.sum(), (x & y).sum())
    assert np.array_equal(rows.in_hand, x & y)


def test_each_active_filter_says_how_many_rows_pass_it(dataset):
    low, high, table = Range("x0", hi=0.5), Range("x1", lo=0.3), SessionTable(dataset, {})
    filters = (NamedFilter("low", low), NamedFilter("rests", low, active=False),
               NamedFilter("not high", high, inverted=True))  # fmt: skip
    rows = RowSets(table, filters=filters)
    assert rows.passed == (low.mask(table).sum(), (~high.mask(table)).sum())
    assert np.array_equal(rows.shown, low.mask(table) & ~high.mask(table))
    assert RowSets(table).passed == ()


def test_with_nothing_selected_the_rows_in_hand_are_those_shown(dataset):
    rows = RowSets(SessionTable(dataset, {}), Selection(), filtered(Range("x1", lo=0.3)))
    assert not rows.selected.any()
    assert not rows.chosen.any()
    assert np.array_equal(rows.in_hand, dataset.vectors[:, 1] >= 0.3)


def test_without_a_filter_every_row_is_shown_and_nothing_is_copied(dataset):
    rows = RowSets(SessionTable(dataset, {}), selected(Range("x0", lo=0.5)))
    other = RowSets(SessionTable(dataset, {}))
    assert rows.shown.all()
    assert rows.limit is None
    assert rows.shown_count == N
    assert rows.shown is other.shown
    assert rows.chosen is rows.selected


def test_a_view_is_filtered_by_the_others_and_not_by_itself(dataset):
    first = selected(Range("x0", lo=0.5), source="left")
    both = first.with_clause(Clause("right", Range("x1", lo=0.5), mode="intersect"))
    rows = RowSets(SessionTable(dataset, {}), both)
    assert np.array_equal(rows.without("left"), dataset.vectors[:, 1] >= 0.5)
    assert rows.without("elsewhere") is rows.selected
    assert RowSets(rows.table, first).without("left").all()
    assert not RowSets(rows.table, Selection()).without("left").any()


@pytest.mark.parametrize("source", [None, "left", "right", "elsewhere"])
def test_masks_are_those_of_the_selection_itself(dataset, source):
    first = selected(Range("x0", 0.2, 0.8), source="left")
    both = first.with_clause(Clause("right", Range("x1", lo=0.5), mode="intersect"))
    rows = RowSets(SessionTable(dataset, {}), both)
    assert np.array_equal(rows.without(source), both.mask(dataset, excluding=source))


def test_masks_are_read_only(dataset):
    rows = RowSets(SessionTable(dataset, {}), selected(Range("x0")), filtered(Range("x1")))
    masks = rows.selected, rows.shown, rows.chosen, RowSets(rows.table).shown
    assert not any(mask.flags.writeable for mask in masks)


def test_six_views_at_once_compute_each_mask_once(dataset):
    selection, filter_ = Counted(0.5, wait=0.05), Counted(0.3, wait=0.05)
    rows = RowSets(SessionTable(dataset, {}), selected(selection), filtered(filter_))
    found = []
    threads = [threading.Thread(target=lambda: found.append(rows.chosen)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (selection.asked, filter_.asked) == (1, 1)
    assert all(mask is found[0] for mask in found)


def test_an_error_is_not_remembered(dataset):
    table = SessionTable(dataset, {})
    rows = RowSets(table, selected(Range("late", 0, 1)))
    for _ in range(2):
        with pytest.raises(DataError, match="late"):
            rows.selected  # noqa: B018


def test_the_same_rows_are_handed_out_until_something_changes(dataset):
    state = State()
    state.load(dataset)
    rows = state.rows
    assert state.rows is rows
    state.focus = None
    assert state.rows is rows
    state.selection = selected(Range("x0"), live=True)
    assert state.rows is not rows
    assert state.rows.live


def test_a_brush_does_not_ask_the_filter_again_nor_a_filter_the_selection(dataset):
    state, filter_ = State(), Counted(0.3)
    state.load(dataset)
    state.filters = filtered(filter_)
    for lo in (0.2, 0.4, 0.6):
        state.selection = selected(Range("x0", lo=lo), live=True)
        assert state.rows.chosen_count == (dataset.vectors[:, 0] >= max(lo, 0.3)).sum()
    assert filter_.asked == 1
    brush = Counted(0.5)
    state.selection = selected(brush)
    for lo in (0.1, 0.3):
        state.filters = filtered(Range("x1", lo=lo))
        assert state.rows.chosen.any()
    assert brush.asked == 1


def test_a_filter_that_is_only_renamed_is_not_asked_again(dataset):
    state, filter_ = State(), Counted(0.3)
    state.load(dataset)
    for name in ("a", "b"):
        state.filters = (NamedFilter(name, filter_),)
        assert state.rows.shown_count < N
    assert filter_.asked == 1


def test_a_new_column_costs_only_the_conditions_that_read_it(dataset):
    state, brush, filter_ = State(), Counted(0.5), Counted(0.5, column="made")
    state.load(dataset)
    state.selection = selected(brush)
    state.add_columns(Column("made", np.linspace(0, 1, N)))
    state.filters = filtered(filter_)
    assert state.rows.shown_count == N // 2
    state.add_columns(Column("other", np.zeros(N)))
    assert (state.rows.shown_count, state.rows.selected.sum() > 0) == (N // 2, True)
    assert (brush.asked, filter_.asked) == (1, 1)
    state.add_columns(Column("made", np.ones(N)))
    assert state.rows.shown_count == N
    assert (brush.asked, filter_.asked) == (1, 2)


def test_another_data_set_of_equal_columns_is_asked_anew(dataset):
    state, brush = State(), Counted(0.5)
    state.load(dataset)
    state.selection = selected(brush)
    before = state.rows.selected
    other = Dataset.from_arrays(1 - dataset.vectors)
    state.param.update(dataset=other)
    assert np.array_equal(state.rows.selected, other.vectors[:, 0] >= 0.5)
    assert not np.array_equal(state.rows.selected, before)


def test_what_a_clause_carries_is_seen(dataset):
    carried = Column("gone", np.linspace(0, 1, N))
    clause = Clause("a", Range("gone", lo=0.5), columns={"gone": carried})
    rows = RowSets(SessionTable(dataset, {}), Selection((clause,)))
    assert rows.selected.sum() == N // 2
