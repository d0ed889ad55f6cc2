"""Row numbers are as small as they can be, and shared when they are all."""

import numpy as np
from hdvis_views.row_indices import row_indices

from hdvis.data import Dataset


def test_all_rows_are_one_array_for_every_session():
    dataset = Dataset.from_arrays(np.zeros((7, 2)))
    one, other = (row_indices(np.ones(7, bool), dataset) for _ in range(2))
    assert one is other
    assert (one.dtype, one.flags.writeable, one.tolist()) == (np.int32, False, list(range(7)))


def test_some_rows_are_those_of_the_mask():
    dataset = Dataset.from_arrays(np.zeros((4, 2)))
    assert row_indices(np.array([0, 1, 0, 1], bool), dataset).tolist() == [1, 3]
