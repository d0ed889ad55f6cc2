"""Splits keep the classes alike and groups together."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hdvis.analysis.directions.splits import held_out

TRUTH = np.random.default_rng(0).random(1000) < 0.07


def test_a_fifth_of_each_class_is_held_out_and_the_seed_decides_which():
    test = held_out(TRUTH)
    assert test[TRUTH].sum() == round(0.2 * TRUTH.sum())
    assert test[~TRUTH].sum() == round(0.2 * (~TRUTH).sum())
    assert (test == held_out(TRUTH)).all()
    assert (test != held_out(TRUTH, seed=1)).any()


@given(st.integers(2, 20), st.integers(2, 20))
def test_both_sides_of_a_split_keep_both_classes(positives, negatives):
    truth = np.r_[np.ones(positives, bool), np.zeros(negatives, bool)]
    for test in (held_out(truth), ~held_out(truth)):
        assert 0 < truth[test].sum() < test.sum()


def test_no_group_is_on_both_sides():
    people = np.random.default_rng(0).integers(0, 80, 1000)
    test = held_out(TRUTH, groups=people)
    assert not set(people[test]) & set(people[~test])
    assert 0.15 < test.mean() <= 0.2
