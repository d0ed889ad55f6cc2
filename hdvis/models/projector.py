"""Projection of pictures into a generator's latent space by gradient descent."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import ModelError
from hdvis.models.adapter import ModelAdapter
from hdvis.models.losses import Loss, multiscale_loss
from hdvis.models.pixels import display_tensor, model_inputs
from hdvis.models.spec import Array, LatentSpec, OutputSpec, Posterior

Regulariser = Callable[[Any], Any]
Watch = Callable[[int, Array], None]
_LARGEST = 256


@dataclass(frozen=True, eq=False)
class Projection:
    """Latents (B, *shape) found for B targets, their losses (steps, B), and the path there.

    `path` is (frames, B, *shape), the start and the end included; `space` names the latent space
    and `loss` what was compared.
    """

    latents: Array
    losses: Array
    path: Array
    space: str
    loss: str

    @property
    def gain(self) -> Array:
        """How many times the loss fell, (B,)."""
        return np.asarray(self.losses[0] / np.maximum(self.losses[-1], 1e-30))


def project(
    adapter: ModelAdapter,
    target: Array,
    *,
    space: str = "",
    loss: Loss | Callable[[Any, Any], Any] | None = None,
    steps: int = 1000,
    lr: float = 0.1,
    init: str | Array = "mean",
    noise: float | None = None,
    regularisers: Sequence[Regulariser] = (),
    seed: int = 0,
    frames: int = 64,
    callback: Watch | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Projection:
    """Latents whose decoded pictures come closest to `target` (B, …), all at once.

    `target` is uint8 images (B, H, W[, C]) or outputs in the model's form. `space` is one of the
    adapter's; `init` is "mean", "random", "encode" or latents. Adam with the learning rate raised
    over the first 5 % of the steps and lowered by a cosine over the last 25 %; in W and W+ the
    latents are shaken by `noise` (0.05) of their spread, less and less over the first 75 % (the
    schedule of the StyleGAN2 paper, appendix D). `callback(step, latents)` follows the path,
    `checkpoint` reports and cancels. A copy of the module is used, in the calling thread.

    Raises `ModelError` for adapters without gradients.
    """
    import torch

    if "gradients" not in adapter.capabilities:
        raise ModelError(adapter.why_not("gradients"), code="HDV-M10")
    model = _own(adapter, space)
    measure = loss or multiscale_loss()
    generator = torch.Generator().manual_seed(seed)
    start = torch.from_numpy(_start(adapter, model.latent, init, target, seed))
    z = start.to(_place(model)).requires_grad_(True)
    goal = _seen(_goal(model, target).to(z.device), model.output)
    shake = (0.05 if model.latent.name in ("w", "w+") else 0.0) if noise is None else noise
    spread = 1.0 if model.latent.std is None else float(np.mean(model.latent.std))
    optimizer = torch.optim.Adam([z], lr=lr, betas=(0.9, 0.999))
    kept = {round(i * steps / max(1, frames - 1)) for i in range(frames)}
    path, losses = [_array(z)], []
    for step in range(steps):
        done = step / steps
        checkpoint(done)
        optimizer.param_groups[0]["lr"] = lr * ramp(done)
        strength = shake * spread * max(0.0, 1.0 - done / 0.75) ** 2
        moved = z
        if strength > 0.0:
            moved = z + strength * torch.randn(z.shape, generator=generator).to(z.device)
        shown = _seen(display_tensor(model.decode_tensor(moved), model.output), model.output)
        apart = measure(shown, goal)
        total = apart.sum() + sum(term(z).sum() for term in regularisers)
        (z.grad,) = torch.autograd.grad(total, [z])
        losses.append(apart.detach().float().cpu().numpy())
        optimizer.step()
        if step + 1 in kept or step + 1 == steps:
            path.append(_array(z))
            if callback is not None:
                callback(step + 1, path[-1])
    losses.append(_final(model, z, goal, measure))
    checkpoint(1.0)
    name = getattr(measure, "name", getattr(measure, "__name__", "loss"))
    return Projection(_array(z), np.stack(losses), np.stack(path), model.latent.name, name)


class Projector(ModelAdapter):
    """An adapter that encodes by projection: what a generator lacks, supplied at leisure."""

    def __init__(self, adapter: ModelAdapter, loss: Loss | None = None, **options: Any) -> None:
        self.inner, self.loss, self.options = adapter, loss, options
        self.latent, self.output = adapter.latent, adapter.output
        self.extra_spaces, self.name = adapter.extra_spaces, adapter.name
        self.warnings = adapter.warnings

    def decode(self, z: Array) -> Array:
        return self.inner.decode(z)

    def decode_tensor(self, z: Any) -> Any:
        return self.inner.decode_tensor(z)

    def encode(self, x: Array) -> Posterior:
        """The latents found by `project`; without a spread."""
        return Posterior(project(self.inner, x, loss=self.loss, **self.options).latents)

    def fingerprint(self) -> str:
        options = sorted((name, repr(value)) for name, value in self.options.items())
        return self.hash_of(self.inner.fingerprint(), repr(options))


def ramp(done: float, *, rise: float = 0.05, fall: float = 0.25) -> float:
    """The learning rate's factor at the share `done` of all steps."""
    down = min(1.0, (1.0 - done) / fall)
    return (0.5 - 0.5 * math.cos(down * math.pi)) * min(1.0, done / rise + 1e-2)


