"""SeFa and the Jacobian find what a known weight or decoder does most."""

import numpy as np
import pytest
from analysis.planted import cosines

from hdvis.analysis import fit_directions
from hdvis.analysis.directions.estimators import JacobianSVD, SeFa
from hdvis.errors import DataError

RNG = np.random.default_rng(0)
WEIGHT = RNG.standard_normal((50, 6)) * [5, 4, 3, 2, 1, 0.5]
Z = RNG.standard_normal((40, 6)).astype(np.float32)


def test_sefa_gives_the_right_singular_vectors_of_the_weight():
    rows = np.linalg.svd(WEIGHT)[2]
    np.testing.assert_allclose(abs(cosines(SeFa(WEIGHT, normalise=False).fit(Z).normals_, rows)), 1)
    even = WEIGHT / np.linalg.norm(WEIGHT, axis=1, keepdims=True)
    found = SeFa(WEIGHT, components=3).fit(Z)
    np.testing.assert_allclose(abs(cosines(found.normals_, np.linalg.svd(even)[2][:3])), 1)
    places = abs(found.normals_).argmax(axis=1)
    assert (found.normals_[np.arange(3), places] > 0).all()


def test_a_linear_decoder_gives_its_own_singular_vectors_and_values():
    found = JacobianSVD(lambda z: z @ WEIGHT.T + 3).fit(Z)
    _, sizes, rows = np.linalg.svd(WEIGHT)
    np.testing.assert_allclose(abs(cosines(found.normals_, rows)), 1, atol=1e-5)
    np.testing.assert_allclose(np.sqrt(found.eigenvalues_), sizes, rtol=1e-3)


def test_a_curved_decoder_of_images_is_averaged_over_its_points():
    def decode(z):
        return np.stack([np.tanh(z[:, :3]), 0.1 * z[:, 3:] ** 2], axis=1)

    found = JacobianSVD(decode, points=40).fit(Z)
    slopes = np.concatenate([(1 / np.cosh(Z[:, :3])) ** 2, 0.2 * Z[:, 3:]], axis=1)
    exact = np.sort(np.square(slopes.astype(float)).mean(axis=0))[::-1]
    np.testing.assert_allclose(found.eigenvalues_, exact, rtol=2e-3)


def test_a_weight_of_another_width_and_a_broken_decoder_are_refused():
    with pytest.raises(DataError, match=r"weight: got shape \(50, 6\), expected \(units, 4\)"):
        SeFa(WEIGHT).fit(Z[:, :4])
    with pytest.raises(DataError, match="not finite"):
        JacobianSVD(lambda z: z * np.nan).fit(Z)


def test_directions_of_a_decoder_are_named_and_measured():
    found = fit_directions(Z, method="SeFa", weight=WEIGHT, components=2)
    assert found.names == ("SeFa 1", "SeFa 2")
    np.testing.assert_allclose(found.deviations, (Z @ found.normals.T).std(axis=0), rtol=1e-5)
