"""Projection of pictures into a generator's latent space by gradient descent."""

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import Cancelled, ModelError
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.inversion.losses import Loss, multiscale_loss
from hdvis.models.pixels import display_tensor, model_inputs
from hdvis.models.spec import Array, LatentSpec, OutputSpec, Posterior

if TYPE_CHECKING:
    import torch

    from hdvis.models.adapters.torch_adapter import TorchDecoder

Regulariser = Callable[["torch.Tensor"], "torch.Tensor"]
Measure = Callable[["torch.Tensor", "torch.Tensor"], "torch.Tensor"]
Watch = Callable[[int, Array], None]
_LARGEST = 256


@dataclass(frozen=True, eq=False)
class Projection:
    """Latents (B, *shape) found for B targets, their losses (steps, B), and the path there.

    `path` is (frames, B, *shape), the start and the end included; `space` names the latent space
    and `loss` what was compared. One that was cancelled ends where it stood, not `finished`.
    """

    latents: Array
    losses: Array
    path: Array
    space: str
    loss: str
    finished: bool = True

    @property
    def gain(self) -> Array:
        """How many times the loss fell, (B,)."""
        return np.asarray(self.losses[0] / np.maximum(self.losses[-1], 1e-30))


def project(
    adapter: ModelAdapter,
    target: Array,
    *,
    space: str = "",
    loss: Loss | Measure | None = None,
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
    schedule of the StyleGAN2 paper, appendix D). `callback(step, latents)` follows the path;
    `checkpoint` reports, and when it raises `Cancelled` what was found so far is returned. A copy
    of the module is used, in the calling thread.

    Raises `ModelError` for adapters without gradients.
    """
    import torch

    if "gradients" not in adapter.capabilities:
        raise ModelError(adapter.why_not("gradients"), code="HDV-M10")
    model = _own(adapter, space)
    measure = loss or multiscale_loss()
    start = torch.from_numpy(_start(adapter, model.latent, init, target, seed))
    z = start.to(_place(model)).requires_grad_(True)
    goal = _seen(_goal(model, target).to(z.device), model.output)
    shaken = _Shaken(model.latent, noise, seed)
    optimizer = torch.optim.Adam([z], lr=lr, betas=(0.9, 0.999))
    kept = {round(i * steps / max(1, frames - 1)) for i in range(frames)}
    path, losses, finished = [_array(z)], [], False
    with suppress(Cancelled):
        for step in range(steps):
            checkpoint(step / steps)
            optimizer.param_groups[0]["lr"] = lr * ramp(step / steps)
            apart = _apart(model, shaken(z, step / steps), goal, measure)
            total = apart.sum() + sum(term(z).sum() for term in regularisers)
            (z.grad,) = torch.autograd.grad(total, [z])
            losses.append(apart.detach().float().cpu().numpy())
            optimizer.step()
            if step + 1 in kept or step + 1 == steps:
                path.append(_array(z))
                if callback is not None:
                    callback(step + 1, path[-1])
        checkpoint(1.0)
        finished = True
    with torch.no_grad():
        losses.append(np.asarray(_apart(model, z, goal, measure).float().cpu().numpy()))
    if not np.array_equal(path[-1], _array(z)):
        path.append(_array(z))
    name = getattr(measure, "name", getattr(measure, "__name__", "loss"))
    place = model.latent.name
    return Projection(_array(z), np.stack(losses), np.stack(path), place, name, finished)


class _Shaken:
    """Latents moved by seeded noise that fades out: `noise` times the spread of the space."""

    def __init__(self, latent: LatentSpec, noise: float | None, seed: int) -> None:
        import torch

        share = (0.05 if latent.name in ("w", "w+") else 0.0) if noise is None else noise
        self.strength = share * (1.0 if latent.std is None else float(np.mean(latent.std)))
        self.generator = torch.Generator().manual_seed(seed)

    def __call__(self, z: "torch.Tensor", done: float) -> "torch.Tensor":
        import torch

        strength = self.strength * max(0.0, 1.0 - done / 0.75) ** 2
        if strength == 0.0:
            return z
        return z + strength * torch.randn(z.shape, generator=self.generator).to(z.device)


class Projector(ModelAdapter):
    """An adapter that encodes by projection: what a generator lacks, supplied at leisure.

    `options` are those of `project`. Views do not ask for it while something is dragged. Raises
    `ModelError` for adapters without gradients.
    """

    slow = frozenset({"encode"})

    def __init__(self, adapter: ModelAdapter, loss: Loss | None = None, **options: Any) -> None:
        if "gradients" not in adapter.capabilities:
            raise ModelError(adapter.why_not("gradients"), code="HDV-M10")
        self.inner, self.loss, self.options = adapter, loss, options
        self.latent, self.output = adapter.latent, adapter.output
        self.extra_spaces, self.name = adapter.extra_spaces, adapter.name
        self.warnings = adapter.warnings

    @property
    def capabilities(self) -> frozenset[str]:
        """The generator's own, and "encode"."""
        return (self.inner.capabilities - {"loss", "likelihood"}) | {"encode"}

    def decode(self, z: Array) -> Array:
        return self.inner.decode(z)

    def decode_tensor(self, z: "torch.Tensor") -> "torch.Tensor":
        return self.inner.decode_tensor(z)

    def map(self, z: Array, src: str, dst: str) -> Array:
        return self.inner.map(z, src, dst)

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


def _own(adapter: ModelAdapter, space: str) -> "TorchDecoder":
    """A copy of the adapter that decodes from `space`."""
    adapter.space(space)
    inner: Any = getattr(adapter, "inner", adapter)
    if space and space != inner.latent.name:
        inner = inner.in_space(space)
    own: TorchDecoder = inner.clone() if hasattr(inner, "clone") else inner
    return own


def _place(model: "TorchDecoder") -> "torch.device":
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


def _goal(model: "TorchDecoder", target: Array) -> "torch.Tensor":
    import torch

    return torch.from_numpy(np.array(model_inputs(np.asarray(target), model.output)))


def _seen(values: "torch.Tensor", output: OutputSpec) -> "torch.Tensor":
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


def _apart(
    model: "TorchDecoder", z: "torch.Tensor", goal: "torch.Tensor", measure: Measure
) -> "torch.Tensor":
    """The loss (B,) of latents `z`."""
    shown = display_tensor(model.decode_tensor(z), model.output)
    return measure(_seen(shown, model.output), goal)


def _array(z: "torch.Tensor") -> Array:
    return np.array(z.detach().float().cpu().numpy())
