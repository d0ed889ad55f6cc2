"""Directions are alike in more than one sense."""

from dataclasses import replace

import numpy as np
import pytest
from hdvis_semantics.attributes import attributes_of
from hdvis_semantics.direction_service import fit_labels
from hdvis_semantics.matrix.measures import DECODED, LABELS, STRENGTH, Material, panel
from sklearn.linear_model import LinearRegression

from hdvis.analysis.directions.similarity import SIMILARITIES, null_quantile
from hdvis.errors import DataError


@pytest.fixture
def material(world):
    directions = fit_labels(world.dataset, "vectors", None)
    attributes, _ = attributes_of(world.dataset.labels)

    def decode(z):  # unclipped, so that the decoder is linear
        return np.asarray(z) @ world.matrix

    return Material(directions, directions, SIMILARITIES, attributes, decode, np.zeros(6))


def test_raw_cosines_are_those_of_the_normals_and_chance_is_the_null_of_that_width(material):
    made = panel("cosine", replace(material, units="raw"))
    normals = material.rows.normals
    np.testing.assert_allclose(made.values, normals @ normals.T, atol=1e-12)
    assert made.chance == null_quantile(6)
    assert made.title == "cosine, raw"


def test_cosines_in_deviations_are_those_of_fits_to_standardised_latents(material, world):
    made = panel("cosine", material)
    standard = (world.latents / world.latents.std(axis=0)).astype(np.float64)
    labels = np.column_stack(list(material.attributes.values()))
    weights = LinearRegression().fit(standard, labels).coef_
    weights /= np.linalg.norm(weights, axis=1, keepdims=True)
    assert material.rows.names == tuple(material.attributes)
    np.testing.assert_allclose(made.values, weights @ weights.T, atol=1e-5)
    assert made.title == "cosine in σ"


def test_decoded_cosines_compare_what_the_steps_do_to_the_picture(material, world):
    made = panel(DECODED, material)
    rows = material.rows
    steps = rows.normals * world.latents.var(axis=0)
    gain = (steps * rows.normals).sum(axis=1)
    steps *= (STRENGTH * rows.deviations / gain)[:, None]
    changes = steps @ world.matrix
    changes /= np.linalg.norm(changes, axis=1, keepdims=True)
    np.testing.assert_allclose(made.values, changes @ changes.T, atol=1e-4)


def test_label_correlations_are_those_of_the_columns(material, world):
    made = panel(LABELS, material)
    hat = world.dataset.labels["hat"].values
    smile = world.dataset.labels["smile"].values
    assert made.values[0, 1] == pytest.approx(np.corrcoef(hat, smile)[0, 1], abs=1e-6)


def test_decoded_cosines_without_a_model_say_what_is_missing(material):
    bare = Material(material.rows, material.columns, SIMILARITIES, {})
    with pytest.raises(DataError, match="there is no model"):
        panel(DECODED, bare)
