"""The published weights open in three lines each and decode to what they were trained on."""

import numpy as np
import pytest
import torch
from given_networks import MLPVAE, Burgess, gan_generator
from models.asking import decoded
from models.given_weights import LeNet

from hdvis.models import Engine, Projector, adapt

VAE = "disentangling_vae/{}/model.pt"
JUDGE = "mnist_gan_vae/mnist_classifier__lenet_epoch=12_test_acc=0.991.pth"


@pytest.fixture(scope="module")
def weights(shared_data):
    return shared_data / "weights"


def digits_seen(pictures: np.ndarray, weights) -> np.ndarray:
    """The judge's confidence (B,) in its best guess for pictures (B, 28|32, 28|32, 1) uint8."""
    judge = LeNet().eval()
    judge.load_state_dict(torch.load(weights / JUDGE, weights_only=True))
    x = torch.from_numpy(pictures[..., 0] / 255.0).float()[:, None]
    if x.shape[-1] == 28:
        x = torch.nn.functional.pad(x, (2, 2, 2, 2))
    with torch.inference_mode():
        return judge(x).softmax(dim=1).max(dim=1).values.numpy()


@pytest.mark.parametrize("name", ["VAE_mnist", "btcvae_mnist"])
def test_disentangling_vae_digits_decode_and_encode(weights, name):
    path = weights / VAE.format(name)
    adapter = adapt.load(path, build=Burgess(32), split="interleaved", latent=10)
    with Engine(adapter, explore=False) as engine:
        found = decoded(engine, adapter.latent.sample(32))
    assert found.pixels.shape == (32, 32, 32, 1)
    assert np.median(digits_seen(found.pixels, weights)) > 0.7
    again = adapter.encode(found.pixels)
    assert again.mean.shape == again.logvar.shape == (32, 10)
    rebuilt = adapter.values(again.mean)
    error = np.abs(rebuilt - found.pixels[..., 0][:, None] / 255.0).mean()
    blank = np.abs(found.pixels / 255.0).mean()
    assert error < 0.35 * blank


def test_the_interleaved_split_is_what_these_weights_need(weights):
    path = weights / VAE.format("VAE_mnist")
    right, wrong = (
        adapt.load(path, build=Burgess(32), split=split, latent=10)
        for split in ("interleaved", "halves")
    )
    z = right.latent.sample(64)
    pictures = np.asarray(right.values(z))
    errors = [
        float(np.abs(a.values(a.encode(pictures).mean) - pictures).mean()) for a in (right, wrong)
    ]
    assert errors[0] < 0.5 * errors[1]


def test_sprites_are_black_and_white_shapes(weights):
    path = weights / VAE.format("btcvae_dsprites")
    adapter = adapt.load(path, build=Burgess(64), split="interleaved", latent=10)
    pictures = adapter.values(adapter.latent.sample(32))
    assert pictures.shape == (32, 1, 64, 64)
    shares = (pictures > 0.5).reshape(32, -1).mean(axis=1)
    assert 0.005 < np.median(shares) < 0.2
    assert (np.minimum(pictures, 1 - pictures) < 0.1).mean() > 0.9


def test_the_mlp_vae_takes_and_gives_flat_digits(weights):
    path = weights / "mnist_gan_vae/mnist_vae__vae_epoch_25.pth"
    adapter = adapt.load(path, build=MLPVAE, latent=20, image_shape=(28, 28), input_shape=(784,))
    with Engine(adapter, explore=False) as engine:
        found = decoded(engine, adapter.latent.sample(32))
    assert found.pixels.shape == (32, 28, 28, 1)
    assert np.median(digits_seen(found.pixels, weights)) > 0.7
    assert adapter.encode(found.pixels).mean.shape == (32, 20)


def test_the_gan_draws_digits_and_the_projector_is_its_encoder(weights):
    path = weights / "mnist_gan_vae/mnist_gan_mlp__G--300.ckpt"
    adapter = adapt.load(path, build=gan_generator, image_shape=(28, 28))
    assert adapter.latent.shape == (64,)
    assert adapter.output.value_range == (-1.0, 1.0)
    z = adapter.latent.sample(2, seed=3)
    with Engine(adapter, explore=False) as engine:
        pictures = decoded(engine, adapter.latent.sample(32)).pixels
        target = decoded(engine, z).pixels
    assert np.median(digits_seen(pictures, weights)) > 0.7
    found = Projector(adapter, steps=200).encode(target)
    rebuilt = adapter.values(found.mean)
    truth = adapter.values(z)
    assert np.abs(rebuilt - truth).mean() < 0.2 * np.abs(truth - truth.mean(axis=0)).mean() + 0.02
