"""A function takes its domain normalised and its range as it is."""

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from hdvis.data import Dataset, Function
from hdvis.data.function import default_function, sample_function
from hdvis.errors import DataError

X = np.random.default_rng(0).normal(3, 2, (50, 3))
DATA = Dataset.from_arrays(X, names=["u", "v", "f"], labels={"kind": ["a", "b"] * 25})


def sampled(norm):
    return sample_function(Function(("u", "v"), "f", norm), DATA.columns)


def test_the_domain_is_standardised_as_scikit_learn_does():
    found = sampled("stddev")
    np.testing.assert_allclose(found.domain, StandardScaler().fit_transform(X[:, :2]))
    assert np.array_equal(found.range, X[:, 2])


def test_scaled_and_plain_domains_follow_their_formulas():
    domain = X[:, :2]
    expected = (domain - domain.mean(0)) / (domain.max(0) - domain.min(0))
    np.testing.assert_allclose(sampled("scaled").domain, expected)
    assert np.array_equal(sampled("none").domain, domain)


def test_columns_without_spread_and_repeated_rows_are_said():
    data = Dataset.from_arrays(np.array([[1.0, 0, 5], [1, 0, 6], [1, 2, 7]]))
    notes = sample_function(default_function(data.vector_names), data.columns).notes
    assert any("`x0` has no spread" in note for note in notes)
    assert any("1 row repeat the domain" in note for note in notes)


def test_by_default_the_last_column_is_the_value():
    assert DATA.with_function().function == Function(("u", "v"), "f", "stddev")


@pytest.mark.parametrize(
    ("domain", "value", "words"),
    [
        (["u", "w"], "f", "no column `w`; pass one of u, v, f, kind"),
        (["kind"], "f", "`kind` is a category"),
        (["u", "f"], "f", "both domain and range"),
        ([], "f", "no domain columns"),
    ],
)
def test_columns_that_make_no_function_are_named(domain, value, words):
    with pytest.raises(DataError, match=words):
        DATA.with_function(domain, value)


def test_another_norm_is_refused():
    with pytest.raises(DataError, match="expected none, stddev or scaled"):
        Function(("a",), "b", "minmax")
