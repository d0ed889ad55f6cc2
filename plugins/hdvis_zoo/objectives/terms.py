"""What an objective answers: a loss to minimise, and the parts it was made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from torch import Tensor

from ..vae import VAE


@dataclass(frozen=True, eq=False)
class Terms:
    """`loss` is a scalar in nats per picture; `parts` are detached scalars worth recording."""

    loss: Tensor
    parts: Mapping[str, Tensor] = field(default_factory=dict)


class Objective(Protocol):
    """A loss of a model on a batch (B, C, H, W); `warmth` in 0..1 multiplies the KL."""

    def __call__(self, model: VAE, x: Tensor, warmth: float = 1.0) -> Terms: ...
