"""Losses compare picture by picture, and say in their names what they are not."""

import sys
import types

import numpy as np
import pytest
import torch
from torch import nn

from hdvis.errors import ModelError
from hdvis.models import feature_loss, lpips_loss, multiscale_loss, pixel_loss


@pytest.fixture
def pair():
    generator = torch.Generator().manual_seed(0)
    return [torch.rand((3, 1, 16, 16), generator=generator) * 2 - 1 for _ in range(2)]


def test_pixel_losses_are_mean_powers(pair):
    x, y = pair
    difference = np.abs((x - y).numpy()).reshape(3, -1)
    np.testing.assert_allclose(pixel_loss(1)(x, y), difference.mean(axis=1), rtol=1e-5)
    np.testing.assert_allclose(pixel_loss(2)(x, y), (difference**2).mean(axis=1), rtol=1e-5)


def test_the_multiscale_loss_weighs_a_shift_of_everything_on_all_levels(pair):
    x, _ = pair
    loss = multiscale_loss(levels=3)
    np.testing.assert_allclose(loss(x, x + 0.5), np.full(3, 3 * 0.25), rtol=1e-5)
    assert "not LPIPS" in loss.name
    assert (loss(x, x) == 0).all()


def test_the_multiscale_loss_by_hand_on_two_by_two():
    difference = torch.tensor([[[[1.0, 0.0], [0.0, 0.0]]]])
    slopes = 1 / 2 + 1 / 2
    expected = 1 / 4 + 0.5 * slopes
    assert float(multiscale_loss()(difference, 0 * difference)) == pytest.approx(expected)


def test_features_of_named_layers_count_alike(pair):
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Conv2d(4, 2, 3))
    x, y = pair
    with torch.no_grad():
        first = [net[1](net[0](image)) for image in (x, y)]
        last = [net(image) for image in (x, y)]
        expected = sum(((a - b) ** 2).flatten(1).mean(dim=1) for a, b in (first, last))
    loss = feature_loss(net, layers=("1", "2"), name="VGG-shaped features")
    np.testing.assert_allclose(loss(x, y), expected, rtol=1e-5)
    assert loss.name == "VGG-shaped features"
    assert not any(p.requires_grad for p in net.parameters())
    np.testing.assert_allclose(
        feature_loss(net)(x, y), ((last[0] - last[1]) ** 2).flatten(1).mean(dim=1), rtol=1e-5
    )


class MadeLPIPS(nn.Module):
    """The call of lpips.LPIPS with weights made here: three channels in −1..1, (B, 1, 1, 1) out."""

    def __init__(self, net="alex", verbose=True) -> None:
        super().__init__()
        torch.manual_seed(1)
        self.net, self.conv = net, nn.Conv2d(3, 2, 3)

    def forward(self, x, y):
        return (self.conv(x) - self.conv(y)).pow(2).mean(dim=(1, 2, 3), keepdim=True)


def test_lpips_is_used_when_there_is_one(pair, monkeypatch):
    package = types.ModuleType("lpips")
    package.LPIPS = MadeLPIPS
    monkeypatch.setitem(sys.modules, "lpips", package)
    x, y = pair
    loss = lpips_loss("vgg")
    judge = MadeLPIPS()
    expected = judge(x.repeat(1, 3, 1, 1), y.repeat(1, 3, 1, 1)).flatten().detach()
    np.testing.assert_allclose(loss(x, y), expected, rtol=1e-5)
    assert loss.name == "LPIPS (vgg)"


def test_without_lpips_the_way_out_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "lpips", None)
    with pytest.raises(ModelError, match=r"Install lpips, or use multiscale_loss\(\)"):
        lpips_loss()
