"""The zoo's networks as hdvis drives them."""

import numpy as np
import pytest
import torch
from hdvis_zoo import CVAE, MLPVAE, ConvVAE, ZooAutoencoder, adapt_zoo, save_model
from torch.distributions import Normal, kl_divergence

from hdvis.hooks import Catalog, create_manager
from hdvis.models import Engine, LatentModel

MODELS = {
    "ConvVAE": lambda: ConvVAE(3, (16, 32, 3), width=2),
    "CVAE": lambda: CVAE(3, (8, 8, 1)),
    "MLPVAE": lambda: MLPVAE(3, (4, 6, 1), hidden=8),
}


@pytest.mark.parametrize("name", MODELS)
def test_encoding_and_decoding_are_those_of_the_network(name, rng):
    model = MODELS[name]().eval()
    h, w, c = model.input_shape
    adapter = adapt_zoo(model)
    images = rng.integers(0, 256, (5, h, w, c), dtype=np.uint8)
    x = torch.from_numpy(images).permute(0, 3, 1, 2) / 255.0
    with torch.no_grad():
        mean, logvar = model.encode(x)
        pictures = model.decode(mean)
    found = adapter.encode(images)
    np.testing.assert_allclose(found.mean, mean, atol=1e-5)
    np.testing.assert_allclose(found.logvar, logvar, atol=1e-5)
    np.testing.assert_allclose(adapter.values(found.mean), pictures, atol=1e-5)
    assert adapter.output.image_shape == (h, w, c)


def test_likelihoods_and_loss_terms_are_in_nats(rng):
    model = CVAE(3, (8, 8, 1)).eval()
    adapter = ZooAutoencoder(model)
    assert {"likelihood", "loss", "encode", "gradients"} <= adapter.capabilities
    x = rng.random((5, 1, 8, 8), dtype=np.float32)
    z = rng.standard_normal((5, 3), dtype=np.float32)
    with torch.no_grad():
        y = model.decode(torch.from_numpy(z)).numpy()
        mean, logvar = model.encode(torch.from_numpy(x))
        kl = kl_divergence(Normal(mean, torch.exp(logvar / 2)), Normal(0.0, 1.0)).sum(1)
    by_hand = (x * np.log(y) + (1 - x) * np.log1p(-y)).sum((1, 2, 3))
    np.testing.assert_allclose(adapter.log_prob(x, z), by_hand, rtol=1e-4)
    terms = adapter.loss_terms(x)
    np.testing.assert_allclose(terms["kl"], kl, rtol=1e-4)
    np.testing.assert_allclose(
        terms["reconstruction"], -adapter.log_prob(x, mean.numpy()), rtol=1e-4
    )


def test_the_plugin_adapts_networks_and_their_files_and_nothing_else(tmp_path):
    catalog = Catalog.of(create_manager())
    save_model(tmp_path / "m.safetensors", CVAE(4, (8, 8, 1)))
    assert catalog.adapt_model(tmp_path / "m.safetensors").latent.shape == (4,)
    assert isinstance(catalog.adapt_model(CVAE(2, (8, 8, 1))), ZooAutoencoder)
    for other in (tmp_path, tmp_path / "none.safetensors", torch.nn.Linear(2, 2), 3):
        assert catalog.adapt_model(other) is None


def test_the_engine_decodes_what_the_network_decodes(rng):
    model = ConvVAE(3, (16, 16, 3), width=4).eval()
    z = rng.standard_normal((7, 3), dtype=np.float32)
    images = LatentModel(Engine(adapt_zoo(model))).render(z)
    with torch.no_grad():
        wanted = model.decode(torch.from_numpy(z)).permute(0, 2, 3, 1).numpy() * 255
    assert np.abs(images.astype(float) - wanted).max() <= 1.5
