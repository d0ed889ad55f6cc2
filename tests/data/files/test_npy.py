"""NumPy files are read whole when small and in place when large."""

import tracemalloc

import numpy as np
import pytest
from data.bad_inputs import npy_header, written
from hypothesis import given, settings
from hypothesis import strategies as st

from hdvis.data import Dataset, load
from hdvis.data.files import npy
from hdvis.data.files.npy import read_npy
from hdvis.errors import HdvisError


@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("dtype", ["<f4", ">f8", "u1", "<i8", "?", "<U3", "<M8[D]"])
def test_what_numpy_wrote_is_read_back(tmp_path, dtype, order):
    array = np.asarray(
        np.arange(6).reshape(2, 3).astype("U1").astype("i8").astype(dtype), order=order
    )
    np.save(tmp_path / "a.npy", array)
    found = read_npy(tmp_path / "a.npy")
    assert found.dtype == array.dtype
    assert np.array_equal(found, array)


def test_a_large_file_is_looked_at_in_place_and_never_copied(tmp_path, monkeypatch):
    monkeypatch.setattr(npy, "MAPPED_ABOVE", 1000)
    values = np.random.default_rng(0).random((200_000, 20), np.float32)
    np.save(tmp_path / "a.npy", values)
    tracemalloc.start()
    made = load(tmp_path / "a.npy")
    _ = made.fingerprint, made.columns["x3"].codes
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(made.vectors, np.memmap)
    assert peak < values.nbytes / 2
    assert np.array_equal(made.columns["x3"].values, values[:, 3])
    assert not made.vectors.flags.writeable


def test_mapped_images_are_read_row_by_row(tmp_path, monkeypatch):
    monkeypatch.setattr(npy, "MAPPED_ABOVE", 1000)
    pixels = np.random.default_rng(0).integers(0, 256, (3000, 32, 32, 3), np.uint8)
    np.save(tmp_path / "a.npy", pixels)
    stack = read_npy(tmp_path / "a.npy")
    made = Dataset.from_arrays(np.zeros((3000, 2)), images=stack)
    tracemalloc.start()
    found = made.images["image"].get([5, 2999])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert np.array_equal(found, pixels[[5, 2999]])
    assert peak < pixels.nbytes / 20


@settings(max_examples=60)
@given(st.data())
def test_a_mutated_file_is_read_or_refused_in_our_words(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("npy")
    whole = bytearray(
        npy_header("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }", bytes(24))
    )
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    path = written(folder, "m.npy", bytes(whole[: data.draw(st.integers(0, len(whole)))]))
    try:
        read_npy(path)
    except HdvisError:
        return
