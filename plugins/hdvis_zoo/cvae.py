"""The small convolutional autoencoder that compares three data sets."""

from torch import Tensor, nn

from .initialisation import glorot_normal
from .vae import VAE, wide


class CVAE(VAE):
    """Two strided convolutions up, three transposed ones down, for pictures of sides 4·k.

    For two latents: 69,989 parameters at 28×28×1, 75,911 at 32×32×3, 74,757 at 32×32×1. The
    encoder's last layer holds the mean in its first half and the log-variance in its second.
    """

    def __init__(
        self,
        latent_dim: int = 2,
        input_shape: tuple[int, int, int] = (28, 28, 1),
        likelihood: str = "bernoulli",
        sigma: float = 0.1,
    ) -> None:
        super().__init__(latent_dim, input_shape, likelihood, sigma)
        h, w, c = self.input_shape
        if h % 4 or w % 4 or min(h, w) < 8:
            raise ValueError(f"input_shape: got {h}×{w}, expected multiples of 4, at least 8")
        flat = 64 * _twice_halved(h) * _twice_halved(w)
        self.encoder = nn.Sequential(
            nn.Conv2d(c, 32, 3, 2),
            nn.ReLU(),
            nn.Conv2d(32, 64, 3, 2),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(flat, 2 * latent_dim),
        )
        self.decoder = nn.Sequential(
            nn.Linear(latent_dim, 2 * h * w),
            nn.ReLU(),
            nn.Unflatten(1, (32, h // 4, w // 4)),
            nn.ConvTranspose2d(32, 64, 3, 2, 1, 1),
            nn.ReLU(),
            nn.ConvTranspose2d(64, 32, 3, 2, 1, 1),
            nn.ReLU(),
            nn.ConvTranspose2d(32, c, 3, 1, 1),
        )
        glorot_normal(self)

    def encode(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mean, logvar = wide(self.encoder(x)).chunk(2, dim=1)
        return mean, logvar

    def logits(self, z: Tensor) -> Tensor:
        return self.decoder(z)


def _twice_halved(side: int) -> int:
    """What two unpadded 3×3 convolutions of stride 2 leave of a side."""
    once = (side - 3) // 2 + 1
    return (once - 3) // 2 + 1
