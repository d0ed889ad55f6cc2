"""A run folder: everything of a training, in files that can only be data."""

import json

import numpy as np
import pytest
import torch
from hdvis_zoo import is_run, open_run
from hdvis_zoo.encoding import decode, encode
from PIL import Image

from hdvis import Visualizer
from hdvis.errors import DataError
from hdvis.hooks import Catalog, create_manager


def test_every_stage_has_weights_losses_latents_and_a_prediction_matrix(small_run):
    assert small_run.stages == (0, 1, 2, 3)
    for stage in small_run.stages:
        folder = small_run.stage_folder(stage)
        assert {path.name for path in folder.iterdir()} == {
            "weights.safetensors",
            "losses.json",
            "latents.npy",
            "logvars.npy",
            "predictions.npy",
            "predictions.png",
        }
        assert small_run.predictions(stage).shape == (16, 16, 16, 1)
        with Image.open(folder / "predictions.png") as sheet:
            assert sheet.size == (64, 64)
    assert [stage["stage"] for stage in small_run.history] == [0, 1, 2, 3]


def test_nothing_in_the_folder_is_a_pickle(small_run):
    kinds = {path.suffix for path in small_run.folder.rglob("*") if path.is_file()}
    assert kinds == {".safetensors", ".json", ".npy", ".npz", ".png", ".gif"}
    for path in small_run.folder.rglob("*.npy"):
        np.load(path, allow_pickle=False)


def test_latents_are_the_posterior_means_of_the_kept_pictures(small_run):
    mean, _ = encode(small_run.model(), small_run.images)
    np.testing.assert_allclose(small_run.latents, mean, atol=1e-6)
    rows = list(small_run.settings.subset_rows)
    np.testing.assert_allclose(small_run.stage_latents(), mean[rows], atol=1e-5)


def test_predictions_are_fixed_held_out_pictures_decoded_from_fixed_draws(small_run):
    rows = list(small_run.settings.test_rows)
    for stage in (0, 3):
        model = small_run.model(stage)
        mean, logvar = encode(model, small_run.images[rows])
        eps = torch.randn(16, 4, generator=torch.Generator().manual_seed(5)).numpy()
        wanted = decode(model, mean + eps * np.exp(logvar / 2)).astype(int)
        assert np.abs(small_run.predictions(stage) - wanted).max() <= 1


def test_the_film_has_a_frame_for_each_stage(small_run):
    with Image.open(small_run.folder / "predictions.gif") as film:
        assert film.n_frames == len(small_run.stages)
        assert film.size == (134, 134)


def test_the_plugin_opens_a_run_as_a_data_set_and_as_its_model(small_run, tmp_path):
    catalog = Catalog.of(create_manager())
    dataset = catalog.read_dataset(small_run.folder)
    assert dataset.n == 400
    np.testing.assert_array_equal(dataset.vectors, small_run.latents)
    assert "digit" in dataset.columns
    adapter = catalog.adapt_model(small_run.folder)
    rows = np.arange(5)
    found = adapter.encode(small_run.images[:5]).mean
    np.testing.assert_allclose(found, dataset.vectors[rows], atol=1e-5)
    assert catalog.read_dataset(tmp_path) is None


def test_a_visualizer_of_a_run_folder_has_its_latents_and_its_live_model(small_run):
    visualizer = Visualizer(dataset=small_run.folder)
    try:
        state = visualizer.session.state
        z = state.dataset.vectors[:3]
        pixels = state.model.render(z)
        state.model.close()
    finally:
        visualizer.stop()
    wanted = decode(small_run.model(), z).astype(int)
    assert np.abs(pixels - wanted).max() <= 1


def test_a_run_is_added_with_its_stages(small_run):
    visualizer = Visualizer(dataset=small_run.folder)
    try:
        visualizer.add_model("run", small_run.folder)
        models = visualizer.session.state.models
        assert models.stages("run") == (0, 1, 2, 3)
        z = small_run.latents[:3]
        wanted = decode(small_run.model(1), z).astype(int)
        assert np.abs(models.at("run", 1).render(z) - wanted).max() <= 1
    finally:
        visualizer.stop()


def test_a_series_gives_the_network_of_each_stage(small_run):
    series = small_run.series()
    assert series.stages == (0, 1, 2, 3)
    z = np.zeros((1, 4), np.float32)
    for stage in (0, 3):
        given = np.rint(series.adapter(stage).values(z)[0, 0] * 255)
        wanted = decode(small_run.model(stage), z)[0, ..., 0]
        assert np.abs(given - wanted).max() <= 1


def test_damaged_folders_are_named_and_other_folders_are_no_runs(tmp_path, train_small):
    assert not is_run(tmp_path)
    with pytest.raises(DataError, match="expected a folder of hdvis train"):
        open_run(tmp_path)
    run = train_small(tmp_path / "run", epochs=1, limit=60)
    latents = run.folder / "latents.npy"
    latents.write_bytes(latents.read_bytes()[:100])
    with pytest.raises(DataError, match=r"run/latents\.npy cannot be read"):
        open_run(run.folder).dataset()
    latents.unlink()
    assert open_run(run.folder).dataset().n == 60
    (run.folder / "config.json").write_text(json.dumps({"builder": 3}))
    with pytest.raises(DataError, match=r"config\.json is not of hdvis train"):
        open_run(run.folder)
