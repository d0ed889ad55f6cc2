"""Batches depend on the seed and the stage only."""

import numpy as np
import pytest
import torch
from hdvis_zoo.batches import Batches, as_input


@pytest.fixture
def images(rng):
    return rng.integers(0, 256, (50, 4, 6, 3), dtype=np.uint8)


def test_inputs_are_channels_first_in_zero_to_one(images):
    x = as_input(images)
    assert x.shape == (50, 3, 4, 6)
    np.testing.assert_allclose(x[3, 1].numpy(), images[3, :, :, 1] / 255, atol=1e-7)


def test_binarised_inputs_are_zeros_and_ones(images):
    cut = as_input(images, "threshold")
    assert torch.equal(cut, (as_input(images) > 0.5).float())
    flat = np.full((400, 4, 4, 1), 64, np.uint8)
    drawn = as_input(flat, "stochastic", seed=1)
    assert set(drawn.unique().tolist()) == {0.0, 1.0}
    assert abs(drawn.mean().item() - 64 / 255) < 0.02
    assert torch.equal(drawn, as_input(flat, "stochastic", seed=1))
    assert not torch.equal(drawn, as_input(flat, "stochastic", seed=2))


def test_a_pass_takes_every_row_at_most_once(images):
    batches = Batches(images, 8, seed=3)
    rows = np.concatenate([batches.rows(i) for i in range(batches.stage_length)])
    assert len(rows) == len(np.unique(rows)) == 48


def test_any_stage_can_be_had_again_without_the_ones_before(images):
    one, other = Batches(images, 8, seed=3), Batches(images, 8, seed=3)
    list(one.stage(0))
    for a, b in zip(one.stage(4), other.stage(4), strict=True):
        assert torch.equal(a, b)
    assert not torch.equal(next(one.stage(0)), next(one.stage(1)))


def test_a_stage_of_some_batches_goes_on_where_the_last_one_ended(images):
    whole, parts = Batches(images, 8), Batches(images, 8, per_stage=4)
    joined = [x for stage in range(3) for x in parts.stage(stage)]
    wanted = [x for stage in range(2) for x in whole.stage(stage)]
    for a, b in zip(joined, wanted, strict=True):
        assert torch.equal(a, b)


def test_fewer_rows_than_a_batch_make_one_batch(images):
    assert [len(x) for x in Batches(images[:5], 8).stage(0)] == [5]
