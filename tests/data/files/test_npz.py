"""NumPy archives give their arrays by key."""

import numpy as np
import pytest
from data.bad_inputs import npy_bytes, zipped

from hdvis.data.files.npz import read_npz
from hdvis.errors import DataError, LimitError


@pytest.mark.parametrize("save", [np.savez, np.savez_compressed])
def test_what_numpy_wrote_is_read_back(tmp_path, save):
    arrays = {"a": np.eye(3), "b": np.array(["x", "yy"]), "c d": np.arange(4, dtype=np.int16)}
    save(tmp_path / "a.npz", **arrays)
    found = read_npz(tmp_path / "a.npz")
    assert list(found) == list(arrays)
    for key, array in arrays.items():
        assert found[key].dtype == array.dtype
        assert np.array_equal(found[key], array)


def test_members_that_are_no_arrays_are_left_alone(tmp_path):
    path = zipped(tmp_path, "a.npz", {"a.npy": npy_bytes(np.eye(2)), "notes.txt": b"hello"})
    assert list(read_npz(path)) == ["a"]


def test_a_member_that_was_cut_is_named(tmp_path):
    path = zipped(tmp_path, "a.npz", {"vectors.npy": npy_bytes(np.eye(9))[:200]})
    with pytest.raises(DataError, match=r"a.npz: `vectors.npy`: cut short"):
        read_npz(path)


def test_the_whole_archive_has_to_fit(tmp_path, monkeypatch):
    monkeypatch.setenv("HDVIS_MEMORY_LIMIT", "1 kB")
    with pytest.raises(LimitError, match="limit 1 kB") as caught:
        read_npz(zipped(tmp_path, "a.npz", {"a.npy": npy_bytes(np.eye(20))}))
    assert caught.value.code == "HDV-F6"
