"""Class means equal their formulas, and whitened ones the least squares of each attribute."""

import numpy as np
from analysis.planted import cosines, planted
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

from hdvis.analysis.directions.estimators import ClassMeans, Ridge, WhitenedClassMeans

Z, Y, _ = planted()


def test_class_means_are_the_differences_of_the_means():
    found = ClassMeans().fit(Z, Y)
    exact = np.array([Z[y].mean(axis=0) - Z[~y].mean(axis=0) for y in Y.T])
    np.testing.assert_allclose(found.displacements_, exact, rtol=1e-9)
    np.testing.assert_allclose(found.lengths_, np.linalg.norm(exact, axis=1))
    middles = np.array([(Z[y].mean(axis=0) + Z[~y].mean(axis=0)) / 2 for y in Y.T])
    on_plane = (found.normals_ * middles).sum(axis=1) + found.intercepts_
    np.testing.assert_allclose(on_plane, 0, atol=1e-9)


def test_whitened_class_means_are_fishers_discriminant_and_least_squares():
    found = WhitenedClassMeans().fit(Z, Y)
    within = [
        np.cov(np.concatenate([Z[y] - Z[y].mean(0), Z[~y] - Z[~y].mean(0)]).T, bias=True)
        for y in Y.T
    ]
    gaps = ClassMeans().fit(Z, Y).displacements_
    exact = np.array([np.linalg.solve(s, gap) for s, gap in zip(within, gaps, strict=True)])
    np.testing.assert_allclose(found.normals_ * found.lengths_[:, None], exact, rtol=1e-6)
    assert cosines(found.normals_, Ridge().fit(Z, Y).normals_).min() > 1 - 1e-12
    lda = LinearDiscriminantAnalysis(solver="lsqr").fit(Z, Y[:, 0]).coef_
    assert cosines(found.normals_[:1], lda)[0] > 1 - 1e-9


def test_whitening_survives_collinear_single_precision_latents():
    wide = np.column_stack([Z, 2 * Z[:, 0]]).astype(np.float32)
    found = WhitenedClassMeans().fit(wide, Y)
    assert cosines(found.normals_, Ridge().fit(wide, Y).normals_).min() > 1 - 1e-6


def test_where_latents_are_round_plain_and_whitened_means_agree():
    rng = np.random.default_rng(0)
    y = rng.random(20_000) < 0.3
    z = rng.standard_normal((20_000, 8)) + y[:, None] * np.arange(8) / 8
    plain, white = ClassMeans().fit(z, y).normals_, WhitenedClassMeans().fit(z, y).normals_
    assert cosines(plain, white)[0] > 0.999
