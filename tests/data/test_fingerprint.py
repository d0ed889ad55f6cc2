"""A fingerprint follows values, names and shape, and not the way they are kept."""

import numpy as np

from hdvis.data import Dataset
from hdvis.data.fingerprint import fingerprint

X = np.random.default_rng(0).normal(size=(100, 4)).astype(np.float32)
NAMES = ("a", "b", "c", "d")


def test_the_same_values_have_the_same_fingerprint():
    assert fingerprint(X, NAMES) == fingerprint(X.astype(np.float64), NAMES)
    assert len(fingerprint(X, NAMES)) == 32


def test_any_change_of_a_small_table_changes_it():
    changed = X.copy()
    changed[57, 2] += 1e-3
    others = [fingerprint(changed, NAMES), fingerprint(X, NAMES[::-1]), fingerprint(X[:99], NAMES)]
    assert len({fingerprint(X, NAMES), *others, fingerprint(X[:0], NAMES)}) == 5


def test_names_that_only_join_alike_are_told_apart():
    assert fingerprint(X[:, :2], ("ab", "c")) != fingerprint(X[:, :2], ("a", "bc"))


def test_the_ends_of_a_large_table_are_looked_at():
    large = np.zeros((500_000, 2), np.float32)
    before = fingerprint(large, ("a", "b"))
    large[-1, 1] = 1
    assert fingerprint(large, ("a", "b")) != before


def test_labels_leave_the_fingerprint_of_a_dataset_as_it_is():
    made = Dataset.from_arrays(X)
    assert made.with_column("k", np.arange(100)).fingerprint == made.fingerprint
