"""Principal components are scikit-learn's, with the largest loading positive."""

import numpy as np
from analysis.planted import cosines, planted
from sklearn.decomposition import PCA

from hdvis.analysis.directions.estimators import PrincipalComponents

Z, _, _ = planted()


def test_axes_deviations_and_shares_are_those_of_pca():
    found, exact = PrincipalComponents(5).fit(Z), PCA(5).fit(Z)
    np.testing.assert_allclose(abs(cosines(found.normals_, exact.components_)), 1, atol=1e-9)
    np.testing.assert_allclose(found.explained_, exact.explained_variance_ratio_, rtol=1e-9)
    steps = np.linalg.norm(found.displacements_, axis=1)
    np.testing.assert_allclose(steps, (exact.transform(Z)).std(axis=0), rtol=1e-9)
    places = abs(found.normals_).argmax(axis=1)
    assert (found.normals_[np.arange(5), places] > 0).all()
    np.testing.assert_allclose(found.normals_ @ Z.mean(axis=0) + found.intercepts_, 0, atol=1e-9)


def test_equal_latents_explain_nothing_and_more_components_than_dimensions_are_all():
    found = PrincipalComponents().fit(np.ones((30, 4)))
    assert len(found.normals_) == 4
    assert (found.explained_ == 0).all()
