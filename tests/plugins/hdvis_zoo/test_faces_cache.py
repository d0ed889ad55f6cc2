"""Drawn faces are drawn once."""

import numpy as np
import pytest
from hdvis_zoo import drawn_faces
from hdvis_zoo.faces_cache import cache_folder, cached_faces, keep_arrays


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_a_second_call_reads_the_same_faces():
    first = cached_faces(12, seed=3)
    assert len(list(cache_folder().glob("*.npz"))) == 1
    second = cached_faces(12, seed=3)
    assert np.array_equal(first.images, second.images)
    assert np.array_equal(second.images, drawn_faces(12, seed=3).images)
    assert np.array_equal(first.factors, second.factors)


def test_a_torn_file_is_drawn_again():
    first = cached_faces(12, seed=3)
    path = next(cache_folder().glob("*.npz"))
    path.write_bytes(path.read_bytes()[:500])
    assert np.array_equal(cached_faces(12, seed=3).images, first.images)


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "cache").write_text("a file in the way")
    assert len(cached_faces(5).images) == 5
    keep_arrays(tmp_path / "cache" / "x.npz", a=np.zeros(1))
