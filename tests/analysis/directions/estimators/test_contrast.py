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
