"""Projection finds latents whose pictures come close, the same way each time."""

import numpy as np
import pytest
import torch
from models.toys import ToyStyle, ToyVAE, tagged
from torch import nn

from hdvis.errors import Cancelled, ModelError
from hdvis.models import Engine, LatentModel, Projector, adapt, pixel_loss, project


@pytest.fixture(scope="module")
def vae():
    return adapt(ToyVAE().eval(), latent=10, encode=None)


@pytest.fixture(scope="module")
def style():
    return adapt(ToyStyle())


def test_the_loss_falls_a_hundredfold_on_the_models_own_pictures(vae):
    target = vae.decode(vae.latent.sample(3, seed=5))
    found = project(vae, target, steps=250)
    assert (found.gain >= 100).all()
    assert found.loss == "multi-scale (not LPIPS)"
    assert found.losses.shape == (251, 3)
    assert np.abs(vae.decode(found.latents) - target).mean() < 0.1 * np.abs(target - 0.5).mean()


@pytest.mark.parametrize("space", ["z", "w", "w+"])
def test_a_style_generator_is_projected_into_each_of_its_spaces(style, space):
    truth = style.in_space(space)
    z = truth.latent.sample(2, seed=4)
    found = project(style, truth.decode(z), space=space, steps=300)
    assert found.space == space
    assert found.latents.shape == z.shape
    assert (found.gain >= 100).all()


def test_a_linear_decoder_gives_the_least_squares_solution(rng):
    layer = nn.Linear(4, 12)
    adapter = adapt(layer, latent=4)
    target = rng.standard_normal((3, 12)).astype(np.float32)
    weight, bias = (p.detach().numpy().astype(np.float64) for p in layer.parameters())
    expected = np.linalg.lstsq(weight, (target - bias).T, rcond=None)[0].T
    found = project(adapter, target, loss=pixel_loss(), steps=600)
    np.testing.assert_allclose(found.latents, expected, atol=2e-3)


def test_the_same_seed_walks_the_same_path(style):
    target = style.decode(style.latent.sample(1, seed=1))
    first, second, other = (project(style, target, steps=40, seed=seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first.path, second.path)
    assert not np.array_equal(first.path, other.path)


def test_the_path_starts_at_the_mean_and_ends_at_the_answer(vae):
    seen = []
    target = vae.decode(vae.latent.sample(2))
    found = project(vae, target, steps=30, frames=4, callback=lambda step, z: seen.append(step))
    assert seen == [10, 20, 30]
    assert found.path.shape == (4, 2, 10)
    assert (found.path[0] == 0).all()
    np.testing.assert_array_equal(found.path[-1], found.latents)
    assert found.finished


def test_cancelling_keeps_the_path_so_far(vae):
    def checkpoint(share):
        if share >= 0.5:
            raise Cancelled

    target = vae.decode(vae.latent.sample(1))
    found = project(vae, target, steps=40, frames=41, checkpoint=checkpoint)
    assert not found.finished
    assert len(found.path) == 21
    np.testing.assert_array_equal(found.path[-1], found.latents)


def test_the_model_itself_is_left_alone(vae):
    before = {name: t.clone() for name, t in vae.module.state_dict().items()}
    project(vae, vae.decode(vae.latent.sample(1)), steps=5)
    assert all(torch.equal(t, before[name]) for name, t in vae.module.state_dict().items())
    assert all(p.grad is None and p.requires_grad for p in vae.module.parameters())


def test_projection_starts_where_it_is_told(vae):
    start = vae.latent.sample(2, seed=9)
    target = vae.decode(start)
    np.testing.assert_array_equal(project(vae, target, init=start, steps=1).path[0], start)
    random = project(vae, target, init="random", steps=1, seed=3).path[0]
    np.testing.assert_array_equal(random, vae.latent.sample(2, seed=3))
    whole = adapt(ToyVAE().eval(), latent=10)
    encoded = project(whole, target, init="encode", steps=1).path[0]
    np.testing.assert_allclose(encoded, whole.encode(target).mean, atol=1e-6)
    with pytest.raises(ModelError, match="init='middle', expected mean, random, encode"):
        project(vae, target, init="middle")


def test_a_projector_is_an_encoder_for_a_generator(style):
    projector = Projector(style, steps=20)
    assert projector.capabilities == style.capabilities | {"encode"}
    target = style.decode(style.latent.sample(1))
    np.testing.assert_array_equal(
        projector.encode(target).mean, project(style, target, steps=20).latents
    )
    z = style.extra_spaces["z"].sample(1)
    np.testing.assert_array_equal(projector.map(z, "z", "w"), style.map(z, "z", "w"))


def test_what_gives_no_gradients_cannot_be_projected_into():
    for call in (lambda: project(tagged(), np.zeros((1, 3))), lambda: Projector(tagged())):
        with pytest.raises(ModelError, match="gives no gradients"):
            call()


def test_a_projector_encodes_but_not_at_once(vae):
    with Engine(Projector(vae), explore=False) as engine:
        model = LatentModel(engine)
        assert model.why_not("encode") == ""
        assert model.can_at_once("decode")
        assert not model.can_at_once("encode")
