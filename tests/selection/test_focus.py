"""Row 0, a free point and nothing are three different things to look at."""

import numpy as np
import pytest

from hdvis.data import Dataset
from hdvis.errors import DataError
from hdvis.selection import Focus


def test_a_row_is_not_free_and_a_point_is():
    assert not Focus(row=0).is_free
    assert Focus(point=np.zeros(3), space="vae").is_free
    assert Focus(row=4, point=np.zeros(3)).is_free


TABLE = Dataset.from_arrays(np.zeros((5, 3)), name="toy")


@pytest.mark.parametrize("row", [0, 4, np.int64(2)])
def test_a_row_of_the_data_can_be_looked_at(row):
    assert Focus(row).checked(TABLE).row == int(row)


@pytest.mark.parametrize("row", [5, 2000, -1, 1.5, "a", True])
def test_a_row_that_is_not_there_is_refused(row):
    with pytest.raises(DataError, match="expected a whole number from 0 to 4"):
        Focus(row).checked(TABLE)


def test_a_point_without_a_space_is_of_the_primary_one():
    focus = Focus(point=[1, 2, 3]).checked(TABLE)
    assert focus.space == TABLE.primary
    assert focus.point.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ([1, 2], "shape"),
        ([[1, 2, 3]], "shape"),
        ([1, 2, np.nan], "not finite"),
        ("abc", "expected 3 finite numbers"),
        ([1, [2], 3], "expected 3 finite numbers"),
    ],
)
def test_a_point_that_is_none_of_the_space_is_refused(point, words):
    with pytest.raises(DataError, match=words):
        Focus(point=point).checked(TABLE)


def test_a_point_of_an_unknown_space_is_refused():
    with pytest.raises(DataError, match="no space named 'nowhere'"):
        Focus(point=[1, 2, 3], space="nowhere").checked(TABLE)
