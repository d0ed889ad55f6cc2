"""Chosen rows stand in front as if the order had been copied, at any place."""

import numpy as np
import pytest
from hdvis_views.table.row_order import BLOCK, RowOrder


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 1.0])
@pytest.mark.parametrize("n", [1, 50, BLOCK, 3 * BLOCK + 17])
def test_places_slices_and_rows_agree_with_a_copied_order(rng, n, share):
    rows = rng.permutation(n).astype(np.int32)
    first = rng.random(n) < share
    standing, copied = RowOrder(rows, first), np.r_[rows[first[rows]], rows[~first[rows]]]
    assert np.array_equal(standing[:], copied)
    assert standing.size == n
    for start in rng.integers(0, n, 30):
        stop = start + int(rng.integers(0, 2 * BLOCK))
        assert np.array_equal(standing[start:stop], copied[start:stop])
        assert standing[int(start)] == copied[start]
        assert standing.place(int(copied[start])) == start


def test_without_a_choice_the_order_is_the_one_given(rng):
    rows = rng.permutation(100)
    assert np.array_equal(RowOrder(rows)[:], rows)
    assert RowOrder(rows[:50]).place(int(rows[70])) == -1


def test_nothing_stands_where_there_are_no_rows():
    nothing = RowOrder(np.zeros(0, np.int64))
    assert nothing[0:10].size == 0
    assert nothing.place(3) == -1
