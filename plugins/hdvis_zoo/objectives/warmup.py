"""How the weight of the KL rises at the start of training."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Warmup:
    """A straight rise from 0 to 1 over the first `epochs` epochs; 0 epochs means none."""

    epochs: float = 0.0

    def __call__(self, epoch: float) -> float:
        """The weight at `epoch`, which may lie between two epochs."""
        return 1.0 if self.epochs <= 0 else min(max(epoch / self.epochs, 0.0), 1.0)
