"""The small style-based generator does what the papers say."""

import math

import numpy as np
import pytest
import torch
from hdvis_zoo import StyleGenerator
from hdvis_zoo.style_layers import ModulatedConv, fir_kernel, upsample
from torch.nn import functional as F

from hdvis.models import adapt


@pytest.fixture(scope="module")
def generator():
    return StyleGenerator(32, z_dim=8, w_dim=12, channels=16, mapping_layers=2).eval()


@pytest.fixture
def z():
    return torch.randn(3, 8, generator=torch.Generator().manual_seed(5))


@pytest.mark.parametrize(("resolution", "layers"), [(8, 4), (32, 8), (64, 10)])
def test_there_are_two_layers_for_each_resolution(resolution, layers):
    made = StyleGenerator(resolution, 4, 4, channels=8, mapping_layers=1)
    assert made.num_ws == layers == 2 * math.log2(resolution) - 2
    assert made(torch.randn(2, 4)).shape == (2, 3, resolution, resolution)


def test_broadcasting_w_equals_w_plus_with_equal_rows(generator, z):
    w = generator.mapping.net(z)
    rows = torch.stack([w] * generator.num_ws, 1)
    assert torch.equal(generator.mapping(z), rows)


def test_no_truncation_left_gives_one_picture_for_all(generator, z):
    pictures = generator(z, truncation_psi=0.0)
    torch.testing.assert_close(pictures, pictures[:1].expand_as(pictures))
    assert not torch.allclose(generator(z)[0], generator(z)[1], atol=1e-2)


def test_truncation_moves_towards_the_average(generator, z):
    whole, half = generator.mapping(z), generator.mapping(z, truncation_psi=0.5)
    torch.testing.assert_close(half, (whole + generator.mapping.w_avg) / 2)
    first = generator.mapping(z, truncation_psi=0.5, truncation_cutoff=2)
    torch.testing.assert_close(first[:, :2], half[:, :2])
    assert torch.equal(first[:, 2:], whole[:, 2:])


def test_constant_noise_is_the_same_to_the_bit(generator, z):
    assert torch.equal(generator(z), generator(z))
    other = generator(z, noise_mode="random")
    assert not torch.equal(other, generator(z, noise_mode="random"))


def test_editing_the_first_three_layers_changes_their_styles_only(generator, z):
    ws = generator.mapping(z)
    edited = ws.clone()
    edited[:, :3] += 1.0
    before, after = generator.synthesis.styles(ws), generator.synthesis.styles(edited)
    changed = [not torch.equal(a, b) for a, b in zip(before, after, strict=True)]
    assert changed == [True] * 3 + [False] * (generator.num_ws - 3)


def test_a_modulated_convolution_equals_a_convolution_with_scaled_weights():
    torch.manual_seed(0)
    layer = ModulatedConv(5, 7, 3, 4, demodulate=True)
    x, w = torch.randn(2, 5, 6, 6), torch.randn(2, 4)
    for one, style in enumerate(layer.styles(w)):
        weight = layer.weight * layer.gain * style[None, :, None, None]
        weight = weight / weight.square().sum((1, 2, 3), keepdim=True).add(1e-8).sqrt()
        wanted = F.conv2d(x[one : one + 1], weight, padding=1)[0]
        torch.testing.assert_close(layer(x, w)[one], wanted, rtol=1e-4, atol=1e-5)


def test_upsampling_keeps_a_flat_picture_flat():
    flat = torch.full((1, 2, 6, 6), 0.7)
    grown = upsample(flat, fir_kernel())
    assert grown.shape == (1, 2, 12, 12)
    torch.testing.assert_close(grown[..., 2:-2, 2:-2], torch.full((1, 2, 8, 8), 0.7))


def test_the_adapter_sees_its_spaces_and_decodes_what_it_draws(generator, z):
    adapter = adapt(generator, space="w+")
    assert adapter.latent.shape == (generator.num_ws, 12)
    ws = adapter.map(z.numpy(), "z", "w+")
    np.testing.assert_allclose(ws, generator.mapping(z).detach(), atol=1e-5)
    np.testing.assert_allclose(adapter.decode(ws), generator(z).detach(), atol=1e-4)


def test_the_projector_finds_the_generators_own_picture(generator, z):
    from hdvis.models import project

    adapter = adapt(generator, space="w+")
    target = adapter.values(generator.mapping(z[:1]).detach().numpy())
    found = project(adapter, target, steps=120)
    assert found.gain[0] > 20
