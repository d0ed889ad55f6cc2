"""The four-layer convolutional autoencoder of LatentVis."""

import pytest
import torch
from hdvis_zoo import ConvVAE, parameters
from torch import nn


def test_the_encoder_halves_the_picture_four_times():
    model, x = ConvVAE().eval(), torch.rand(2, 3, 64, 64)
    shapes = []
    for layer in model.encoder:
        x = layer(x)
        if isinstance(layer, nn.Conv2d):
            shapes.append(tuple(x.shape[1:]))
    assert shapes == [(32, 32, 32), (64, 16, 16), (128, 8, 8), (256, 4, 4)]
    assert x.shape[1] == 4096 == model.mean.in_features == model.logvar.in_features
    assert model.mean.out_features == model.logvar.out_features == 100


def test_the_decoder_mirrors_it():
    model, z = ConvVAE().eval(), torch.randn(2, 100)
    shapes = []
    for layer in model.decoder:
        z = layer(z)
        if isinstance(layer, nn.ConvTranspose2d):
            shapes.append(tuple(z.shape[1:]))
    assert shapes == [(128, 8, 8), (64, 16, 16), (32, 32, 32), (3, 64, 64)]


def test_parameter_counts_follow_from_the_layers():
    convolutions = 16 * (3 * 32 + 32 * 64 + 64 * 128 + 128 * 256) + 32 + 64 + 128 + 256
    norms = 2 * (32 + 64 + 128 + 256)
    transposed = 16 * (256 * 128 + 128 * 64 + 64 * 32 + 32 * 3) + 128 + 64 + 32 + 3
    model = ConvVAE()
    assert parameters(model.encoder) == convolutions + norms
    assert parameters(model.decoder) == 101 * 4096 + transposed + 2 * (128 + 64 + 32)
    assert 1.09e6 < parameters(model.decoder) < 1.11e6


def test_other_widths_shapes_and_latents_fit():
    model = ConvVAE(8, (32, 16, 1), width=4)
    mean, _ = model.encode(torch.rand(2, 1, 32, 16))
    assert mean.shape == (2, 8)
    assert model.decode(mean).shape == (2, 1, 32, 16)
    with pytest.raises(ValueError, match="got 60×64"):
        ConvVAE(8, (60, 64, 3))
