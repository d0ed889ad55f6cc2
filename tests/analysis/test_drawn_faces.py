"""On drawn faces, whose truth is known, directions find it and conditions take correlations out."""

import numpy as np
import pytest
from analysis.planted import cosines
from hdvis_zoo.faces import drawn_faces

from hdvis.analysis import fit_directions
from hdvis.analysis.scores import auc_columns
from hdvis.analysis.similarity import cosine_matrix, label_correlation, null_quantile
from hdvis.analysis.splits import held_out

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
        assert areas.min() > 0.75
        assert areas.mean() > 0.9
    scale = latents.std(axis=0)
    ridge, *others = (made.normals * scale for made in fitted.values())
    for other in others:
        assert cosines(ridge, other).min() > 0.6


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
    step = left.measured(white).step("Wearing_Lipstick")
    assert abs(made.distances(white + step) - made.distances(white))[:, male].max() < 1e-5


def test_the_true_factors_are_found_along_their_own_axes():
    made = drawn_faces(400, 1, size=16)
    scale = made.factors.std(axis=0)
    factors = (made.factors - made.factors.mean(axis=0)) / np.where(scale > 0, scale, 1)
    found = fit_directions(factors, made.attributes, made.attribute_names)
    smile = found.normals[found.index("Smiling")]
    assert made.factor_names[abs(smile).argmax()] == "mouth_curve"
    pale = found.normals[found.index("Pale_Skin")]
    assert made.factor_names[abs(pale).argmax()] == "skin_tone"
