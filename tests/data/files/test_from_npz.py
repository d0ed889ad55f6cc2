"""The arrays of an archive find their parts in a dataset."""

import numpy as np
import pytest

from hdvis.data.files.from_npz import arrange
from hdvis.errors import DataError

Z, W = np.arange(12.0).reshape(4, 3), np.ones((4, 2))
PIXELS = np.zeros((4, 5, 5), np.uint8)


def test_each_array_is_taken_for_what_it_looks_like():
    made = arrange(
        {"other": W, "latents": Z, "images": PIXELS, "y": np.array([0, 1, 1, 0]),
         "class_names": np.array(["no", "yes"]), "score": np.linspace(0, 1, 4),
         "size": np.array(3)},
        "set",
    )  # fmt: skip
    assert made.name == "set"
    assert np.array_equal(made.vectors, Z)
    assert list(made.spaces) == ["vectors", "other"]
    assert list(made.images) == ["images"]
    assert made.labels["y"].text() == ["no", "yes", "yes", "no"]
    assert made.labels["score"].kind == "numeric"


def test_images_alone_serve_as_vectors_and_it_is_said():
    made = arrange({"x_test": PIXELS[:2], "x_train": PIXELS}, "set")
    assert (made.n, made.d) == (4, 25)
    assert "pixels of `x_train` are taken as vectors" in made.warnings[0]
    assert "not used, as they have other than 4 rows: `x_test` (2, 5, 5)" in made.warnings[1]


def test_names_go_to_the_matrix_they_name():
    made = arrange({"inputs": Z, "input_names": np.array(["a", "b", "c"]), "scalars": W,
                    "scalar_names": np.array(["p", "q"])}, "set")  # fmt: skip
    assert made.vector_names == ("a", "b", "c")
    assert list(made.labels) == ["p", "q"]


def test_an_archive_without_vectors_lists_its_keys():
    with pytest.raises(DataError, match=r"among the keys: a \(3,\), b \(\)"):
        arrange({"a": np.zeros(3), "b": np.array(1)}, "set")
