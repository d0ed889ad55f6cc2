"""Numbers of any kind become native, read-only floats, copied only when they must be."""

import ml_dtypes
import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis.extra import numpy as arrays

from hdvis.data.arrays.convert import as_array, as_floats, as_vectors, mapped, seconds
from hdvis.errors import DataError

X = np.arange(12, dtype=np.float32).reshape(4, 3)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_native_floats_are_not_copied(dtype):
    given_array = X.astype(dtype)
    made = as_vectors(given_array)
    assert np.shares_memory(made, given_array)
    assert made.dtype == dtype


def test_what_was_given_stays_writeable_and_what_came_is_not():
    mine = X.copy()
    made = as_vectors(mine)
    assert mine.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        made[0, 0] = 1


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [
        (np.float16, np.float32),
        (ml_dtypes.bfloat16, np.float32),
        (np.uint8, np.float32),
        (np.int64, np.float32),
        (np.longdouble, np.float64),
        (">f4", np.float32),
        (bool, np.float32),
    ],
)
def test_other_types_widen(dtype, expected):
    made = as_vectors(X.astype(dtype))
    assert made.dtype == expected
    assert made.dtype.isnative


def test_integers_beyond_single_precision_become_doubles():
    made = as_vectors(np.array([[2**24 + 1, 0]]))
    assert made.dtype == np.float64
    assert made[0, 0] == 2**24 + 1


@given(arrays.arrays(np.int64, (3, 2)))
def test_whole_numbers_keep_their_value_or_their_digits(values):
    floats, exact, _ = as_floats(values, "x")
    assert np.array_equal(floats if exact is None else exact, values)


def test_a_memory_map_of_a_stack_is_still_a_map(tmp_path):
    np.save(tmp_path / "a.npy", X)
    found = np.load(tmp_path / "a.npy", mmap_mode="r")
    assert mapped(found.reshape(2, 6)[:, ::2]) is not None
    assert mapped(X) is None


def test_times_are_seconds_since_the_epoch():
    stamps = np.array(["1970-01-02", "NaT"], "datetime64[s]")
    assert seconds(stamps)[0] == 86_400
    assert np.isnan(seconds(stamps)[1])


def test_a_list_of_tensors_is_a_matrix():
    assert as_array([torch.ones(3), torch.zeros(3)], "x").shape == (2, 3)


def test_the_place_is_named_in_the_message():
    with pytest.raises(DataError, match=r"space `vae`: got shape \(2, 2, 2\)"):
        as_vectors(np.zeros((2, 2, 2)), where="space `vae`")
