"""Models are compared on the same rows, and the published table comes out to its digits."""

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score, precision_score, recall_score
from sklearn.svm import LinearSVC

from hdvis.analysis.directions.scores import Scores
from hdvis.analysis.directions.splits import held_out
from hdvis.analysis.directions.svm_table import svm_table, table_text
from hdvis.errors import DataError

# Confusion matrices (tp, fn, fp, tn) that round to the table of the interpretability comparison.
PUBLISHED = {
    "StyleGAN2": (240, 56, 64, 240),
    "VAE": (235, 79, 71, 243),
    "β-VAE": (305, 52, 77, 366),
    "β-TCVAE": (350, 39, 61, 350),
}
TABLE = """\
model       accuracy  precision     recall         f1
StyleGAN2     0.8000     0.7895     0.8108     0.8000
VAE           0.7611     0.7680     0.7484     0.7581
β-VAE         0.8387     0.7984     0.8543     0.8254
β-TCVAE       0.8750     0.8516     0.8997     0.8750"""


def test_the_published_table_is_printed_digit_for_digit():
    made = table_text({name: Scores(*counts) for name, counts in PUBLISHED.items()})
    assert made == TABLE


def test_every_model_is_fitted_and_judged_on_the_same_rows_as_scikit_learn_would(rng):
    truth = rng.random(1000) < 0.4
    models = {
        "clear": rng.standard_normal((1000, 4)) + truth[:, None],
        "faint": rng.standard_normal((1000, 7)) + 0.3 * truth[:, None],
    }
    made = svm_table(models, truth)
    test = held_out(truth)
    for name, z in models.items():
        scale = z[~test].std(axis=0)
        machine = LinearSVC(class_weight="balanced", dual=False, intercept_scaling=100, tol=1e-8)
        said = machine.fit(z[~test] / scale, truth[~test]).predict(z[test] / scale)
        for metric, exact in (
            ("accuracy", accuracy_score), ("precision", precision_score),
            ("recall", recall_score), ("f1", f1_score),
        ):  # fmt: skip
            assert getattr(made[name], metric) == pytest.approx(exact(truth[test], said), abs=0.02)
    assert made["clear"].rows == made["faint"].rows == test.sum()
    assert made["clear"].accuracy > made["faint"].accuracy


def test_rows_that_one_model_lacks_are_judged_for_none(rng):
    truth = rng.random(200) < 0.5
    whole, holed = rng.standard_normal((2, 200, 3))
    holed[:50] = np.nan
    made = svm_table({"whole": whole, "holed": holed}, truth)
    assert made["whole"].rows == made["holed"].rows == 30


@pytest.mark.parametrize(
    ("y", "says"),
    [
        (np.zeros(9), "got 10 latents for 9 labels"),
        (np.zeros(10), "fewer than two rows"),
        (np.full(10, np.nan), "fewer than two rows"),
    ],
)
def test_labels_that_cannot_be_judged_are_refused(y, says):
    with pytest.raises(DataError, match=says):
        svm_table({"model": np.ones((10, 2))}, y)
