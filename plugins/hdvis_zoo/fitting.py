"""The zoo's autoencoders as Lightning sees them."""

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import lightning
import torch
from torch import Tensor
from torch.utils.data import DataLoader, IterableDataset

from .batches import Batches
from .objectives import Objective, Warmup
from .resume import load_optimizer
from .settings import Settings
from .vae import VAE


class Stages(IterableDataset):  # type: ignore[type-arg]
    """The batches of whatever stage the training is at."""

    def __init__(self, batches: Batches, stage: Callable[[], int]) -> None:
        self.batches, self.stage = batches, stage

    def __len__(self) -> int:
        return self.batches.stage_length

    def __iter__(self) -> Iterator[Tensor]:
        return self.batches.stage(self.stage())


class Fitting(lightning.LightningModule):
    """One model, one objective and the batches; an epoch of Lightning is a stage of ours.

    `first` stages lie behind it, and `folder` holds the optimizer's state after them. The
    generator of each stage starts from the seed and the stage's number, so a training that was
    interrupted and resumed takes the steps it would have taken.
    """

    def __init__(
        self,
        model: VAE,
        objective: Objective,
        batches: Batches,
        settings: Settings,
        folder: Path,
        first: int,
    ) -> None:
        super().__init__()
        self.model, self.settings = model, settings
        self.folder, self.first = folder, first
        self.objective, self.batches = objective, batches
        self.warmup = Warmup(settings.warmup)
        self._sums: dict[str, float] = {}

    @property
    def stage(self) -> int:
        """The stage that is being trained, counted from 0."""
        return self.first + self.current_epoch

    def train_dataloader(self) -> DataLoader:  # type: ignore[type-arg]
        return DataLoader(Stages(self.batches, lambda: self.stage), batch_size=None)

    def on_train_epoch_start(self) -> None:
        self._sums = {}

    def training_step(self, batch: Tensor, index: int) -> Tensor:
        if index == 0:  # not earlier: a first epoch's iterator is made at another moment
            torch.manual_seed(self.settings.seed * 1_000_003 + self.stage)
        part = index / self.batches.stage_length
        terms = self.objective(self.model, batch, self.warmup(self.stage + part))
        for name, value in {"loss": terms.loss.detach(), **terms.parts}.items():
            self._sums[name] = self._sums.get(name, 0.0) + float(value)
        self.log("loss", terms.loss.detach(), prog_bar=True, logger=False)
        return terms.loss

    def stage_losses(self) -> dict[str, float]:
        """The means over the stage that just ended."""
        return {k: v / self.batches.stage_length for k, v in self._sums.items()}

    def configure_optimizers(self) -> Any:
        s = self.settings
        optimizer = torch.optim.Adam(self.model.parameters(), s.lr, s.betas, s.eps)
        if self.first:
            load_optimizer(self.folder, self.model, optimizer)
        if s.schedule == "constant":
            return optimizer
        steps = s.epochs * self.batches.stage_length
        done = self.first * self.batches.stage_length
        scheduler = torch.optim.lr_scheduler.LambdaLR(
            optimizer, lambda step: cosine(done + step, steps)
        )
        return [optimizer], [{"scheduler": scheduler, "interval": "step"}]


def cosine(step: int, steps: int) -> float:
    """A rise over the first 3 % of the steps, then half a cosine down to 2 %."""
    rise = max(0.03 * steps, 1.0)
    if step < rise:
        return (step + 1.0) / (rise + 1.0)
    share = min((step - rise) / max(steps - rise, 1.0), 1.0)
    return 0.02 + 0.98 * 0.5 * (1.0 + math.cos(math.pi * share))
