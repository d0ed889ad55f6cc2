"""Several models and the stages of their trainings are there by name, a few of them in memory."""

import gc
import weakref

import numpy as np
import pytest
from models.toys import ToyVAE, tagged

from hdvis.errors import ModelError
from hdvis.models import Engine, LatentModel, ModelTable, TorchAutoencoder, adapt
from hdvis.models.model_table import RESIDENT

Z = np.ones((2, 10), np.float32)


def staged(count=10):
    """A model with `count` stages, of which each has weights of its own."""
    adapter = adapt(ToyVAE(), latent=10)
    assert isinstance(adapter, TorchAutoencoder)
    sources = {stage: lambda stage=stage: ToyVAE(seed=stage) for stage in range(count)}
    adapter.stages = lambda: adapt.series(sources, latent=10)
    return LatentModel(Engine(adapter, explore=False))


def test_models_are_found_by_name_in_the_order_they_came():
    one, other = LatentModel(Engine(tagged())), LatentModel(Engine(tagged()))
    table = ModelTable().with_model("b", one).with_model("a", other)
    assert list(table) == ["b", "a"]
    assert table["b"] is one
    assert "c" not in table
    with pytest.raises(ModelError, match="got 'c', expected one of 'b', 'a'"):
        table["c"]
    with pytest.raises(ModelError, match="expected a text"):
        table.with_model(" ", one)


def test_a_table_is_a_value():
    one, other = LatentModel(Engine(tagged())), LatentModel(Engine(tagged()))
    before = ModelTable().with_model("a", one)
    after = before.joined(ModelTable().with_model("b", other))
    assert list(before) == ["a"]
    assert list(after) == ["a", "b"]
    assert list(after.without("a")) == ["b"]
    assert one.engine.closed
    assert not other.engine.closed


def test_each_stage_decodes_with_its_own_weights_on_the_thread_of_the_device():
    table = ModelTable().with_model("vae", staged())
    assert table.stages("vae") == tuple(range(10))
    for stage in (0, 3):
        expected = adapt(ToyVAE(seed=stage).eval(), latent=10).pixels(Z)
        model = table.at("vae", stage)
        assert np.abs(model.render(Z).astype(int) - expected).max() <= 1
        assert model.pool is table["vae"].pool
        assert table.at("vae", stage) is model


def test_stages_leave_memory_when_others_were_used_later():
    table = ModelTable().with_model("vae", staged(RESIDENT + 6))
    first, held = weakref.ref(table.at("vae", 0)), table.at("vae", 1)
    for stage in range(2, RESIDENT + 6):
        table.at("vae", stage)
    gc.collect()
    assert first() is None
    assert len(table.resident.models) == RESIDENT
    assert held.render(Z).shape == (2, 16, 16, 1)


def test_a_model_of_another_kind_in_the_same_place_takes_its_stages_along():
    table = ModelTable().with_model("vae", staged())
    old = table.at("vae", 0)
    again = table.with_model("vae", staged(3))
    assert again.stages("vae") == (0, 1, 2)
    assert again.at("vae", 0) is not old


def test_what_has_no_stages_says_so():
    table = ModelTable().with_model("toy", LatentModel(Engine(tagged())))
    assert table.stages("toy") == ()
    with pytest.raises(ModelError, match="stage '3' of 'toy', which has no stages"):
        table.at("toy", 3)
    with pytest.raises(ModelError, match="got stage '99', expected one of"):
        ModelTable().with_model("vae", staged(2)).at("vae", 99)
