"""What is kept of each stage of a training."""

import json
from collections.abc import Callable
from pathlib import Path

import lightning
import numpy as np
import torch

from .batches import as_input
from .builders import save_model
from .encoding import encode, to_pixels
from .matrix import prediction_matrix, save_picture
from .resume import save_optimizer
from .settings import Settings

Array = np.ndarray


class Recorder(lightning.Callback):
    """Keeps, before training and after each stage, everything a comparison of stages needs.

    In `folder`/stages/0000 and so on: weights.safetensors; losses.json; latents.npy and
    logvars.npy of a fixed subset of rows; predictions.npy and predictions.png, a few held-out
    pictures decoded from fixed draws; losses.json has the means over the stage and, under
    "test_…", those of all held-out pictures. `folder`/optimizer.safetensors resumes the training.
    """

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        subset: Array,
        held: Array,
        shown: Array,
        stage_done: Callable[[float], None],
    ) -> None:
        self.folder, self.settings, self.stage_done = folder, settings, stage_done
        self.subset = subset
        self.held = as_input(held, settings.binarise, settings.seed)
        self.shown = as_input(shown, settings.binarise, settings.seed)
        shape = (len(shown), int(settings.config["latent_dim"]))
        self.eps = torch.randn(shape, generator=torch.Generator().manual_seed(settings.seed))

    def on_train_start(self, trainer: lightning.Trainer, module: lightning.LightningModule) -> None:
        if module.stage == 0:
            self.record(module, 0, {})

    def on_train_epoch_end(
        self, trainer: lightning.Trainer, module: lightning.LightningModule
    ) -> None:
        stage = module.stage + 1
        self.record(module, stage, module.stage_losses())
        save_optimizer(self.folder, module.model, trainer.optimizers[0], stage)
        self.stage_done(stage / self.settings.epochs)

    @torch.no_grad()
    def record(
        self, module: lightning.LightningModule, stage: int, losses: dict[str, float]
    ) -> None:
        """Write one stage, the whole folder at once."""
        final = self.folder / "stages" / f"{stage:04d}"
        draft = final.with_name(final.name + ".part")
        draft.mkdir(parents=True, exist_ok=True)
        training = module.model.training
        module.model.eval()
        save_model(draft / "weights.safetensors", module.model)
        mean, logvar = encode(module.model, self.subset, self.settings.binarise)
        np.save(draft / "latents.npy", mean)
        np.save(draft / "logvars.npy", logvar)
        self._predictions(module.model, draft)
        tested = {f"test_{k}": v for k, v in self._test_losses(module).items()}
        (draft / "losses.json").write_text(json.dumps({"stage": stage, **losses, **tested}))
        module.model.train(training)
        _replace(draft, final)

    def _predictions(self, model: torch.nn.Module, folder: Path) -> None:
        device = next(model.parameters()).device
        mean, logvar = model.encode(self.shown.to(device))
        z = mean + self.eps.to(device) * torch.exp(0.5 * logvar)
        pictures = to_pixels(model.decode(z))
        np.save(folder / "predictions.npy", pictures)
        save_picture(prediction_matrix(pictures), folder / "predictions.png")

    def _test_losses(self, module: lightning.LightningModule) -> dict[str, float]:
        device = next(module.model.parameters()).device
        means: dict[str, float] = {}
        with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
            torch.manual_seed(self.settings.seed)
            for part in self.held.split(self.settings.batch_size):
                terms = module.objective(module.model, part.to(device))
                for name, value in {"loss": terms.loss, **terms.parts}.items():
                    share = len(part) / len(self.held)
                    means[name] = means.get(name, 0.0) + share * float(value)
        return means


def _replace(draft: Path, final: Path) -> None:
    import shutil

    if final.exists():
        shutil.rmtree(final)
    draft.rename(final)
