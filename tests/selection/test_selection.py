"""Clauses fold into one answer, as sets of rows would."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selection.tables import N, predicates, small_table

from hdvis.accel import evaluate
from hdvis.data import Column
from hdvis.errors import DataError
from hdvis.selection import MODES, Clause, Range, Rows, Selection, parse_expression

TABLE = small_table()
EVERY = frozenset(range(N))
sets = st.frozensets(st.integers(0, N - 1), max_size=40)
clauses = st.builds(
    Clause,
    st.sampled_from("abc"),
    predicates,
    st.sampled_from(MODES),
    gesture=st.sampled_from("12"),
)


def model(steps):
    """What plain sets say: (key, mode, rows) of each standing clause, and their fold."""
    standing = []
    for key, mode, rows in steps:
        if mode == "replace":
            standing = [(key, mode, rows)]
        elif any(known == key for known, _, _ in standing):
            standing = [(k, m, rows if k == key else r) for k, m, r in standing]
        else:
            standing.append((key, mode, rows))
    return standing


def folded(standing):
    """The rows that clauses on plain sets select."""
    chosen = None
    for _, mode, rows in standing:
        if chosen is None:
            chosen = EVERY - rows if mode == "subtract" else rows
        else:
            chosen = {
                "replace": rows,
                "add": chosen | rows,
                "subtract": chosen - rows,
                "intersect": chosen & rows,
                "toggle": chosen ^ rows,
            }[mode]
    return frozenset() if chosen is None else chosen


steps = st.lists(
    st.tuples(
        st.tuples(st.sampled_from("abc"), st.sampled_from("12")), st.sampled_from(MODES), sets
    ),
    max_size=12,
)


@settings(max_examples=150)
@given(steps, st.sampled_from("abc"))
def test_clauses_combine_as_plain_sets_do(steps, excluded):
    selection = Selection()
    for (source, gesture), mode, rows in steps:
        selection = selection.with_clause(Clause(source, Rows.of(rows), mode, gesture=gesture))
    standing = model(steps)
    assert set(selection.rows(TABLE).tolist()) == folded(standing)
    assert selection.count(TABLE) == len(folded(standing))
    others = [step for step in standing if step[0][0] != excluded]
    seen = set(np.flatnonzero(selection.mask(TABLE, excluding=excluded)).tolist())
    assert seen == (folded(others) if others or not standing else EVERY)
    assert set(selection.without(excluded).rows(TABLE).tolist()) == folded(others)


@settings(max_examples=60)
@given(st.lists(clauses, max_size=6))
def test_the_text_of_a_selection_selects_the_same_rows(clauses):
    selection = Selection()
    for clause in clauses:
        selection = selection.with_clause(clause)
    mask = selection.mask(TABLE)
    if selection:
        assert np.array_equal(evaluate(selection.predicate(), TABLE), mask)
        assert np.array_equal(parse_expression(selection.text()).mask(TABLE), mask)
    else:
        assert (selection.text(), selection.summary(), mask.any()) == ("", "", False)


def test_a_brush_does_not_filter_its_own_view():
    left, right = Range("x", 0, 1), Range("y", hi=0)
    selection = Selection().with_clause(Clause("left", left))
    selection = selection.with_clause(Clause("right", right, "intersect"))
    assert np.array_equal(selection.mask(TABLE, excluding="left"), right.mask(TABLE))
    assert np.array_equal(selection.mask(TABLE, excluding="right"), left.mask(TABLE))


def test_a_gesture_is_replaced_in_place_and_keeps_its_mode():
    selection = Selection().with_clause(Clause("a", Range("x", 0)))
    selection = selection.with_clause(Clause("a", Range("y", 0), "subtract", gesture="2"))
    moved = selection.with_clause(Clause("a", Range("y", 1), "add", "drawn", "2"), live=True)
    assert [clause.mode for clause in moved] == ["replace", "subtract"]
    assert moved.clause_of("a", "2").extent == "drawn"
    assert (moved.live, selection.live) == (True, False)
    assert len(moved.without("a", "2").clauses) == 1
    assert moved.clause_of("b") is None


@pytest.mark.parametrize("mode", MODES[1:])
def test_three_hundred_gestures_of_one_kind_stay_flat(mode):
    selection = Selection().with_clause(Clause("a", Rows.of(range(N))))
    for row in range(300):
        selection = selection.with_clause(Clause("a", Rows.of([row]), mode, gesture=str(row)))
    mask = selection.mask(TABLE)
    assert np.array_equal(parse_expression(selection.text()).mask(TABLE), mask)
    assert mask.sum() == {"add": N, "subtract": 0, "intersect": 0, "toggle": 0}[mode]


def test_clauses_carry_the_computed_columns_they_read():
    computed = Column("cluster", np.arange(N) % 3)
    clause = Clause("a", Range("cluster", 1, 1), columns={"cluster": computed})
    selection = Selection((clause,))
    assert selection.rows(TABLE).tolist() == list(range(1, N, 3))
    seen = selection.seen_by(TABLE)
    assert (seen.n, seen.spaces, seen.columns["x"]) == (N, TABLE.spaces, TABLE.columns["x"])
    with pytest.raises(DataError, match="no column named 'cluster'"):
        Selection((Clause("a", Range("cluster", 1, 1)),)).rows(TABLE)


def test_nothing_everything_and_row_nought_are_three_things():
    assert not Selection()
    assert Selection().count(TABLE) == 0
    assert Selection((Clause("a", Rows.of([0])),)).rows(TABLE).tolist() == [0]
    assert Selection((Clause("a", parse_expression("all")),)).count(TABLE) == N


def test_a_live_picture_is_passed_when_the_drag_has_ended_and_any_when_nothing_is_selected():
    clause = Clause("view", Range("x", 0, 1))
    live, full = Selection((clause,), live=True), Selection((clause,))
    assert live.is_passed_by(full)
    assert not full.is_passed_by(live)
    assert not live.is_passed_by(live)
    assert full.is_passed_by(Selection())
