"""Missing values are counted exactly, or said to be sampled."""

import numpy as np

from hdvis.data.arrays import finite
from hdvis.data.arrays.finite import finite_warnings


def test_counts_agree_with_counting_cell_by_cell():
    rng = np.random.default_rng(0)
    values = rng.normal(size=(100_000, 3)).astype(np.float32)
    values[rng.random(values.shape) < 0.001] = np.nan
    said = finite_warnings(values, ("a", "b", "c"), "x")
    for i, text in enumerate(said):
        assert text.startswith(f"{np.isnan(values[:, i]).sum():,} of 100,000 rows have NaN")


def test_sums_that_overflow_are_not_missing():
    assert finite_warnings(np.full((10, 2), 3e38, np.float32), ("a", "b"), "x") == []


def test_nan_and_infinity_are_told_apart():
    values = np.array([[np.nan, np.inf, np.inf], [1, 1, np.nan], [1, 1, 1]])
    said = finite_warnings(values, ("a", "b", "c"), "x")
    assert "1 of 3 rows has NaN in `a`" in said[0]
    assert "infinity in `b`" in said[1]
    assert "NaN or infinity in `c`" in said[2]


def test_many_columns_are_summed_up():
    said = finite_warnings(np.full((2, 100), np.nan), tuple(map(str, range(100))), "x")
    assert said[-1] == "97 more columns with NaN or infinite values"


def test_a_large_memory_map_is_sampled_and_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(finite, "SAMPLED_ABOVE", 1000)
    np.save(tmp_path / "a.npy", np.full((5000, 2), np.nan, np.float32))
    values = np.load(tmp_path / "a.npy", mmap_mode="r")
    said = finite_warnings(values, ("a", "b"), "vectors")
    assert said[0] == "vectors: a memory map; 5,000 of 5,000 rows looked at for NaN"
