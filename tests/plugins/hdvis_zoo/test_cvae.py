"""The CVAE of the three-data-set comparison, to the last parameter."""

import pytest
import torch
from hdvis_zoo import CVAE, parameters


@pytest.mark.parametrize(
    ("shape", "encoder", "decoder"),
    [((28, 28, 1), 28_036, 41_953), ((32, 32, 3), 31_940, 43_971), ((32, 32, 1), 31_364, 43_393)],
)
def test_parameter_counts_are_those_of_the_tutorial(shape, encoder, decoder):
    model = CVAE(latent_dim=2, input_shape=shape)
    assert parameters(model.encoder) == encoder
    assert parameters(model.decoder) == decoder
    assert parameters(model) == encoder + decoder


@pytest.mark.parametrize("shape", [(28, 28, 1), (32, 32, 3), (8, 12, 1)])
def test_pictures_come_back_in_their_shape(shape):
    model = CVAE(2, shape)
    h, w, c = shape
    mean, logvar = model.encode(torch.rand(3, c, h, w))
    assert mean.shape == logvar.shape == (3, 2)
    assert model.decode(mean).shape == (3, c, h, w)


def test_the_encoder_gives_the_mean_first_and_then_the_log_variance():
    model, x = CVAE(2), torch.rand(4, 1, 28, 28)
    whole = model.encoder(x)
    mean, logvar = model.encode(x)
    assert torch.equal(torch.cat([mean, logvar], 1), whole)


def test_sample_draws_a_hundred_pictures_by_default():
    assert CVAE(2, (8, 8, 1)).sample().shape == (100, 1, 8, 8)


def test_logits_become_probabilities_on_request():
    model, z = CVAE(2, (8, 8, 1)), torch.randn(5, 2)
    logits = model.decode(z, apply_sigmoid=False)
    torch.testing.assert_close(model.decode(z), 1 / (1 + torch.exp(-logits)))


def test_sides_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="got 30×28"):
        CVAE(2, (30, 28, 1))
