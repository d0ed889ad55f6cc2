"""On drawn faces, whose truth is known, directions find it and conditions take correlations out."""

import numpy as np
import pytest
from analysis.planted import cosines
from hdvis_zoo.faces import drawn_faces

from hdvis.analysis import fit_directions
from hdvis.analysis.directions.scores import auc_columns
from hdvis.analysis.directions.similarity import cosine_matrix, label_correlation, null_quantile
from hdvis.analysis.directions.splits import held_out

NAMES = ("Male", "Pale_Skin", "Bald", "Smiling", "Wearing_Lipstick", "Wearing_Hat")
METHODS = ("ridge", "logistic", "linear SVM")


@pytest.fixture(scope="module")
def faces():
    made = drawn_faces(2500, 0, size=32)
    pixels = made.images.reshape(2500, -1).astype(np.float32) / 255
    labels = np.column_stack([made.attribute(name) for name in NAMES])
    components = fit_directions(pixels[:, ::3], method="PCA", components=60)
    return components.distances(pixels[:, ::3]), labels


def test_every_estimator_tells_unseen_faces_apart_and_agrees_with_the_others(faces):
    latents, labels = faces
    test = held_out(labels[:, 0])
    fitted = {m: fit_directions(latents[~test], labels[~test], NAMES, m) for m in METHODS}
    for made in fitted.values():
        said = made.distances(latents[test])
        areas = np.array([auc_columns(said[:, [i]], labels[test, i])[0] for i in range(6)])
        assert areas.min() > 0.7
        assert areas.mean() > 0.9
    scale = latents.std(axis=0)
    ridge, logistic, machine = (made.normals * scale for made in fitted.values())
    assert cosines(ridge, logistic).min() > 0.8
    # The few bald faces can be separated, and a machine then looks at those on the margin alone.
    alike = dict(zip(NAMES, cosines(ridge, machine), strict=True))
    assert alike.pop("Bald") > 0.5
    assert min(alike.values()) > 0.8


def test_planted_correlations_show_in_the_matrix_and_conditions_remove_them(faces):
    latents, labels = faces
    white = latents / latents.std(axis=0)
    made = fit_directions(white, labels, NAMES, "class means")
    cosine, planted = cosine_matrix(made.normals), label_correlation(labels)
    male, lipstick = NAMES.index("Male"), NAMES.index("Wearing_Lipstick")
    assert planted[male, lipstick] < -0.5
    assert cosine[male, lipstick] < -null_quantile(60)
    upper = np.triu_indices(6, 1)
    strong = abs(planted[upper]) > 0.2
    assert (np.sign(cosine[upper]) == np.sign(planted[upper]))[strong].all()
    left = made.conditional("Male")
    assert abs(left.normals @ made.normals[male]).max() < 1e-14
    # The step for lipstick no longer moves along the direction for men.
    step = left.measured(white).displacement("Wearing_Lipstick")
    assert abs(made.distances(white + step) - made.distances(white))[:, male].max() < 1e-5


@pytest.fixture(scope="module")
def factors():
    """The true factors, standardised, those that vary; and the faces they are of."""
    made = drawn_faces(4000, 1, size=16)
    scale = made.factors.std(axis=0)
    kept = np.flatnonzero(scale > 0)
    found = (made.factors - made.factors.mean(axis=0))[:, kept] / scale[kept]
    return found, [made.factor_names[i] for i in kept], made


TRUTH = {"Smiling": "mouth_curve", "Pale_Skin": "skin_tone"}
"""The one factor that each of these attributes is drawn by."""
ALL = (*METHODS, "whitened class means")


@pytest.mark.parametrize("method", [*ALL, "class means"])
def test_every_estimator_finds_the_true_factor_of_an_attribute(factors, method):
    found, names, made = factors
    labels = {name: made.attribute(name) for name in TRUTH}
    fitted = fit_directions(found, labels, method=method)
    for name, factor in TRUTH.items():
        assert fitted.normals[fitted.index(name)][names.index(factor)] ** 2 > 0.9


@pytest.mark.parametrize("method", ALL)
def test_the_true_direction_is_found_in_latents_that_mix_the_factors(factors, method):
    found, names, made = factors
    draw, d = np.random.default_rng(5), len(names)
    turns = [np.linalg.qr(draw.normal(size=(d, d)))[0] for _ in range(2)]
    mixing = turns[0] * np.linspace(0.5, 2, d) @ turns[1]
    labels = {name: made.attribute(name) for name in TRUTH}
    fitted = fit_directions(found @ mixing, labels, method=method)
    # x = z mixing⁻¹, so the factor x_j grows along column j of mixing⁻¹
    truth = np.linalg.inv(mixing)[:, [names.index(factor) for factor in TRUTH.values()]].T
    scale = (found @ mixing).std(axis=0)
    assert abs(cosines(fitted.normals * scale, truth * scale)).min() > 0.9
