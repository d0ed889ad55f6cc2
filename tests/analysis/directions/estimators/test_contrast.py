"""The contrast of two sets is the difference of their means, shrunk when they are small."""

import numpy as np
from analysis.planted import cosines

from hdvis.analysis.directions.estimators import Contrast

RNG = np.random.default_rng(0)
Z = RNG.standard_normal((3000, 20))
SIDE = np.arange(3000) < 1200
MOVED = Z + np.outer(SIDE, np.r_[2.0, np.zeros(19)])


def test_without_shrinking_it_is_the_difference_of_means():
    found = Contrast(shrink=False).fit(MOVED, SIDE)
    exact = MOVED[SIDE].mean(axis=0) - MOVED[~SIDE].mean(axis=0)
    np.testing.assert_allclose(found.displacements_[0], exact)


def test_large_sets_are_hardly_shrunk_and_small_ones_come_nearer_to_the_truth():
    assert Contrast().fit(MOVED, SIDE).shrink_[0] > 0.99
    rows = np.r_[0:8, 2000:2008]
    truth = np.eye(20)[:1]
    plain = Contrast(shrink=False).fit(MOVED[rows], SIDE[rows])
    shrunk = Contrast().fit(MOVED[rows], SIDE[rows])
    assert cosines(shrunk.normals_, truth)[0] > cosines(plain.normals_, truth)[0] + 0.05


def test_the_permutation_p_is_small_for_a_moved_set_and_uniform_for_chance():
    assert Contrast().fit(MOVED, SIDE).p_values_[0] == 1 / 200
    chance = RNG.random((400, 40)) < 0.3
    p = Contrast(permutations=99).fit(Z[:400], chance).p_values_
    assert 0.3 < p.mean() < 0.7
    assert p.min() >= 0.01
