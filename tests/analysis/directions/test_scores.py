"""Scores are scikit-learn's, the seed's table is met to four decimals, and intervals hold."""

import numpy as np
import pytest
from scipy.stats import binomtest
from sklearn import metrics

from hdvis.analysis.directions.scores import Scores, auc, auc_columns, hanley_error, score, wilson

TABLE = {
    "StyleGAN2": ((240, 56, 64, 240), (0.8000, 0.7895, 0.8108, 0.8000)),
    "VAE": ((235, 79, 71, 243), (0.7611, 0.7680, 0.7484, 0.7581)),
    "β-VAE": ((305, 52, 77, 366), (0.8387, 0.7984, 0.8543, 0.8254)),
    "β-TCVAE": ((350, 39, 61, 350), (0.8750, 0.8516, 0.8997, 0.8750)),
}


@pytest.mark.parametrize("model", TABLE)
def test_the_confusion_matrices_print_the_table_of_the_interpretability_comparison(model):
    counts, row = TABLE[model]
    found = Scores(*counts)
    printed = [f"{v:.4f}" for v in (found.accuracy, found.precision, found.recall, found.f1)]
    assert printed == [f"{v:.4f}" for v in row]


def test_every_score_is_scikit_learns():
    rng = np.random.default_rng(0)
    truth = rng.random(500) < 0.2
    signed = np.round(truth + rng.standard_normal(500), 1) - 0.55
    found, said = score(signed, truth), signed > 0
    exact = {
        "accuracy": metrics.accuracy_score(truth, said),
        "precision": metrics.precision_score(truth, said),
        "recall": metrics.recall_score(truth, said),
        "specificity": metrics.recall_score(~truth, ~said),
        "f1": metrics.f1_score(truth, said),
        "balanced_accuracy": metrics.balanced_accuracy_score(truth, said),
        "auc": metrics.roc_auc_score(truth, signed),
        "prevalence": truth.mean(),
        "rows": 500,
    }
    for name, value in exact.items():
        np.testing.assert_allclose(getattr(found, name), value, err_msg=name)
    matrix = metrics.confusion_matrix(truth, said).ravel().tolist()
    assert [found.tn, found.fp, found.fn, found.tp] == matrix


def test_ties_count_half_in_every_column():
    truth = np.arange(40) < 15
    columns = np.column_stack([np.zeros(40), np.arange(40) % 3, np.arange(40)])
    exact = [metrics.roc_auc_score(truth, column) for column in columns.T]
    np.testing.assert_allclose(auc_columns(columns, truth), exact)
    assert auc(columns[:, 0], truth) == 0.5


def test_wilsons_interval_is_scipys():
    exact = binomtest(47, 60).proportion_ci(method="wilson")
    np.testing.assert_allclose(wilson(47, 60), [exact.low, exact.high])
    assert np.isnan(wilson(0, 0)).all()


def test_the_error_of_an_auc_is_what_repeated_samples_spread():
    rng = np.random.default_rng(0)
    truth = np.r_[np.ones(40, bool), np.zeros(60, bool)]
    samples = np.where(truth[:, None], 1.0, 0.0) + rng.standard_normal((100, 2000))
    areas = auc_columns(samples, truth)
    assert hanley_error(areas.mean(), 40, 60) == pytest.approx(areas.std(), rel=0.1)


def test_a_missing_class_gives_undefined_scores_and_no_error():
    found = score([1.0, -1.0], [False, False])
    assert found.accuracy == 0.5
    assert np.isnan([found.auc, found.recall, *found.auc_interval]).all()
