"""Training: it learns, it is repeatable, and an interruption costs nothing."""

import numpy as np
import pytest
import torch
from hdvis_zoo import open_run, train
from hdvis_zoo.trainer import held_out

from hdvis.errors import Cancelled, DataError, ModelError


def same_weights(a, b):
    pairs = zip(a.state_dict().items(), b.state_dict().items(), strict=True)
    return all(k == j and torch.equal(v, w) for (k, v), (j, w) in pairs)


def stop_after(share):
    def checkpoint(done):
        if done >= share:
            raise Cancelled

    return checkpoint


def test_training_lowers_the_loss_of_pictures_that_were_not_trained_on(small_run):
    losses = [stage["test_loss"] for stage in small_run.history]
    assert losses[0] > losses[1] > losses[3]


def test_the_same_seed_gives_the_same_weights_and_another_one_others(
    small_run, tmp_path, train_small
):
    again = train_small(tmp_path / "again")
    assert same_weights(again.model(), small_run.model())
    other = train_small(tmp_path / "other", seed=6, epochs=1)
    assert not same_weights(other.model(), small_run.model(1))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
def test_a_graphics_card_trains_to_about_the_same_loss(small_run, tmp_path, train_small):
    run = train_small(tmp_path / "card", accelerator="gpu")
    losses = [stage["test_loss"] for stage in run.history]
    assert losses[-1] == pytest.approx(small_run.history[-1]["test_loss"], rel=0.1)
    assert len(run.history) == len(small_run.history)


@pytest.mark.parametrize("schedule", ["constant", "cosine"])
def test_an_interrupted_training_ends_where_it_would_have_ended(schedule, tmp_path, train_small):
    whole = train_small(tmp_path / "whole", schedule=schedule)
    with pytest.raises(Cancelled):
        train_small(tmp_path / "run", schedule=schedule, checkpoint=stop_after(0.6))
    stopped = open_run(tmp_path / "run")
    assert stopped.stages == (0, 1, 2)
    assert stopped.dataset().n == 400
    resumed = train_small(tmp_path / "run", schedule=schedule)
    assert resumed.stages == (0, 1, 2, 3)
    assert same_weights(resumed.model(), whole.model())
    assert np.array_equal(resumed.latents, whole.latents)
    assert [s["loss"] for s in resumed.history[1:]] == [s["loss"] for s in whole.history[1:]]


def test_a_finished_training_goes_on_to_more_epochs(small_run, tmp_path, train_small):
    short = train_small(tmp_path / "run", epochs=2)
    assert same_weights(short.model(), small_run.model(2))
    longer = train_small(tmp_path / "run", epochs=3)
    assert same_weights(longer.model(), small_run.model(3))
    assert np.array_equal(longer.latents, small_run.latents)


def test_other_settings_or_other_files_in_the_folder_are_not_overwritten(
    small_run, tmp_path, train_small
):
    before = sorted(small_run.folder.rglob("*"))
    with pytest.raises(DataError, match=r"other .*lr"):
        train_small(small_run.folder, lr=0.1)
    assert sorted(small_run.folder.rglob("*")) == before
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(DataError, match="holds other files"):
        train_small(tmp_path)


def test_held_out_rows_are_a_twentieth_at_most_512():
    assert len(held_out(60_000, 0)) == 512
    assert len(held_out(2_000, 0)) == 100
    assert len(held_out(100, 0)) == 16
    assert len(held_out(3, 0)) == 0
    assert len(np.unique(held_out(2_000, 0))) == 100


@pytest.mark.parametrize(
    ("objective", "parts"),
    [
        ("beta-vae", {"reconstruction", "kl", "bound"}),
        ("beta-tcvae", {"mutual_information", "total_correlation", "dimension_wise_kl"}),
        ("iwae", {"bound", "bound_k1"}),
    ],
)
def test_every_objective_trains_and_records_its_parts(objective, parts, tmp_path, train_small):
    run = train_small(tmp_path / "run", objective=objective, epochs=1, limit=120, warmup=1.0)
    assert parts <= set(run.history[1])
    assert {f"test_{part}" for part in parts} <= set(run.history[0])
    assert all(np.isfinite(v) for v in run.history[1].values())


def test_stages_may_be_some_batches(tmp_path, train_small):
    run = train_small(tmp_path / "run", stage_batches=2, epochs=4)
    assert run.stages == (0, 1, 2, 3, 4)


def test_too_few_pictures_are_refused(tmp_path):
    with pytest.raises(DataError, match="got 3, expected at least 4"):
        train("MLPVAE", np.zeros((3, 8, 8), np.uint8), tmp_path / "run")


def test_a_network_that_does_not_fit_the_pictures_is_refused_before_anything_is_written(tmp_path):
    pictures = np.zeros((20, 10, 10), np.uint8)
    with pytest.raises(ModelError, match="got 10×10"):
        train("ConvVAE", pictures, tmp_path / "run")
    assert not (tmp_path / "run").exists()
