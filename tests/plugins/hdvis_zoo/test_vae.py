"""What the zoo's autoencoders share."""

import torch
from hdvis_zoo import CVAE


def test_reparameterize_is_mean_plus_eps_times_std():
    mean, logvar = torch.randn(4, 3), torch.randn(4, 3)
    draw = CVAE(3).reparameterize(mean, logvar, torch.Generator().manual_seed(1))
    eps = torch.randn(4, 3, generator=torch.Generator().manual_seed(1))
    torch.testing.assert_close(draw, mean + eps * torch.exp(logvar).sqrt())


def test_the_gaussian_likelihood_has_a_fixed_width():
    model = CVAE(2, (8, 8, 1), likelihood="gaussian", sigma=0.3)
    x, z = torch.rand(5, 1, 8, 8), torch.randn(5, 2)
    by_hand = torch.distributions.Normal(model.decode(z), 0.3).log_prob(x).flatten(1).sum(1)
    torch.testing.assert_close(model.log_prob(x, z), by_hand, rtol=1e-4, atol=1e-3)


def test_the_forward_pass_gives_a_picture_and_its_posterior():
    model, x = CVAE(2, (8, 8, 1)), torch.rand(5, 1, 8, 8)
    picture, mean, logvar = model(x)
    assert picture.shape == x.shape
    for given, wanted in zip((mean, logvar), model.encode(x), strict=True):
        assert torch.equal(given, wanted)
