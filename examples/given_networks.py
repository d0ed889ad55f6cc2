"""Architectures of published weights, written from their papers and tensor shapes."""

import torch
from torch import nn


class _BurgessEncoder(nn.Module):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 4, 2, 1)
        self.conv2 = nn.Conv2d(32, 32, 4, 2, 1)
        self.conv3 = nn.Conv2d(32, 32, 4, 2, 1)
        self.conv_64 = nn.Conv2d(32, 32, 4, 2, 1) if size == 64 else None
        self.lin1, self.lin2 = nn.Linear(512, 256), nn.Linear(256, 256)
        self.mu_logvar_gen = nn.Linear(256, 20)

    def forward(self, x):
        for layer in (self.conv1, self.conv2, self.conv3, self.conv_64):
            x = torch.relu(layer(x)) if layer is not None else x
        x = torch.relu(self.lin2(torch.relu(self.lin1(x.flatten(1)))))
        return self.mu_logvar_gen(x)


class _BurgessDecoder(nn.Module):
    def __init__(self, size: int) -> None:
        super().__init__()
        self.lin1, self.lin2 = nn.Linear(10, 256), nn.Linear(256, 256)
        self.lin3 = nn.Linear(256, 512)
        self.convT_64 = nn.ConvTranspose2d(32, 32, 4, 2, 1) if size == 64 else None
        self.convT1 = nn.ConvTranspose2d(32, 32, 4, 2, 1)
        self.convT2 = nn.ConvTranspose2d(32, 32, 4, 2, 1)
        self.convT3 = nn.ConvTranspose2d(32, 1, 4, 2, 1)

    def forward(self, z):
        for layer in (self.lin1, self.lin2, self.lin3):
            z = torch.relu(layer(z))
        x = z.reshape(-1, 32, 4, 4)
        for layer in (self.convT_64, self.convT1, self.convT2):
            x = torch.relu(layer(x)) if layer is not None else x
        return torch.sigmoid(self.convT3(x))


class Burgess(nn.Module):
    """The 10-latent VAE of the disentangling-vae weights, for 32×32 or 64×64 pictures."""

    def __init__(self, size: int = 32) -> None:
        super().__init__()
        self.encoder, self.decoder = _BurgessEncoder(size), _BurgessDecoder(size)


class MLPVAE(nn.Module):
    """784-400-20: the MNIST VAE of the gan-vae-pretrained-pytorch weights."""

    def __init__(self) -> None:
        super().__init__()
        self.fc1, self.fc21, self.fc22 = nn.Linear(784, 400), nn.Linear(400, 20), nn.Linear(400, 20)
        self.fc3, self.fc4 = nn.Linear(20, 400), nn.Linear(400, 784)

    def encode(self, x):
        h = torch.relu(self.fc1(x))
        return self.fc21(h), self.fc22(h)

    def decode(self, z):
        return torch.sigmoid(self.fc4(torch.relu(self.fc3(z))))


def gan_generator() -> nn.Sequential:
    """64-256-256-784 with ReLU and tanh: the MNIST generator of the same project."""
    return nn.Sequential(
        nn.Linear(64, 256),
        nn.ReLU(),
        nn.Linear(256, 256),
        nn.ReLU(),
        nn.Linear(256, 784),
        nn.Tanh(),
    )
