"""Selections combine as the sets of their rows."""

import numpy as np
import pytest

from hdvis.data import Column, Dataset
from hdvis.errors import DataError
from hdvis.selection import (
    SET_OPERATIONS,
    Clause,
    Range,
    Rows,
    Selection,
    combined_selections,
    parse_expression,
)

TABLE = Dataset.from_arrays(np.arange(20.0).reshape(10, 2))
PARTS = [{0, 1, 2, 3, 4}, {3, 4, 5}, {4, 9}]
EXPECTED = {
    "union": PARTS[0] | PARTS[1] | PARTS[2],
    "intersection": PARTS[0] & PARTS[1] & PARTS[2],
    "difference": PARTS[0] - PARTS[1] - PARTS[2],
    "symmetric difference": PARTS[0] ^ PARTS[1] ^ PARTS[2],
}


def selected(rows, mode="replace"):
    return Selection((Clause("a", Rows.of(list(rows)), mode),))


@pytest.mark.parametrize("how", SET_OPERATIONS)
def test_rows_are_those_of_pythons_sets(how):
    made = combined_selections(how, *map(selected, PARTS))
    assert set(made.rows(TABLE).tolist()) == EXPECTED[how]
    assert np.array_equal(parse_expression(made.text()).mask(TABLE), made.mask(TABLE))


def test_a_selection_of_many_clauses_is_taken_as_it_stands():
    first = selected({0, 1, 2}).with_clause(Clause("b", Rows.of([5]), "add"))
    assert combined_selections("union", first, selected({7})).rows(TABLE).tolist() == [
        0,
        1,
        2,
        5,
        7,
    ]
    assert combined_selections("difference", first, Selection()).rows(TABLE).tolist() == [
        0,
        1,
        2,
        5,
    ]


def test_columns_that_a_clause_carries_go_along():
    carried = Column("gone", np.arange(10.0))
    first = Selection((Clause("a", Range("gone", lo=5), columns={"gone": carried}),))
    made = combined_selections("intersection", first, selected({1, 6}))
    assert made.rows(TABLE).tolist() == [6]


@pytest.mark.parametrize("args", [("union", selected({1})), ("join", selected({1}), selected({2}))])
def test_what_cannot_be_combined_is_said(args):
    with pytest.raises(DataError, match="expected"):
        combined_selections(*args)
