"""Row numbers are as small as they can be, and shared when they are all."""

import numpy as np
from hdvis_views.rows import rows_of

from hdvis.data import Dataset
from hdvis.state import SessionTable


def test_all_rows_are_one_array_for_every_session():
    dataset = Dataset.from_arrays(np.zeros((7, 2)))
    one, other = (rows_of(np.ones(7, bool), SessionTable(dataset, {})) for _ in range(2))
    assert one is other
    assert (one.dtype, one.flags.writeable, one.tolist()) == (np.int32, False, list(range(7)))


def test_some_rows_are_those_of_the_mask():
    table = SessionTable(Dataset.from_arrays(np.zeros((4, 2))), {})
    assert rows_of(np.array([0, 1, 0, 1], bool), table).tolist() == [1, 3]
