"""Training batches whose order depends on the seed and the stage, and on nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

Array = np.ndarray
BINARISE = (None, "threshold", "stochastic")


def as_input(images: Array, binarise: str | None = None, seed: int = 0) -> Tensor:
    """Pictures (B, H, W, C) uint8 as a network's input, (B, C, H, W) float32 in 0..1.

    "threshold" cuts at one half; "stochastic" draws each pixel with its value as probability.
    """
    x = torch.from_numpy(np.array(images)).permute(0, 3, 1, 2).float().div_(255.0)
    if binarise == "threshold":
        return (x > 0.5).float()
    if binarise == "stochastic":
        noise = torch.rand(x.shape, generator=torch.Generator().manual_seed(seed))
        return (noise < x).float()
    return x


@dataclass(frozen=True, eq=False)
class Batches:
    """The batches of any stage of a training.

    A stage is one pass over the data, or `per_stage` batches of endless passes. Each pass has
    its own order, drawn from `seed` and its number; a remainder smaller than a batch is dropped
    unless it is all there is.
    """

    images: Array
    size: int
    seed: int = 0
    per_stage: int | None = None
    binarise: str | None = None

    @property
    def per_pass(self) -> int:
        """Batches in one pass."""
        return max(len(self.images) // self.size, 1)

    @property
    def stage_length(self) -> int:
        """Batches in one stage."""
        return self.per_stage or self.per_pass

    def rows(self, number: int) -> Array:
        """Row indices of the batch `number`, counted from the start of the training."""
        turn, place = divmod(number, self.per_pass)
        order = np.random.default_rng([self.seed, turn]).permutation(len(self.images))
        return np.sort(order[place * self.size : (place + 1) * self.size])

    def stage(self, stage: int) -> Iterator[Tensor]:
        """The inputs (B, C, H, W) of `stage`, counted from 0."""
        first = stage * self.stage_length
        for number in range(first, first + self.stage_length):
            images = self.images[self.rows(number)]
            yield as_input(images, self.binarise, self.seed * 1_000_003 + number)
