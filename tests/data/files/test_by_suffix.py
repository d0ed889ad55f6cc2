"""A file is read by what its suffix promises, and its change on disk is noticed."""

import numpy as np
import pytest
from data.bad_inputs import X, written

from hdvis.data import Dataset, load
from hdvis.data.files import by_suffix
from hdvis.errors import DataError


@pytest.mark.parametrize(
    "suffix", [".npy", ".npz", ".csv", ".tsv", ".txt", ".dat", ".pts", ".parquet"]
)
def test_one_table_reads_alike_from_every_form(tmp_path, suffix):
    path = tmp_path / f"a{suffix.upper() if suffix == '.csv' else suffix}"
    match suffix:
        case ".npy":
            np.save(path, X)
        case ".npz":
            np.savez(path, vectors=X)
        case ".parquet":
            import pandas as pd

            pd.DataFrame(X, columns=["x0", "x1", "x2"]).to_parquet(path)
        case _:
            mark = {".csv": ",", ".tsv": "\t"}.get(suffix, " ")
            np.savetxt(path, X, delimiter=mark)
    made = load(str(path))
    assert (made.name, made.source, made.vector_names) == ("a", str(path), ("x0", "x1", "x2"))
    assert np.array_equal(made.vectors, X)


@pytest.mark.parametrize("shape", [(4, 5, 5), (4, 5, 5, 3)])
def test_an_npy_of_images_is_a_set_of_images(tmp_path, shape):
    np.save(tmp_path / "a.npy", np.zeros(shape, np.uint8))
    made = load(tmp_path / "a.npy")
    assert made.n == 4
    assert next(iter(made.images.values())).n == 4


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "a.csv", b"1,2\n3,4\n")

    def read(found):
        found.write_bytes(b"1,2\n3,4\n5,6\n")
        return Dataset.from_arrays(X)

    monkeypatch.setattr(by_suffix, "READERS", {".csv": read})
    with pytest.raises(DataError, match="changed on disk while it was read") as caught:
        load(path)
    assert caught.value.code == "HDV-F11"


def test_the_home_folder_is_known(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    np.save(tmp_path / "a.npy", X)
    assert load("~/a.npy").n == 4


@pytest.mark.parametrize("name", ["a\x00b.npy", "x" * 5000, ""])
def test_names_that_are_no_paths_are_refused(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(DataError):
        load(name)
