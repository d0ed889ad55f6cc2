"""Style-based generators by their shape: mapping, synthesis, num_ws and w_dim."""

import copy
import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import torch

from hdvis.errors import ModelError
from hdvis.models.adapters.infer import infer_output
from hdvis.models.adapters.torch_adapter import TorchDecoder
from hdvis.models.adapters.torch_parts import Part
from hdvis.models.adapters.validate import probe
from hdvis.models.spec import Array, LatentSpec, OutputSpec

SPACES = ("z", "w", "w+")


class StyleAdapter(TorchDecoder):
    """A generator decoded from Z, W or W+ (`space`), with constant noise.

    Truncation pulls mapped latents towards their mean by `truncation` (1 is none, 0 the mean
    itself), in the first `cutoff` layers only if given. W+ has the shape (num_ws, w_dim); W is
    broadcast over its layers, and W+ becomes W by the mean over layers. `label` is the class
    vector of a conditional generator.
    """

    def __init__(
        self,
        generator: Any,
        *,
        space: str = "w+",
        truncation: float = 1.0,
        cutoff: int | None = None,
        label: Any = None,
        output: OutputSpec | None = None,
        name: str = "",
        statistics: tuple[torch.Tensor, torch.Tensor] | None = None,
    ) -> None:
        """`statistics` are mean and spread of W (w_dim,), measured unless given."""
        if space not in SPACES:
            raise ModelError(
                f"generator: got space={space!r}, expected one of {', '.join(SPACES)}",
                code="HDV-M8",
            )
        self.generator, self.truncation, self.cutoff = generator, truncation, cutoff
        self._label = label
        self._extra = accepted(generator.synthesis, noise_mode="const")
        title = name or type(generator).__name__
        bare = output or OutputSpec("array")
        super().__init__(Part(generator, self._call), LatentSpec((1,)), bare, name=title)
        self._mean, self._std = statistics or self._statistics()
        specs = {known: self._spec(known) for known in SPACES}
        self.latent = specs.pop(space)
        self.extra_spaces = specs
        if output is None:
            self.output = infer_output(probe(self), (-1.0, 1.0))

    def map(self, z: Array, src: str, dst: str) -> Array:
        """Z → W → W+ with truncation, W → W+ by broadcasting, W+ → W by the mean over layers."""
        latents = torch.from_numpy(self.space(src).batch(z)).to(self.device, self.dtype)
        with torch.inference_mode():
            mapped = self._mapped(latents, src, dst)
        return np.asarray(mapped.float().cpu().numpy())

    def in_space(self, space: str) -> "StyleAdapter":
        """The same generator, decoded from another of its spaces."""
        return self._remade(space=space)

    def with_truncation(self, truncation: float, cutoff: int | None = None) -> "StyleAdapter":
        """The same generator with another truncation."""
        return self._remade(truncation=truncation, cutoff=cutoff)

    def clone(self) -> "StyleAdapter":
        copied = copy.deepcopy(self.generator).requires_grad_(False)
        return self._remade(generator=copied)

    def fingerprint(self) -> str:
        return self.hash_of(super().fingerprint(), repr((self.truncation, self.cutoff)))

    def _remade(self, **changes: Any) -> "StyleAdapter":
        options: dict[str, Any] = {
            "generator": self.generator,
            "space": self.latent.name,
            "truncation": self.truncation,
            "cutoff": self.cutoff,
            "label": self._label,
            "output": self.output,
            "name": self.name,
            "statistics": (self._mean, self._std),
        }
        return StyleAdapter(**(options | changes))

    def _call(self, root: Any, latents: torch.Tensor) -> Any:
        ws = self._mapped(latents, self.latent.name, "w+", root)
        return root.synthesis(ws, **self._extra)

    def _mapped(self, z: torch.Tensor, src: str, dst: str, root: Any = None) -> torch.Tensor:
        if src == dst:
            return z
        if dst == "z":
            raise ModelError(
                f"{self.name}: got {src} to be carried to z, expected z → w → w+. Project instead",
                code="HDV-M8",
            )
        if src == "z":
            ws = self._truncated(self._map_z(root or self.generator, z))
            return ws if dst == "w+" else ws[:, 0]
        if dst == "w":
            return z.mean(dim=1)
        return z.unsqueeze(1).expand(-1, int(self.generator.num_ws), -1)

    def _map_z(self, root: Any, z: torch.Tensor) -> torch.Tensor:
        label = {}
        if takes(root.mapping, "c"):
            c = None if self._label is None else self._labels(z)
            label = {"c": c}
        ws: torch.Tensor = root.mapping(z, **label)
        if ws.dim() == 2:
            ws = ws.unsqueeze(1).expand(-1, int(root.num_ws), -1)
        return ws

    def _labels(self, z: torch.Tensor) -> torch.Tensor:
        label = torch.as_tensor(np.asarray(self._label, dtype=np.float32))
        return label.to(z.device, z.dtype).reshape(1, -1).expand(len(z), -1)

    def _truncated(self, ws: torch.Tensor) -> torch.Tensor:
        if self.truncation == 1.0:
            return ws
        mean = self._mean.to(ws.device, ws.dtype)
        pulled = mean + self.truncation * (ws - mean)
        if self.cutoff is None:
            return pulled
        return torch.cat([pulled[:, : self.cutoff], ws[:, self.cutoff :]], dim=1)

    def _statistics(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Mean and spread of W; the generator's own running mean where it keeps one."""
        z = torch.from_numpy(np.random.default_rng(0).standard_normal((2000, self._z_dim())))
        with torch.inference_mode():
            w = self._map_z(self.generator, z.to(self.device, self.dtype))[:, 0]
        average = getattr(self.generator.mapping, "w_avg", None)
        mean = w.mean(dim=0) if average is None else average
        return mean.detach().clone(), w.std(dim=0).detach().clone()

    def _z_dim(self) -> int:
        return int(getattr(self.generator, "z_dim", self.generator.w_dim))

    def _spec(self, name: str) -> LatentSpec:
        if name == "z":
            return LatentSpec((self._z_dim(),), "z")
        width, layers = int(self.generator.w_dim), int(self.generator.num_ws)
        mean = np.asarray(self._mean.float().cpu().numpy())
        std = np.asarray(self._std.float().cpu().numpy())
        spec = LatentSpec((width,), "w", self._prior("w"), mean=mean, std=std)
        if name == "w":
            return spec
        return replace(
            spec,
            name="w+",
            shape=(layers, width),
            prior=self._prior("w+"),
            layer_axis=0,
            mean=np.tile(mean, (layers, 1)),
            std=np.tile(std, (layers, 1)),
        )

    def _prior(self, space: str) -> Callable[[np.random.Generator, int], Array]:
        def draw(generator: np.random.Generator, n: int) -> Array:
            z = generator.standard_normal((n, self._z_dim()), dtype=np.float32)
            with torch.inference_mode():
                latents = torch.from_numpy(z).to(self.device, self.dtype)
                return np.asarray(self._mapped(latents, "z", space).float().cpu().numpy())

        return draw


def takes(called: Any, name: str) -> bool:
    """Whether `called` has a parameter of that name (**keywords do not count)."""
    target = called.forward if isinstance(called, torch.nn.Module) else called
    return name in inspect.signature(target).parameters


def accepted(called: Any, **options: Any) -> dict[str, Any]:
    """Those of `options` that `called` takes; all of them if it takes any keyword."""
    target = called.forward if isinstance(called, torch.nn.Module) else called
    parameters = inspect.signature(target).parameters.values()
    if any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters):
        return options
    return {name: value for name, value in options.items() if takes(called, name)}
