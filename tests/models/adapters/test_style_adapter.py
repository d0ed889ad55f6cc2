"""A style-based generator is decoded from Z, W and W+, with truncation and constant noise."""

import numpy as np
import pytest
import torch
from models.toys import ToyStyle

from hdvis.errors import ModelError
from hdvis.models import Edit, adapt
from hdvis.models.adapters.style_adapter import accepted


@pytest.fixture(scope="module")
def style():
    return adapt(ToyStyle())


@pytest.fixture
def z(style):
    return style.extra_spaces["z"].sample(3, seed=2)


def test_the_three_spaces_have_their_shapes(style):
    assert style.latent.shape == (4, 8)
    assert style.latent.layer_axis == 0
    assert {name: spec.shape for name, spec in style.extra_spaces.items()} == {"z": (6,), "w": (8,)}
    assert style.output.value_range == (-1.0, 1.0)
    assert style.capabilities == {"decode", "map", "layers", "gradients"}


def test_the_spaces_decode_to_the_same_picture(style, z):
    w = style.map(z, "z", "w")
    broadcast = style.map(w, "w", "w+")
    assert (broadcast == broadcast[:, :1]).all()
    expected = style.decode(broadcast)
    np.testing.assert_allclose(style.in_space("w").decode(w), expected, atol=1e-6)
    np.testing.assert_allclose(style.in_space("z").decode(z), expected, atol=1e-6)
    np.testing.assert_allclose(style.map(broadcast, "w+", "w"), w, atol=1e-6)


def test_constant_noise_makes_decoding_repeatable(style, z):
    w = style.map(z, "z", "w+")
    np.testing.assert_array_equal(style.decode(w), style.decode(w))
    generator = style.generator
    ws = torch.from_numpy(w)
    with torch.no_grad():
        np.testing.assert_allclose(style.decode(w), generator.synthesis(ws, noise_mode="const"))
        assert not torch.equal(generator.synthesis(ws), generator.synthesis(ws))


def test_no_truncation_left_gives_the_mean_for_every_z(style, z):
    mean = style.with_truncation(0.0)
    pictures = mean.in_space("z").decode(z)
    assert (pictures == pictures[:1]).all()
    np.testing.assert_allclose(mean.map(z, "z", "w"), np.full((3, 8), 0.25), atol=1e-6)


def test_half_truncation_is_half_way_and_a_cutoff_spares_the_later_layers(style, z):
    free, half = style.map(z, "z", "w+"), style.with_truncation(0.5).map(z, "z", "w+")
    np.testing.assert_allclose(half, 0.25 + 0.5 * (free - 0.25), atol=1e-6)
    cut = style.with_truncation(0.5, cutoff=2).map(z, "z", "w+")
    np.testing.assert_allclose(cut[:, :2], half[:, :2], atol=1e-6)
    np.testing.assert_array_equal(cut[:, 2:], free[:, 2:])
    assert style.with_truncation(0.5).fingerprint() != style.fingerprint()


def test_replacing_layers_changes_only_those_styles(style, z):
    w = style.map(z, "z", "w+")
    new = np.ones(8, np.float32)
    by_hand = w.copy()
    by_hand[:, [0, 2]] = new
    np.testing.assert_array_equal(style.decode_layers(w, {0: new, 2: new}), style.decode(by_hand))
    edit = Edit(np.ones(8), 2.0, "unit", layers=(0, 1, 2))
    moved = edit.apply(w) - w
    np.testing.assert_allclose(moved[:, :3], 2 / np.sqrt(8), atol=1e-5)
    assert (moved[:, 3] == 0).all()


def test_samples_of_w_come_through_the_mapping(style, z):
    w = style.extra_spaces["w"].sample(2000, seed=1)
    assert w.shape == (2000, 8)
    np.testing.assert_allclose(w.std(axis=0), style.extra_spaces["w"].std, rtol=0.1)


def test_ways_that_are_closed_are_named(style, z):
    with pytest.raises(ModelError, match="Project instead"):
        style.map(style.map(z, "z", "w"), "w", "z")
    with pytest.raises(ModelError, match="space='q', expected one of z, w, w"):
        adapt(ToyStyle(), space="q")
    with pytest.raises(ModelError, match="got space 'q'"):
        style.space("q")


def test_only_keywords_that_are_taken_are_passed():
    assert accepted(lambda ws, noise_mode: 0, noise_mode="const") == {"noise_mode": "const"}
    assert accepted(lambda ws: 0, noise_mode="const") == {}
    assert accepted(lambda ws, **rest: 0, noise_mode="const") == {"noise_mode": "const"}
