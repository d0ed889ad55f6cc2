"""Large counts are shaded by the formula, beyond the table too."""

import numpy as np

from hdvis.accel.shades import log_shade


def test_counts_around_the_end_of_the_table_follow_one_curve():
    counts = np.arange(4000, 4200, dtype=np.int32)
    expected = np.floor(1.5 + 254 * np.log1p(counts) / np.log1p(10_000))
    assert np.array_equal(log_shade(counts, 10_000), expected)


def test_counts_beyond_the_top_are_full():
    assert log_shade(np.array([10**9], np.int32), 5).tolist() == [255]
