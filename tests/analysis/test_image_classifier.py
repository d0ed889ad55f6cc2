"""A reader of pictures learns what is to be seen, whatever the size, and says how well it reads."""

import numpy as np
import pytest

from hdvis.analysis.image_classifier import features, image_classifier
from hdvis.errors import DataError

RNG = np.random.default_rng(0)


def pictures(bright, size=(20, 30), channels=3):
    """Noise, brighter in the upper left quarter where `bright`."""
    made = RNG.normal(100, 20, (len(bright), *size, channels))
    made[:, : size[0] // 2, : size[1] // 2] += 30 * np.asarray(bright)[:, None, None, None]
    return made.clip(0, 255).astype(np.uint8)


def test_what_is_to_be_seen_is_read_from_pictures_of_another_size_too():
    truth = RNG.random(400) > 0.7
    reader = image_classifier(pictures(truth), truth.astype(float))
    assert reader.auc > 0.99
    fresh = RNG.random(200) > 0.5
    for size, channels in (((20, 30), 3), ((64, 64), 3), ((8, 8), 1)):
        said = reader(pictures(fresh, size, channels))
        assert np.mean((said > 0.5) == fresh) > 0.95


def test_chance_reads_nothing_and_missing_values_are_left_out():
    labels = (RNG.random(400) > 0.5).astype(float)
    labels[:50] = np.nan
    assert 0.3 < image_classifier(pictures(np.zeros(400)), labels).auc < 0.7


def test_few_pictures_of_a_class_are_refused():
    labels = np.zeros(40)
    labels[:3] = 1
    with pytest.raises(DataError, match="got 3 of one class, expected at least 8"):
        image_classifier(pictures(labels), labels)


def test_areas_are_exact_means():
    image = RNG.integers(0, 256, (1, 32, 48, 3)).astype(np.uint8)
    exact = image.reshape(1, 16, 2, 16, 3, 3).mean(axis=(2, 4)) / 255
    np.testing.assert_allclose(features(image), exact.reshape(1, -1), atol=1e-6)
    assert features(image[..., :1], channels=3).shape == (1, 768)
    # An odd size keeps the overall mean: every pixel counts once.
    odd = RNG.integers(0, 256, (1, 19, 7, 1)).astype(np.uint8)
    assert features(odd, 1).mean() == pytest.approx(odd.mean() / 255, abs=1e-6)
