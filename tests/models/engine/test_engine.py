"""The engine decodes lists of requests together, gives each its own, and knows what it decoded."""

import numpy as np
import pytest
import torch
from models.asking import decoded
from models.toys import ToyStyle, ToyVAE, tagged
from torch import nn

from hdvis.errors import Cancelled, ModelError
from hdvis.models import Engine, FunctionAdapter, LatentSpec, OutputSpec, adapt
from hdvis.models.engine.requests import DecodeRequest


def scalars(decode, width=2) -> FunctionAdapter:
    latent, output = LatentSpec((width,)), OutputSpec("scalars", (width,))
    return FunctionAdapter(decode, latent, output, version="1")


def counting(width=2):
    """An engine whose decoder gives its latents back, and the sizes of its calls."""
    sizes = []

    def decode(z):
        sizes.append(len(z))
        return z.copy()

    return Engine(scalars(decode, width)), sizes


def test_one_call_answers_all_and_gives_each_its_own():
    engine, sizes = counting()
    asked = [100 * i + np.arange(2 * i, dtype=np.float32).reshape(i, 2) for i in range(1, 6)]
    answers = engine.decode([DecodeRequest(z) for z in asked])
    for z, answer in zip(asked, answers, strict=True):
        np.testing.assert_array_equal(answer.values, z)
    assert sizes == [15]


def test_what_was_decoded_is_not_decoded_again():
    engine, sizes = counting()
    z = np.arange(8, dtype=np.float32).reshape(4, 2)
    decoded(engine, z)
    again = decoded(engine, np.concatenate([z[2:], z[2:] + 50]))
    np.testing.assert_array_equal(again.values, np.concatenate([z[2:], z[2:] + 50]))
    assert sizes == [4, 2]
    assert engine.cache.hits == 2
    engine.refresh()
    decoded(engine, z)
    assert sizes == [4, 2, 4]


def test_one_bad_latent_costs_its_neighbours_nothing():
    def decode(z):
        if (z > 5).any():
            raise ValueError("too far")
        return z.copy()

    engine = Engine(scalars(decode))
    requests = [DecodeRequest(np.full((1, 2), value, np.float32)) for value in (1, 9, 2)]
    good, bad, also = engine.decode(requests)
    assert good.good
    assert also.good
    assert isinstance(bad, ModelError)
    assert "too far" in str(bad)


def test_a_width_that_does_not_fit_is_said_and_not_held_against_the_model():
    engine, sizes = counting()
    wrong, right = DecodeRequest(np.zeros((2, 7), np.float32)), DecodeRequest(np.zeros((1, 2)))
    for _ in range(4):
        refused, answered = engine.decode([wrong, right])
        assert refused.code == "HDV-M8"
        assert answered.good
    assert sizes == [1]


def test_pictures_are_uint8_in_rows_columns_and_channels():
    model = ToyVAE().eval()
    engine = Engine(adapt(model, latent=10), device="cpu", explore=False)
    z = engine.adapter.latent.sample(5)
    found = decoded(engine, z)
    expected = model.decoder(torch.from_numpy(z)).detach().numpy()[:, 0, :, :, None]
    assert found.pixels.dtype == np.uint8
    assert np.abs(found.pixels - 255 * expected).max() <= 0.5 + 1e-3
    assert found.values is None


def test_deterministic_floats_do_not_depend_on_the_batch():
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(10, 256), nn.Tanh(), nn.Linear(256, 40))
    adapter = adapt(net, output=OutputSpec("array"))
    z = adapter.latent.sample(41)
    engine = Engine(adapter, deterministic=True, cache_bytes=0)
    whole = decoded(engine, z).values
    for i in (0, 7, 40):
        alone = decoded(engine, z[i : i + 1])
        np.testing.assert_array_equal(alone.values[0], whole[i])
    assert alone.variant == "eager, deterministic"
    assert engine.unmeasured(41) is None
    assert engine.variants == []


def test_a_closed_engine_answers_nobody_and_measures_nothing_more():
    engine = Engine(adapt(ToyVAE(), latent=10), device="cpu")
    decoded(engine, engine.adapter.latent.sample(3))
    steps = engine.unmeasured(3)
    next(steps)
    engine.close()
    assert list(steps) == []
    with pytest.raises(Cancelled):
        decoded(engine, engine.adapter.latent.sample(1))


def test_a_latent_of_another_space_is_carried_over():
    adapter = adapt(ToyStyle())
    engine = Engine(adapter, explore=False)
    z = adapter.extra_spaces["z"].sample(2)
    from_z, from_w = decoded(engine, z, "z"), decoded(engine, adapter.map(z, "z", "w+"))
    np.testing.assert_array_equal(from_z.pixels, from_w.pixels)
    assert from_z.latents.shape == (2, 4, 8)


def test_rows_that_are_not_finite_are_counted_and_not_kept():
    engine = Engine(scalars(lambda z: np.where(z > 5, np.nan, z)))
    for _ in range(2):
        found = decoded(engine, [[1, 2], [9, 2]])
        assert found.nonfinite.tolist() == [0.0, 0.5]
        assert found.warning == "HDV-M9: 25% non-finite"
    assert engine.cache.hits == 1


def test_what_the_decoder_does_to_its_input_harms_nobody():
    def decode(z):
        z += 1
        return z

    engine = Engine(scalars(decode))
    z = np.zeros((1, 2), np.float32)
    assert (decoded(engine, z).values == 1).all()
    assert (z == 0).all()


def test_random_pictures_are_not_kept():
    draw = np.random.default_rng(0)
    engine = Engine(adapt(scalars(lambda z: z + draw.random())))
    assert not np.array_equal(decoded(engine, [[0, 0]]).values, decoded(engine, [[0, 0]]).values)


def test_engines_have_no_threads():
    import threading

    before = set(threading.enumerate())
    decoded(Engine(tagged()), np.zeros((1, 3)))
    assert set(threading.enumerate()) == before
