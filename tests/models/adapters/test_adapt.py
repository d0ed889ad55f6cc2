"""Whatever the user has becomes an adapter in a line, and what it cannot do is said."""

import copy
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from models.asking import decoded
from models.toys import ToyVAE, pictures
from torch import nn

from hdvis.errors import ModelError
from hdvis.models import Curve, Engine, FunctionAdapter, LatentSpec, OutputSpec, Scalars, adapt


class Tuples(nn.Module):
    """Encode gives (mean, spread); decode gives logits of 8×8 pictures."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(1)
        self.latent_dim = 4
        self.inner, self.outer = nn.Linear(64, 8), nn.Linear(4, 64)

    def encode(self, x):
        both = self.inner(x.flatten(1))
        return both[:, :4], both[:, 4:]

    def decode(self, z):
        return self.outer(z).reshape(-1, 1, 8, 8)


def test_a_module_with_methods_needs_no_hints():
    model = Tuples().eval()
    adapter = adapt(model, value_range=(0.0, 1.0))
    x = pictures(3)[:, :8, :8]
    assert adapter.latent.shape == (4,)
    assert (adapter.output.kind, adapter.output.shape) == ("image", (1, 8, 8))
    assert adapter.capabilities == {"decode", "encode", "gradients"}
    posterior = adapter.encode(x)
    with torch.no_grad():
        mean, logvar = model.encode(torch.from_numpy(x / 255.0).float())
    np.testing.assert_allclose(posterior.mean, mean.numpy(), atol=1e-6)
    np.testing.assert_allclose(posterior.logvar, logvar.numpy(), atol=1e-6)


def test_logits_are_shown_as_probabilities():
    model = Tuples().eval()
    z = adapt(model, logits=True).latent.sample(2)
    with torch.no_grad():
        expected = torch.sigmoid(model.decode(torch.from_numpy(z))).numpy()
    for hint in ({"logits": True}, {"output": "logits"}):
        adapter = adapt(model, **hint)
        np.testing.assert_allclose(adapter.values(z), expected, atol=1e-6)
        assert adapter.output.value_range == (0.0, 1.0)


def test_parts_may_be_named_given_or_called():
    model = ToyVAE().eval()
    z = adapt(model, latent=10).latent.sample(2)
    expected = model.decoder(torch.from_numpy(z)).detach().numpy()
    for decode in ("decoder", model.decoder, lambda z: model.decoder(z)):
        np.testing.assert_allclose(adapt(model, latent=10, decode=decode).decode(z), expected)
    assert "encode" not in adapt(model, latent=10, encode=None).capabilities


def test_a_sequential_generator_is_its_own_decoder():
    adapter = adapt(nn.Sequential(nn.Linear(6, 32), nn.Tanh(), nn.Linear(32, 5)))
    assert adapter.latent.shape == (6,)
    assert adapter.output.kind == "scalars"
    assert "encode" not in adapter.capabilities
    assert "no encoder" in adapter.why_not("encode")
    assert adapter.why_not("decode") == ""


def test_a_deterministic_autoencoder_has_no_spread():
    model = nn.Module()
    model.encoder, model.decoder = nn.Linear(16, 3), nn.Linear(3, 16)
    adapter = adapt(model, image_shape=(4, 4), input_shape=(16,))
    posterior = adapter.encode(np.zeros((2, 4, 4), np.float32))
    assert posterior.logvar is None
    assert posterior.std is None
    np.testing.assert_array_equal(posterior.sample(seed=1), posterior.mean)


def test_two_functions_are_a_model():
    matrix = np.random.default_rng(0).random((3, 12)).astype(np.float32)
    adapter = adapt(
        decode=lambda z: z @ matrix, encode=lambda x: x @ matrix.T, latent=3, name="linear"
    )
    z = adapter.latent.sample(4)
    np.testing.assert_allclose(adapter.decode(z), z @ matrix, rtol=1e-6)
    assert adapter.encode(z @ matrix).mean.shape == (4, 3)
    assert adapter.capabilities == {"decode", "encode"}
    assert "no gradients" in adapter.why_not("gradients")


def test_an_object_with_methods_and_a_bare_function_work_too():
    thing = SimpleNamespace(decode=lambda z: z * 2, encode=lambda x: x / 2)
    assert adapt(thing, latent=2).capabilities == {"decode", "encode"}
    assert adapt(np.sin, latent=2).decode(np.zeros((1, 2))).shape == (1, 2)


@pytest.mark.parametrize(
    ("output", "shape"),
    [
        (Curve(np.linspace(0, 1, 20)), (20,)),
        (Curve(np.linspace(0, 1, 10), names=("a", "b")), (2, 10)),
        (Scalars(tuple("abcdefghijklmnopqrst")), (20,)),
        (OutputSpec("array"), (20,)),
        (OutputSpec("image", (4, 5), (0.0, 1.0), "HW"), (4, 5)),
    ],
)
def test_outputs_may_be_curves_scalars_arrays_and_pictures(output, shape):
    adapter = adapt(nn.Linear(3, 20), output=output)
    assert adapter.output.kind == output.kind
    assert adapter.values(adapter.latent.sample(2)).shape == (2, *shape)


def test_plugins_are_asked_first_and_the_first_answer_wins():
    mine = FunctionAdapter(np.negative, LatentSpec((2,)), OutputSpec("scalars", (2,)), name="mine")
    found = adapt(np.sin, latent=2, adapters=(lambda obj: None, lambda obj: mine))
    assert found is mine


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: adapt(object()), r"got a object, expected a torch module"),
        (lambda: adapt(), r"got no model"),
        (lambda: adapt(np.sin), r"latent=10"),
        (lambda: adapt(ToyVAE(), latnet=3), r"hint 'latnet' .*latent"),
        (lambda: adapt(nn.Conv2d(3, 3, 1)), r"latent size is not to be seen"),
        (lambda: adapt(ToyVAE(), decode="nope", latent=10), r"the part 'nope'.*encoder, decoder"),
        (lambda: adapt(ToyVAE(), latent=10, split="halvs"), r"split='halvs', expected one of"),
        (lambda: adapt(ToyVAE(), latent=10, variance="sd"), r"variance='sd', expected one of"),
    ],
)
def test_what_cannot_be_adapted_is_said(call, words):
    with pytest.raises(ModelError, match=words):
        call()


# Real-shaped stand-ins: the packages themselves are no dependency of the tests.


class StandInKL(nn.Module):
    """The shape of diffusers.AutoencoderKL: encode().latent_dist, decode().sample, config."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(2)
        self.config = SimpleNamespace(
            latent_channels=4, block_out_channels=(8, 8, 8), sample_size=32,
            scaling_factor=0.18215, shift_factor=None,
        )  # fmt: skip
        self.down, self.up = nn.Conv2d(3, 8, 4, 4), nn.ConvTranspose2d(4, 3, 4, 4)
        self.slicing = False

    def encode(self, x):
        mean, logvar = self.down(x).chunk(2, dim=1)
        mode = SimpleNamespace(mode=lambda: mean, logvar=logvar, sample=lambda: 1 / 0)
        return SimpleNamespace(latent_dist=mode)

    def decode(self, z):
        return SimpleNamespace(sample=torch.tanh(self.up(z)))

    def enable_slicing(self):
        self.slicing = True


