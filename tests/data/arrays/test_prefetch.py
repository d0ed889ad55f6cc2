"""The stretches asked for hold the rows, and not much more."""

import mmap

import numpy as np

from hdvis.data.arrays.prefetch import prefetch_rows, row_stretches


def mapped(tmp_path, shape):
    np.save(tmp_path / "a.npy", np.zeros(shape, np.uint8))
    return np.load(tmp_path / "a.npy", mmap_mode="r")


def test_every_byte_of_the_rows_lies_in_a_stretch(tmp_path):
    array = mapped(tmp_path, (200, 64, 1024))
    rows = np.array([3, 4, 150, -1])
    stretches = row_stretches(array, rows)
    assert len(stretches) == 3
    for row in rows % 200:
        first = array.offset + row * 65_536
        assert any(start <= first and first + 65_536 <= start + size for start, size in stretches)
    assert all(start % mmap.PAGESIZE == 0 for start, _ in stretches)
    assert sum(size for _, size in stretches) < 4 * 65_536 + 6 * mmap.PAGESIZE


def test_views_and_channels_of_a_map_are_found(tmp_path):
    array = mapped(tmp_path, (50, 32, 32, 4))
    assert row_stretches(array[10:, ..., 2], np.array([0])) == row_stretches(
        array[..., 2], np.array([10])
    )


def test_arrays_in_memory_need_nothing(tmp_path):
    assert prefetch_rows(np.zeros((9, 9)), np.array([1])) == 0
    assert prefetch_rows(mapped(tmp_path, (9, 9)), np.array([], int)) == 0
    assert prefetch_rows(mapped(tmp_path, (9, 9)), np.array([1, 2])) == 1
