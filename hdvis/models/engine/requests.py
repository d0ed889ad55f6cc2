"""What an engine is asked, and what came of it."""

from dataclasses import dataclass

from hdvis.models.spec import Array


@dataclass(frozen=True, eq=False)
class DecodeRequest:
    """Latents `z` (B, *shape) of a latent `space`, from place `start` on of a longer batch."""

    z: Array
    space: str = ""
    start: int = 0


@dataclass(frozen=True, eq=False)
class DecodedBatch:
    """What came of one request.

    `pixels` is uint8 (B, H, W, C) for image outputs and `values` float32 (B, *shape) for all
    others. `nonfinite` (B,) is the share of each output that was NaN or infinite. `latents` are
    those asked for, in the decoder's own space.
    """

    latents: Array
    pixels: Array | None
    values: Array | None
    nonfinite: Array
    milliseconds: float = 0.0
    variant: str = ""

    @property
    def good(self) -> bool:
        """Whether every number was finite."""
        return not bool(self.nonfinite.any())

    @property
    def warning(self) -> str:
        """What to write on the picture; empty when it is good."""
        share = float(self.nonfinite.mean())
        return "" if self.good else f"HDV-M9: {max(share, 0.01):.0%} non-finite"
