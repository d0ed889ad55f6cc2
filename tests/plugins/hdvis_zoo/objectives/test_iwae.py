"""The importance-weighted bound."""

import math

import pytest
import torch
from hdvis_zoo import IWAE, MLPVAE
from hdvis_zoo.objectives import bound, log_weights
from torch.distributions import Normal


@pytest.fixture
def model():
    torch.manual_seed(3)
    return MLPVAE(3, (4, 4, 1), hidden=16).eval()


@pytest.fixture
def x():
    return (torch.rand(40, 1, 4, 4, generator=torch.Generator().manual_seed(4)) > 0.5).float()


def by_hand(model, x, eps, warmth):
    mean, logvar = model.encode(x)
    z = mean + eps * torch.exp(logvar / 2)
    prior = Normal(0.0, 1.0).log_prob(z).sum(1)
    posterior = Normal(mean, torch.exp(logvar / 2)).log_prob(z).sum(1)
    return model.log_prob(x, z) + warmth * (prior - posterior)


@pytest.mark.parametrize("warmth", [1.0, 0.3])
def test_log_weights_are_joint_over_posterior(model, x, warmth):
    eps = torch.randn(5, 40, 3)
    weights = log_weights(model, x, 5, warmth, eps)
    wanted = torch.stack([by_hand(model, x, one, warmth) for one in eps])
    torch.testing.assert_close(weights, wanted, rtol=1e-4, atol=1e-4)


def test_one_draw_is_the_variational_bound(model, x):
    torch.manual_seed(5)
    terms = IWAE(1)(model, x)
    torch.manual_seed(5)
    eps = torch.randn(1, 40, 3)
    torch.testing.assert_close(terms.loss, -by_hand(model, x, eps[0], 1.0).mean())
    torch.testing.assert_close(terms.parts["bound"], terms.parts["bound_k1"])


def test_the_bound_is_the_log_of_the_mean_weight():
    weights = torch.log(torch.tensor([[1.0, 2.0], [3.0, 8.0]]))
    torch.testing.assert_close(bound(weights), torch.log(torch.tensor([2.0, 5.0])))
    assert torch.isfinite(bound(torch.full((5, 1), -2000.0))).all()


def test_more_draws_never_lower_the_bound_on_one_model(model, x):
    torch.manual_seed(6)
    weights = log_weights(model, x, 600, eps=torch.randn(600, 40, 3))
    means = [
        torch.stack([bound(group) for group in weights.split(k)]).mean().item() for k in (1, 5, 50)
    ]
    assert means[0] < means[1] < means[2]
    assert math.isclose(means[0], weights.mean().item(), rel_tol=1e-4)
