"""Densities and divergences agree with torch's own."""

import torch
from hdvis_zoo.objectives.gaussian import kl_to_prior, log_normal, log_prior
from torch.distributions import Normal, kl_divergence


def test_densities_and_divergence_are_those_of_torch():
    torch.manual_seed(0)
    z, mean, logvar = torch.randn(3, 20, 4, dtype=torch.float64)
    q, p = Normal(mean, torch.exp(logvar / 2)), Normal(0.0, 1.0)
    torch.testing.assert_close(log_normal(z, mean, logvar), q.log_prob(z))
    torch.testing.assert_close(log_prior(z), p.log_prob(z))
    torch.testing.assert_close(kl_to_prior(mean, logvar), kl_divergence(q, p))