def test_diffusers_autoencoders_keep_raw_spatial_latents():
    model = StandInKL()
    adapter = adapt(model)
    assert adapter.latent.shape == (4, 8, 8)
    assert (adapter.latent.units, adapter.latent.scale) == ("raw", 0.18215)
    assert adapter.output.value_range == (-1.0, 1.0)
    x = np.random.default_rng(0).integers(0, 256, (2, 32, 32, 3), dtype=np.uint8)
    posterior = adapter.encode(x)
    scaled = torch.from_numpy(np.moveaxis(x, -1, 1) / 127.5 - 1).float()
    expected = model.encode(scaled).latent_dist.mode().detach().numpy()
    np.testing.assert_allclose(posterior.mean, expected, atol=1e-5)
    assert adapter.save_memory()
    assert model.slicing
    assert not adapter.save_memory()


def test_draws_lie_where_pipelines_draw_them():
    model = StandInKL()
    model.config.scaling_factor, model.config.shift_factor = 0.3611, 0.1159  # FLUX
    z = adapt(model).latent.sample(500)
    assert z.mean() == pytest.approx(0.1159, abs=0.05)
    assert z.std() == pytest.approx(1 / 0.3611, rel=0.05)
    model.config.scaling_factor = model.config.shift_factor = None
    model.config.latents_mean, model.config.latents_std = [0, 1, -2, 3], [1, 2, 3, 0.5]
    z = adapt(model).latent.sample(500)
    np.testing.assert_allclose(z.mean(axis=(0, 2, 3)), [0, 1, -2, 3], atol=0.1)
    np.testing.assert_allclose(z.std(axis=(0, 2, 3)), [1, 2, 3, 0.5], rtol=0.05)
    model.config.latents_mean = [0, 1]
    with pytest.raises(ModelError, match="latents_mean: got 2 numbers, expected one for each of 4"):
        adapt(model)