def _own(adapter: ModelAdapter, space: str) -> Any:
    """A copy of the adapter that decodes from `space`."""
    adapter.space(space)
    inner: Any = getattr(adapter, "inner", adapter)
    if space and space != inner.latent.name:
        inner = inner.in_space(space)
    return inner.clone() if hasattr(inner, "clone") else inner


def _place(model: Any) -> Any:
    import torch

    return getattr(model, "device", torch.device("cpu"))


def _start(
    adapter: ModelAdapter, latent: LatentSpec, init: str | Array, target: Array, seed: int
) -> Array:
    count = len(target)
    if not isinstance(init, str):
        return latent.batch(init)
    if init == "random":
        return latent.sample(count, seed)
    if init == "encode":
        return latent.batch(adapter.encode(target).mean)
    if init == "mean":
        mean = np.zeros(latent.shape) if latent.mean is None else np.asarray(latent.mean)
        return np.repeat(mean[None].astype(np.float32), count, axis=0)
    raise ModelError(f"project: got init={init!r}, expected mean, random, encode or latents")


def _goal(model: Any, target: Array) -> Any:
    import torch

    return torch.from_numpy(np.array(model_inputs(np.asarray(target), model.output)))


def _seen(values: Any, output: OutputSpec) -> Any:
    """What losses compare: pictures as (B, C, H, W) in −1..1, at most 256 wide; others as is."""
    if output.kind != "image":
        return values
    low, high = output.value_range or (0.0, 1.0)
    scaled = (values - low) * (2.0 / ((high - low) or 1.0)) - 1.0
    if output.layout == "HWC":
        scaled = scaled.permute(0, 3, 1, 2)
    if output.layout == "HW":
        scaled = scaled.unsqueeze(1)
    if max(scaled.shape[-2:]) > _LARGEST:
        import torch

        factor = _LARGEST / max(scaled.shape[-2:])
        scaled = torch.nn.functional.interpolate(scaled, scale_factor=factor, mode="area")
    return scaled


def _final(model: Any, z: Any, goal: Any, measure: Callable[[Any, Any], Any]) -> Array:
    import torch

    with torch.no_grad():
        shown = _seen(display_tensor(model.decode_tensor(z), model.output), model.output)
        return np.asarray(measure(shown, goal).float().cpu().numpy())


def _array(z: Any) -> Array:
    return np.array(z.detach().float().cpu().numpy())
