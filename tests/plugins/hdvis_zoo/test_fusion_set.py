"""The published layout of the fusion set is read in place."""

import numpy as np
import pytest
from hdvis_zoo.fusion_set import fusion_prefix

from hdvis import load
from hdvis.errors import DataError

N = 6


@pytest.fixture
def folder(tmp_path):
    """The three files, with few rows."""
    rng = np.random.default_rng(0)
    np.save(tmp_path / "jag10K_params.npy", rng.random((N, 5)))
    np.save(tmp_path / "jag10K_0_scalars.npy", rng.random((N, 15), np.float32))
    np.save(tmp_path / "jag10K_images.npy", rng.random((N, 16384), np.float32))
    return tmp_path


@pytest.mark.parametrize("which", ["", "jag10K_params.npy", "jag10K_images.npy"])
def test_the_set_opens_from_its_folder_or_any_file(folder, which):
    made = load(folder / which)
    assert made.vector_names == tuple(f"input {i}" for i in range(5))
    assert list(made.labels) == [f"scalar {i}" for i in range(15)]
    assert list(made.images) == [f"channel {c}" for c in range(4)]
    scalars = np.load(folder / "jag10K_0_scalars.npy")
    assert np.array_equal(made.labels["scalar 7"].values, scalars[:, 7])


def test_channels_are_the_last_of_four_axes(folder):
    flat = np.load(folder / "jag10K_images.npy").reshape(-1, 64, 64, 4)
    shown = load(folder).images["channel 2"].get([3])[0, ..., 0]
    assert np.abs(shown / 255 - flat[3, ..., 2]).max() <= 0.5 / 255 + 1e-6


def test_absent_files_are_said_and_the_rest_opens(folder):
    (folder / "jag10K_images.npy").unlink()
    (folder / "jag10K_0_scalars.npy").unlink()
    made = load(folder)
    assert made.n == N
    assert [text.split(" is ")[0] for text in made.warnings] == [
        "jag10K_0_scalars.npy", "jag10K_images.npy",
    ]  # fmt: skip


def test_other_shapes_are_refused(folder):
    np.save(folder / "jag10K_images.npy", np.zeros((N, 100), np.float32))
    with pytest.raises(DataError, match=r"expected \(n, 16384\)"):
        load(folder)
    (folder / "jag10K_params.npy").unlink()
    with pytest.raises(DataError, match=r"no jag10K_params.npy beside it"):
        load(folder / "jag10K_images.npy")


def test_other_files_are_none_of_the_set(tmp_path):
    assert fusion_prefix(tmp_path / "my_images.npy") is None
    assert fusion_prefix(tmp_path) is None
