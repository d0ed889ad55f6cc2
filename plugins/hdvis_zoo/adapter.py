"""The zoo's networks, their files and run folders as adapters."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from hdvis.models import LatentSpec, ModelAdapter, OutputSpec, TorchAutoencoder
from hdvis.models.adapters.torch_parts import part_of
from hdvis.models.pixels import model_inputs

from .objectives.gaussian import kl_to_prior
from .vae import VAE

if TYPE_CHECKING:
    from hdvis.models import CheckpointSeries

    from .run import Run

Array = np.ndarray


class ZooAutoencoder(TorchAutoencoder):
    """A `VAE` of the zoo; beside pictures and posteriors it gives likelihoods and loss terms."""

    def __init__(self, model: VAE, name: str = "", run: "Run | None" = None) -> None:
        h, w, c = model.input_shape
        decode, encode = part_of(model, "decode"), part_of(model, "encode")
        super().__init__(
            decode,
            LatentSpec((model.latent_dim,)),
            OutputSpec("image", (c, h, w), (0.0, 1.0)),
            encoder=encode,
            input_shape=(c, h, w),
            name=name or type(model).__name__,
        )
        self.model, self.run = model, run

    def stages(self) -> "CheckpointSeries | None":
        return None if self.run is None else self.run.series()

    def log_prob(self, x: Array, z: Array) -> Array:
        """log p(x | z) in nats, (B,), of pictures uint8 (B, H, W, C) or float (B, C, H, W)."""
        with torch.inference_mode():
            latents = torch.from_numpy(self.latent.batch(z)).to(self.device)
            return np.asarray(self.model.log_prob(self._pictures(x), latents).cpu().numpy())

    def loss_terms(self, x: Array) -> Mapping[str, Array]:
        """Reconstruction at the posterior mean and KL in nats, each (B,)."""
        with torch.inference_mode():
            pictures = self._pictures(x)
            mean, logvar = self.model.encode(pictures)
            terms = {
                "reconstruction": -self.model.log_prob(pictures, mean),
                "kl": kl_to_prior(mean, logvar).sum(1),
            }
        return {name: np.asarray(term.cpu().numpy()) for name, term in terms.items()}

    def _pictures(self, x: Array) -> torch.Tensor:
        return torch.from_numpy(model_inputs(x, self.output, self.input_shape)).to(self.device)


def adapt_zoo(model: object) -> ModelAdapter | None:
    """The adapter of a network, run or file of the zoo; None for anything else.

    Of a run it is the network after its last stage. Raises ModelError when a file of the zoo
    cannot be read.
    """
    from .run import Run, is_run, open_run

    if isinstance(model, VAE):
        return ZooAutoencoder(model)
    if isinstance(model, Run):
        return _of_run(model)
    if not isinstance(model, str | Path):
        return None
    if is_run(model):
        return _of_run(open_run(model))
    return _of_file(Path(model))


def _of_run(run: "Run") -> ModelAdapter:
    return ZooAutoencoder(run.model(), name=f"{run.kind} at stage {run.stages[-1]}", run=run)


def _of_file(path: Path) -> ModelAdapter | None:
    from hdvis.models import adapt
    from hdvis.models.weights.safetensors_file import checked_header

    from .builders import BUILDERS, load_model

    if path.suffix.lower() != ".safetensors" or not path.is_file():
        return None
    if checked_header(path).get("hdvis.builder") not in BUILDERS:
        return None
    made: Any = load_model(path)
    return ZooAutoencoder(made) if isinstance(made, VAE) else adapt(made)
