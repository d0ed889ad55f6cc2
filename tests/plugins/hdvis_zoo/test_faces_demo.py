"""The first thing hdvis shows: drawn faces and the network that is shipped for them."""

import numpy as np
import pytest
from hdvis_zoo import ConvVAE, faces_demo, faces_model
from hdvis_zoo.encoding import decode, encode
from hdvis_zoo.faces_cache import cache_folder
from hdvis_zoo.faces_model import SETTINGS, WEIGHTS


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield faces_demo(600)


def test_the_shipped_file_is_small_and_holds_the_network_that_the_settings_describe():
    assert WEIGHTS.stat().st_size <= 5_000_000
    model = faces_model()
    assert isinstance(model, ConvVAE)
    assert model.latent_dim == SETTINGS["latent_dim"] == 32
    assert model.config.items() >= SETTINGS["config"].items()


def test_rows_agree_across_pictures_latents_and_truth(demo):
    assert demo.images.shape == (600, 64, 64, 3)
    assert demo.latents.shape == (600, 32)
    mean, _ = encode(demo.model, demo.images[:20])
    np.testing.assert_allclose(demo.latents[:20], mean, atol=1e-4)
    dataset = demo.dataset()
    assert dataset.d == 32
    assert {"Eyeglasses", "Smiling", "hue", *demo.attribute_names} <= set(dataset.columns)


def test_faces_it_was_not_trained_on_come_back(demo):
    pictures = demo.images.astype(float)
    made = decode(demo.model, demo.latents).astype(float)
    left = ((made - pictures) ** 2).mean() / ((pictures - pictures.mean(0)) ** 2).mean()
    assert left < 0.2


def test_attributes_can_be_read_from_the_latents(demo):
    from sklearn.linear_model import RidgeClassifier
    from sklearn.metrics import roc_auc_score

    for name in ("Eyeglasses", "Wearing_Hat", "Male", "Smiling"):
        truth = demo.attributes[:, demo.attribute_names.index(name)]
        fitted = RidgeClassifier().fit(demo.latents[:400], truth[:400])
        assert roc_auc_score(truth[400:], fitted.decision_function(demo.latents[400:])) > 0.8


def test_a_second_start_reads_what_the_first_one_wrote(demo, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = faces_demo(20)
    files = sorted(cache_folder().glob("*.npz"))
    assert len(files) == 2
    written = [path.stat().st_mtime_ns for path in files]
    second = faces_demo(20)
    assert [path.stat().st_mtime_ns for path in files] == written
    assert np.array_equal(first.latents, second.latents)
    for path in files:
        path.write_bytes(path.read_bytes()[:200])
    np.testing.assert_array_equal(faces_demo(20).latents, first.latents)
