"""The table names every estimator, and its trees find which code holds which factor."""

import numpy as np
from analysis.factors import fixture

from hdvis.analysis.disentanglement import dci, disentanglement_table, mig, tree_importance

FACTORS, CODES, _ = fixture()


def test_trees_find_the_code_of_each_factor():
    importance, accuracy = tree_importance(CODES["identity"], FACTORS, rows=2_000)
    assert importance.argmax(axis=0).tolist() == [0, 1, 2, 3]
    np.testing.assert_allclose(importance.sum(axis=0), 1)
    assert accuracy > 0.97
    assert min(dci(importance)) > 0.95
    noise, guessed = tree_importance(CODES["noise"], FACTORS, rows=2_000)
    assert max(dci(noise)) < 0.1
    assert guessed < 0.3


def test_the_table_has_each_score_under_its_estimator():
    made = disentanglement_table(CODES["noisy"], FACTORS)
    assert made["MIG (20 bins)"] == mig(CODES["noisy"], FACTORS)
    assert all("(" in name for name in made)
    assert made["FactorVAE score (majority vote)"] > 0.99
    assert made["β-VAE score (logistic)"] > 0.99
    assert made["total correlation (Gaussian, nats)"] < 0.01
