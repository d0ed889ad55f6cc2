"""The evidence lower bound and the β-VAE."""

import pytest
import torch
from hdvis_zoo import ELBO, MLPVAE


@pytest.mark.parametrize(("beta", "warmth"), [(1.0, 1.0), (4.0, 1.0), (4.0, 0.25), (1.0, 0.0)])
def test_the_loss_is_minus_log_likelihood_plus_the_weighted_kl(beta, warmth):
    torch.manual_seed(0)
    model, x = MLPVAE(3, (4, 4, 1), hidden=8), torch.rand(6, 1, 4, 4)
    torch.manual_seed(1)
    terms = ELBO(beta)(model, x, warmth)
    mean, logvar = model.encode(x)
    torch.manual_seed(1)
    z = mean + torch.randn(6, 3) * torch.exp(logvar / 2)
    likelihood = model.log_prob(x, z)
    kl = 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum(1)
    torch.testing.assert_close(terms.loss, (-likelihood + warmth * beta * kl).mean())
    torch.testing.assert_close(terms.parts["bound"], (likelihood - kl).mean())
    torch.testing.assert_close(terms.parts["kl"], kl.mean())
