"""The fully connected autoencoder of the latent-activity study."""

import math

import pytest
import torch
from hdvis_zoo import MLPVAE, parameters
from torch import nn


def counts(model):
    encoder = sum(map(parameters, (model.encoder, model.mean, model.logvar)))
    decoder = parameters(model.decoder) + parameters(model.output)
    return encoder, decoder


def test_parameter_counts_with_twenty_latents():
    bernoulli = MLPVAE(20)
    assert counts(bernoulli) == (205_240, 201_984)
    assert parameters(bernoulli) == 205_240 + 201_984
    gaussian = MLPVAE(20, likelihood="gaussian")
    assert parameters(gaussian) - parameters(bernoulli) == 157_584


def test_batch_norm_stands_before_each_activation_and_its_shift_replaces_the_bias():
    model = MLPVAE(5, batch_norm=True)
    for part in (model.encoder, model.decoder):
        kinds = [type(layer) for layer in part]
        assert kinds == [nn.Linear, nn.BatchNorm1d, nn.Softplus] * 2
        assert all(layer.bias is None for layer in part if isinstance(layer, nn.Linear))
    for layer in (model.mean, model.logvar, model.output):
        assert isinstance(layer, nn.Linear)
        assert layer.bias is not None


def test_the_bernoulli_likelihood_is_the_cross_entropy():
    model, x = MLPVAE(3, (4, 4, 1), hidden=8), (torch.rand(6, 1, 4, 4) > 0.5).float()
    z = torch.randn(6, 3)
    y = model.decode(z)
    by_hand = (x * torch.log(y) + (1 - x) * torch.log(1 - y)).flatten(1).sum(1)
    torch.testing.assert_close(model.log_prob(x, z), by_hand, rtol=1e-4, atol=1e-4)


def test_the_gaussian_likelihood_has_a_sigmoid_mean_and_a_tanh_log_variance():
    model, x = MLPVAE(3, (4, 4, 1), hidden=8, likelihood="gaussian"), torch.rand(6, 1, 4, 4)
    z = torch.randn(6, 3)
    h = model.decoder(z)
    mean = torch.sigmoid(h @ model.output.weight.T + model.output.bias)
    logvar = torch.tanh(h @ model.output_logvar.weight.T + model.output_logvar.bias)
    normal = torch.distributions.Normal(mean, torch.exp(logvar / 2))
    by_hand = normal.log_prob(x.flatten(1)).sum(1)
    torch.testing.assert_close(model.log_prob(x, z), by_hand, rtol=1e-4, atol=1e-4)


def test_hidden_units_are_softplus():
    model, x = MLPVAE(2, (4, 4, 1), hidden=8), torch.rand(5, 1, 4, 4)
    first, _, second, _ = model.encoder
    once = torch.log1p(torch.exp(first(x.flatten(1))))
    twice = torch.log1p(torch.exp(second(once)))
    torch.testing.assert_close(model.encode(x)[0], model.mean(twice))


def test_literal_heads_are_bounded():
    mean, logvar = MLPVAE(2, heads="literal").encode(10 * torch.randn(50, 1, 28, 28))
    assert 0 <= mean.min() <= mean.max() <= 1
    assert logvar.abs().max() <= 1


def test_first_weights_have_the_variance_of_glorot():
    torch.manual_seed(0)
    model = MLPVAE(20)
    layer = model.encoder[0]
    assert math.isclose(layer.weight.var().item(), 2 / (784 + 200), rel_tol=0.03)
    assert layer.bias.abs().max() == 0


def test_unknown_options_are_refused():
    with pytest.raises(ValueError, match="got 'poisson'"):
        MLPVAE(2, likelihood="poisson")
    with pytest.raises(ValueError, match="got 'odd'"):
        MLPVAE(2, heads="odd")
