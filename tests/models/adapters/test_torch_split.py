"""Mean and spread come out of every way of laying them out, and mean the same."""

import numpy as np
import pytest
import torch

from hdvis.errors import ModelError
from hdvis.models import LatentSpec
from hdvis.models.adapters.torch_split import posterior_of

MEAN = torch.arange(6.0).reshape(2, 3)
LOGVAR = torch.linspace(-2, 1, 6).reshape(2, 3)
LATENT = LatentSpec((3,))


def interleaved() -> torch.Tensor:
    return torch.stack([MEAN, LOGVAR], dim=-1).reshape(2, 6)


@pytest.mark.parametrize(
    ("given", "split"),
    [
        ((MEAN, LOGVAR), "auto"),
        ((MEAN, LOGVAR, "more"), "tuple"),
        (torch.cat([MEAN, LOGVAR], dim=1), "auto"),
        (torch.cat([MEAN, LOGVAR], dim=1), "halves"),
        (interleaved(), "interleaved"),
        ({"mu": MEAN, "logvar": LOGVAR}, "auto"),
        ({"embedding": MEAN, "log_covariance": LOGVAR}, "auto"),
        ({"a": MEAN, "b": LOGVAR}, lambda given: (given["a"], given["b"])),
        ((MEAN.reshape(2, 3, 1, 1), LOGVAR.reshape(2, 3, 1, 1)), "auto"),
    ],
)
def test_every_layout_gives_the_same_posterior(given, split):
    posterior = posterior_of(given, LATENT, split, "logvar", "vae")
    np.testing.assert_array_equal(posterior.mean, MEAN.numpy())
    np.testing.assert_allclose(posterior.logvar, LOGVAR.numpy())


@pytest.mark.parametrize(
    ("variance", "spread"),
    [
        ("logvar", LOGVAR),
        ("logstd", LOGVAR / 2),
        ("std", (LOGVAR / 2).exp()),
        ("var", LOGVAR.exp()),
    ],
)
def test_every_spread_gives_the_same_std(variance, spread):
    posterior = posterior_of((MEAN, spread), LATENT, "auto", variance, "vae")
    np.testing.assert_allclose(posterior.std, np.exp(LOGVAR.numpy() / 2), rtol=1e-6)


def test_a_bare_mean_has_no_spread():
    assert posterior_of(MEAN, LATENT, "auto", "logvar", "ae").logvar is None


@pytest.mark.parametrize("given", [torch.zeros(2, 5), {"other": MEAN}, ("a", "b")])
def test_anything_else_is_refused_in_words(given):
    with pytest.raises(ModelError, match=r"ae: encoder gave .*expected \(n, 3\)") as caught:
        posterior_of(given, LATENT, "auto", "logvar", "ae")
    assert caught.value.code == "HDV-M10"


def test_samples_do_not_depend_on_the_batch():
    posterior = posterior_of((MEAN, LOGVAR), LATENT, "auto", "logvar", "vae")
    alone = posterior_of((MEAN[1:], LOGVAR[1:]), LATENT, "auto", "logvar", "vae")
    np.testing.assert_array_equal(posterior.sample(7)[1:], alone.sample(7, rows=[1]))
    assert not np.array_equal(posterior.sample(7), posterior.sample(8))
