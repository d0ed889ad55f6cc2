"""The feature loss through VGG19, with random weights that the test makes."""

import pytest
import torch
from hdvis_zoo import DFC, ConvVAE, VGGFeatures
from hdvis_zoo.objectives.features import MEAN, STD

from hdvis.errors import ModelError


@pytest.fixture(scope="module")
def state():
    from torchvision.models.vgg import cfgs, make_layers

    torch.manual_seed(0)
    return {f"features.{k}": v for k, v in make_layers(cfgs["E"]).state_dict().items()}


@pytest.fixture(scope="module")
def features(state, tmp_path_factory):
    path = tmp_path_factory.mktemp("vgg") / "vgg19.pth"
    torch.save(state, path)
    return VGGFeatures(path)


def test_the_maps_are_those_of_torchvisions_layers(features, state):
    from torch.nn import functional as F

    x = torch.rand(2, 3, 32, 32)
    normal = (x - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1)

    def layer(y, number):
        weight, bias = (state[f"features.{number}.{part}"] for part in ("weight", "bias"))
        return F.relu(F.conv2d(y, weight, bias, padding=1))

    first = layer(normal, 0)
    second = layer(F.max_pool2d(layer(first, 2), 2), 5)
    third = layer(F.max_pool2d(layer(second, 7), 2), 10)
    maps = features(x)
    for found, wanted in zip(maps, (first, second, third), strict=True):
        torch.testing.assert_close(found, wanted, rtol=1e-4, atol=1e-5)


def test_a_file_of_weights_is_labelled_as_such_and_random_ones_are_not(features):
    assert features.pretrained
    assert DFC(features).name == "features"
    assert DFC(VGGFeatures()).name == "random_features"


def test_the_loss_is_the_mean_squared_distance_of_the_maps_plus_the_kl(features):
    torch.manual_seed(1)
    model, x = ConvVAE(4, (32, 32, 3), width=4).eval(), torch.rand(2, 3, 32, 32)
    torch.manual_seed(2)
    terms = DFC(features, beta=0.5, weight=10.0)(model, x)
    torch.manual_seed(2)
    mean, logvar = model.encode(x)
    picture = model.decode(model.reparameterize(mean, logvar))
    pairs = zip(features(picture), features(x), strict=True)
    distance = sum((a - b).square().mean() for a, b in pairs)
    kl = 0.5 * (mean**2 + logvar.exp() - 1 - logvar).sum(1).mean()
    torch.testing.assert_close(terms.loss, 10.0 * distance + 0.5 * kl, rtol=1e-4, atol=1e-4)


def test_gradients_reach_the_model_and_never_the_features(features):
    model, x = ConvVAE(4, (32, 32, 3), width=4), torch.rand(2, 3, 32, 32)
    DFC(features)(model, x).loss.backward()
    assert all(p.grad is not None for p in model.parameters())
    assert all(p.grad is None for p in features.parameters())
    assert not features.train().training


def test_weights_of_another_network_are_refused(tmp_path):
    torch.save({"features.0.weight": torch.zeros(3)}, tmp_path / "other.pth")
    with pytest.raises(ModelError, match="do not fit"):
        VGGFeatures(tmp_path / "other.pth")


def test_grey_pictures_count_as_colour(features):
    x = torch.rand(1, 1, 32, 32)
    for a, b in zip(features(x), features(x.repeat(1, 3, 1, 1)), strict=True):
        torch.testing.assert_close(a, b)
