"""Cosines, the zone that chance fills, and correlations of labels, against formulas."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics.pairwise import cosine_similarity

from hdvis.analysis.directions.estimators.random import random_units
from hdvis.analysis.directions.similarity import (
    SIMILARITIES,
    cosine_matrix,
    decoded_cosine,
    label_correlation,
    null_quantile,
)
from hdvis.errors import DataError

RNG = np.random.default_rng(0)
ROWS, OTHERS = RNG.standard_normal((6, 5)), RNG.standard_normal((4, 5))


def test_cosines_are_scikit_learns_and_undefined_rows_are_marked_cells():
    np.testing.assert_allclose(cosine_matrix(ROWS, OTHERS), cosine_similarity(ROWS, OTHERS))
    assert (np.diag(cosine_matrix(ROWS)) == 1).all()
    holed = np.vstack([ROWS, np.zeros(5), np.full(5, np.nan)])
    found = cosine_matrix(holed)
    np.testing.assert_allclose(found[:6, :6], cosine_similarity(ROWS))
    assert np.isnan(found[6:]).all()
    assert np.isnan(found[:, 6:]).all()


def test_two_spaces_are_not_compared():
    with pytest.raises(DataError, match="widths 5 and 4"):
        cosine_matrix(ROWS, OTHERS[:, :4])


def test_the_null_of_the_cosine_is_the_formula_and_what_is_drawn():
    assert round(null_quantile(512), 3) == 0.114
    drawn = abs(random_units(400, 512) @ random_units(400, 512, seed=1).T)
    assert np.quantile(drawn, 0.99) == pytest.approx(null_quantile(512), rel=0.02)
    assert null_quantile(1) == 1.0


def test_label_correlations_are_pandas_with_missing_values_and_any_unit():
    labels = RNG.standard_normal((300, 4)) @ RNG.standard_normal((4, 4))
    labels[RNG.random(labels.shape) < 0.1] = np.nan
    exact = pd.DataFrame(labels).corr().to_numpy()
    np.testing.assert_allclose(label_correlation(labels), exact, atol=1e-12)
    scaled = labels * [1e-9, 1e9, 1, 1] + [0, 0, 1e5, 0]
    np.testing.assert_allclose(label_correlation(scaled), exact, atol=1e-8)
    flat = np.column_stack([labels[:, 0], np.full(300, 0.1)])
    np.testing.assert_array_equal(np.isnan(label_correlation(flat)), [[False, True], [True, True]])


def test_decoded_cosines_are_those_of_the_changes():
    matrix = RNG.standard_normal((5, 3, 4))
    found = decoded_cosine(lambda z: np.tensordot(z, matrix, 1) + 9, np.ones(5), ROWS, OTHERS)
    flat = matrix.reshape(5, -1)
    np.testing.assert_allclose(found, cosine_similarity(ROWS @ flat, OTHERS @ flat), atol=1e-5)


def test_every_measure_gives_one_to_itself_and_knows_its_sign():
    pair = np.array([[1.0, 0], [-1, 0], [0, 1]])
    expected = {"cosine": [1, -1, 0], "absolute cosine": [1, 1, 0], "angle": [1, -1, 0]}
    for name, measure in SIMILARITIES.items():
        np.testing.assert_allclose(measure(pair)[0], expected[name], atol=1e-12)
    half = SIMILARITIES["angle"]([[1, 0]], [[1, 1]])
    assert half[0, 0] == pytest.approx(0.5)
