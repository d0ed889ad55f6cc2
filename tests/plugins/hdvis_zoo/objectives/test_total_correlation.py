"""The β-TCVAE objective and its parts."""

import math

import pytest
import torch
from hdvis_zoo import ELBO, MLPVAE, BetaTC
from hdvis_zoo.objectives import decompose
from hdvis_zoo.objectives.total_correlation import mss_log_weights
from torch.distributions import Normal


def batch(n=64, d=4):
    torch.manual_seed(0)
    mean, logvar = torch.randn(n, d, dtype=torch.float64), torch.randn(n, d, dtype=torch.float64)
    z = mean + torch.randn(n, d, dtype=torch.float64) * torch.exp(logvar / 2)
    return z, mean, logvar


@pytest.mark.parametrize("estimator", ["mws", "mss"])
def test_the_three_parts_add_up_to_the_kl_of_the_draws(estimator):
    z, mean, logvar = batch()
    parts = decompose(z, mean, logvar, 1000, estimator)
    posterior = Normal(mean, torch.exp(logvar / 2)).log_prob(z).sum(1)
    prior = Normal(0.0, 1.0).log_prob(z).sum(1)
    torch.testing.assert_close(parts.kl, posterior - prior)


def test_the_sampled_kl_is_near_the_closed_form():
    z, mean, logvar = batch(20_000)
    closed = 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum(1)
    posterior = Normal(mean, torch.exp(logvar / 2)).log_prob(z).sum(1)
    gaps = posterior - Normal(0.0, 1.0).log_prob(z).sum(1) - closed
    assert abs(gaps.mean()) < 4 * gaps.std() / math.sqrt(len(gaps))
    assert gaps.std() / math.sqrt(len(gaps)) < 0.02 * closed.mean()


def test_minibatch_weighted_parts_agree_with_sums_written_out():
    z, mean, logvar = batch(8, 2)
    parts, n = decompose(z, mean, logvar, 100), 100
    std = torch.exp(logvar / 2)
    for i in range(8):
        each = torch.stack([Normal(mean[j], std[j]).log_prob(z[i]) for j in range(8)])
        joint = torch.log(torch.exp(each.sum(1)).sum() / (8 * n))
        marginals = torch.log(torch.exp(each).sum(0) / (8 * n)).sum()
        own = each[i].sum()
        prior = Normal(0.0, 1.0).log_prob(z[i]).sum()
        torch.testing.assert_close(parts.mutual_information[i], own - joint)
        torch.testing.assert_close(parts.total_correlation[i], joint - marginals)
        torch.testing.assert_close(parts.dimension_wise_kl[i], marginals - prior)


def test_stratified_weights_sum_to_one():
    torch.testing.assert_close(mss_log_weights(16, 500).exp().sum(1), torch.ones(16))


def test_a_weight_of_one_on_the_total_correlation_is_the_plain_bound():
    torch.manual_seed(1)
    model, x = MLPVAE(3, (4, 4, 1), hidden=8), torch.rand(32, 1, 4, 4)
    torch.manual_seed(2)
    terms = BetaTC(1000, beta=1.0)(model, x)
    torch.manual_seed(2)
    plain = ELBO()(model, x)
    torch.testing.assert_close(terms.parts["reconstruction"], plain.parts["reconstruction"])
    mean, logvar = model.encode(x)
    torch.manual_seed(2)
    z = model.reparameterize(mean, logvar)
    sampled = Normal(mean, torch.exp(logvar / 2)).log_prob(z) - Normal(0.0, 1.0).log_prob(z)
    torch.testing.assert_close(terms.loss, terms.parts["reconstruction"] + sampled.sum(1).mean())


def test_only_the_total_correlation_is_weighted():
    torch.manual_seed(1)
    model, x = MLPVAE(3, (4, 4, 1), hidden=8), torch.rand(32, 1, 4, 4)
    losses = []
    for beta in (1.0, 6.0):
        torch.manual_seed(2)
        terms = BetaTC(1000, beta)(model, x)
        losses.append(terms.loss)
    torch.testing.assert_close(losses[1] - losses[0], 5 * terms.parts["total_correlation"])
