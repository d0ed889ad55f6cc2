"""The footer names what sets a selection apart."""

import numpy as np

from hdvis.app.selection_summary import summarize
from hdvis.data import Dataset
from hdvis.selection import Clause, Everything, Range, Rows, Selection
from hdvis.state import RowSets, SessionTable


def said(predicate, rng):
    vectors = rng.normal(size=(2000, 5)).astype(np.float32)
    vectors[:, 3] += 2 * vectors[:, 1]
    table = SessionTable(Dataset.from_arrays(vectors), {})
    return summarize(RowSets(table, Selection((Clause("t", predicate),))))[1]


def test_the_brushed_column_comes_first_and_what_follows_it_second(rng):
    assert said(Range("x1", 1.0), rng) == "selection differs most in x1, x3"


def test_all_rows_and_random_rows_differ_in_nothing(rng):
    assert said(Everything(), rng) == ""
    assert said(Rows.of(rng.choice(2000, 1000, replace=False)), rng) == ""