class StandInPythae(nn.Module):
    """The shape of a pythae model: encoder and decoder with dict-like outputs, model_config."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(4)
        self.model_config = SimpleNamespace(latent_dim=3, input_dim=(1, 6, 6))
        self.encoder, self.decoder = _PythaeEncoder(), _PythaeDecoder()


class _PythaeEncoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.mean, self.spread = nn.Linear(36, 3), nn.Linear(36, 3)

    def forward(self, x):
        flat = x.reshape(len(x), -1)
        return {"embedding": self.mean(flat), "log_covariance": self.spread(flat)}


class _PythaeDecoder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = nn.Linear(3, 36)

    def forward(self, z):
        return {"reconstruction": torch.sigmoid(self.layer(z)).reshape(-1, 1, 6, 6)}


def test_pythae_models_are_asked_through_their_parts():
    model = StandInPythae()
    adapter = adapt(model)
    assert adapter.latent.shape == (3,)
    assert (adapter.output.shape, adapter.output.value_range) == ((1, 6, 6), (0.0, 1.0))
    x = torch.rand(2, 1, 6, 6)
    posterior = adapter.encode(x.numpy())
    np.testing.assert_allclose(
        posterior.logvar, model.encoder(x)["log_covariance"].detach().numpy(), atol=1e-6
    )


def test_the_fingerprint_follows_the_weights():
    model = ToyVAE()
    same, other = copy.deepcopy(model), ToyVAE(seed=1)
    prints = [adapt(m, latent=10).fingerprint() for m in (model, same, other)]
    assert prints[0] == prints[1] != prints[2]
    assert adapt(model, latent=10, logits=True).fingerprint() != prints[0]


def test_pixels_of_any_number_of_latents_are_those_of_the_engine():
    adapter = adapt(Tuples().eval(), value_range=(0.0, 1.0), logits=True)
    z = adapter.latent.sample(130)
    with Engine(adapter, explore=False) as engine:
        expected = decoded(engine, z[100:130]).pixels
    made = adapter.pixels(z)
    assert (made.shape, made.dtype) == ((130, 8, 8, 1), np.uint8)
    assert np.abs(made[100:].astype(int) - expected.astype(int)).max() <= 1
    curves = adapt(decode=lambda z: z, latent=4, output=Curve(np.arange(4)))
    with pytest.raises(ModelError, match="kind curve"):
        curves.pixels(z)
