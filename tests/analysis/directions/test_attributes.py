"""Labels of any form become columns of numbers with two sides."""

import numpy as np
import pytest

from hdvis.analysis.directions.attributes import (
    as_attributes,
    as_latents,
    as_signs,
    indicators,
    sides,
)
from hdvis.errors import DataError


def test_categories_become_one_column_each_and_missing_ones_stay_missing():
    made = indicators(np.array(["b", "a", None, "b", ""], object), "kind")
    assert made.names == ("kind=a", "kind=b")
    np.testing.assert_array_equal(made.values[:, 1], [1, 0, np.nan, 1, np.nan])


def test_ten_thousand_categories_are_refused_with_the_limit():
    with pytest.raises(DataError, match="got 10,000 categories, expected at most 256"):
        indicators(np.arange(10_000), "user")


def test_the_high_side_is_true_for_any_pair_of_values_and_above_the_median_otherwise():
    rng = np.random.default_rng(0)
    y = rng.random(9000) < 0.2
    middling = rng.permutation(9000)
    columns = np.column_stack([y, 2 * y - 1, 7.5 - 0.5 * ~y, middling, y * 0 + 1, y * 0])
    signs = as_signs(columns)
    for i in range(3):
        np.testing.assert_array_equal(signs[:, i], y)
    np.testing.assert_array_equal(signs[:, 3], middling > 4499.5)
    assert signs[:, 4].all()
    assert not signs[:, 5].any()
    assert sides(columns).binary.tolist() == [True, True, True, False, True, True]


def test_a_third_value_late_in_a_column_is_noticed():
    late = np.zeros((9000, 1))
    late[:4000:2], late[-1] = 1, 0.5
    assert not sides(late).binary[0]


def test_latents_are_floats_and_not_copied_when_they_are():
    z = np.ones((3, 2), np.float32)
    assert as_latents(z) is z
    assert as_latents(z.astype(np.float16)).dtype == np.float32
    assert as_latents([[1, 2]]).dtype == np.float64


def test_a_mapping_names_its_columns():
    made = as_attributes({"a": [0, 1], "b": [1.5, np.nan]}, 2)
    assert made.names == ("a", "b")
    assert not made.complete
    assert made.observed.tolist() == [[True, True], [True, False]]
    with pytest.raises(DataError) as caught:
        as_attributes({"a": [0, 1]}, 3)
    assert caught.value.code == "HDV-A39"
