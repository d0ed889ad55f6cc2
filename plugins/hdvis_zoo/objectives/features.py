"""The feature loss of the deep-feature-consistent autoencoder (DFC-VAE)."""

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..vae import VAE
from .gaussian import kl_to_prior
from .terms import Terms

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
PART = "features."
RELU_1_1, RELU_2_1, RELU_3_1 = 1, 6, 11


class VGGFeatures(nn.Module):
    """Maps of VGG19 after the first rectifier of several blocks, frozen.

    `weights` is None (random: only good to test the path), "imagenet" (torchvision fetches
    them, under ImageNet's terms) or a file with a torchvision VGG19 state dict.
    """

    def __init__(
        self,
        weights: str | Path | None = None,
        layers: Sequence[int] = (RELU_1_1, RELU_2_1, RELU_3_1),
    ) -> None:
        super().__init__()
        self.pretrained = weights is not None
        self.layers = tuple(layers)
        self.net = _vgg19(weights)[: max(layers) + 1].eval().requires_grad_(False)
        self.register_buffer("shift", torch.tensor(MEAN).view(1, 3, 1, 1))
        self.register_buffer("scale", torch.tensor(STD).view(1, 3, 1, 1))

    def train(self, mode: bool = True) -> "VGGFeatures":
        return super().train(False)

    def forward(self, x: Tensor) -> list[Tensor]:
        """Feature maps of pictures (B, 1 or 3, H, W) in 0..1."""
        maps = []
        x = (x.expand(-1, 3, -1, -1) - self.shift) / self.scale
        for index, layer in enumerate(self.net):
            x = layer(x)
            if index in self.layers:
                maps.append(x)
        return maps


def _vgg19(weights: str | Path | None) -> nn.Sequential:
    from torchvision.models import VGG19_Weights, vgg19

    if weights == "imagenet":
        return vgg19(weights=VGG19_Weights.IMAGENET1K_V1).features
    from torchvision.models.vgg import cfgs, make_layers

    net = make_layers(cfgs["E"])
    if weights is not None:
        from hdvis.models import read_weights
        from hdvis.models.weights.load import load_state

        state, _ = read_weights(weights)
        own = {k.removeprefix(PART): v for k, v in state.items() if k.startswith(PART)}
        load_state(net, own, Path(weights).name)
    return net


class DFC:
    """Squared distance between feature maps of x and x′, in place of the pixel term, plus β · KL.

    Each level is averaged over its map and multiplied by `weight`; Hou, Shen, Sun and Qiu (2017)
    sum the levels with equal weights. Untrained features are recorded as such.
    """

    def __init__(self, features: nn.Module, beta: float = 1.0, weight: float = 500.0) -> None:
        self.features, self.beta, self.weight = features, beta, weight
        untrained = not getattr(features, "pretrained", True)
        self.name = "random_features" if untrained else "features"

    def __call__(self, model: VAE, x: Tensor, warmth: float = 1.0) -> Terms:
        self.features.to(x.device)
        mean, logvar = model.encode(x)
        picture = model.decode(model.reparameterize(mean, logvar))
        with torch.no_grad():
            wanted = self.features(x)
        pairs = zip(self.features(picture), wanted, strict=True)
        distance = self.weight * sum(F.mse_loss(a, b) for a, b in pairs)
        kl = kl_to_prior(mean, logvar).sum(1).mean()
        loss = distance + warmth * self.beta * kl
        return Terms(loss, {self.name: distance.detach(), "kl": kl.detach()})
