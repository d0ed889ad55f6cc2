"""Any torch module with a decoder, and perhaps an encoder, as an adapter."""

import copy
from dataclasses import replace

import numpy as np
import torch
from torch import nn

from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.adapters.infer import infer_output
from hdvis.models.adapters.torch_parts import (
    Part,
    Pick,
    check_one_kind,
    fingerprint_of,
    pick_tensor,
    quieten,
)
from hdvis.models.adapters.torch_split import Split, posterior_of
from hdvis.models.adapters.validate import probe
from hdvis.models.pixels import model_inputs
from hdvis.models.spec import Array, LatentSpec, OutputSpec, Posterior


class TorchDecoder(ModelAdapter):
    """A torch module that decodes; it is put in eval mode, and stays on its device.

    `pick` chooses the output where the module gives a tuple or a dict: an index, a key or a
    callable. `part` says which submodule decodes and how it is called.
    """

    def __init__(
        self,
        part: Part,
        latent: LatentSpec,
        output: OutputSpec,
        *,
        name: str = "model",
        pick: Pick = None,
    ) -> None:
        self.part, self.latent, self.output = part, latent, output
        self.name, self.pick = name, pick
        check_one_kind(part.root, name)
        self.warnings = quieten(part.root, name)

    @property
    def module(self) -> nn.Module:
        """The module that decodes."""
        return self.part.root

    @property
    def device(self) -> torch.device:
        """Where the decoder's weights are; the CPU for a module without any."""
        tensor = next(self.part.tensors(), None)
        return torch.device("cpu") if tensor is None else tensor.device

    @property
    def dtype(self) -> torch.dtype:
        """The floating type of the decoder's weights."""
        kinds = (t.dtype for t in self.part.tensors() if t.is_floating_point())
        return next(kinds, torch.float32)

    def to(self, device: torch.device | str) -> None:
        """Move the decoder (and encoder) to `device`."""
        self.part.root.to(device)

    def decode(self, z: Array) -> Array:
        with torch.inference_mode():
            y = self.decode_tensor(torch.from_numpy(self.latent.batch(z)))
        return np.asarray(y.float().cpu().numpy())

    def decode_tensor(self, z: torch.Tensor) -> torch.Tensor:
        return self.decode_with(self.part.root, z.to(self.device, self.dtype))

    def decode_with(self, root: nn.Module, z: torch.Tensor) -> torch.Tensor:
        """Decode with `root`, a copy of the decoding module (folded, bf16, …)."""
        y = pick_tensor(self.part.call(root, z), self.pick, f"{self.name}: decoder")
        shape = self.output.shape
        if shape and y.dim() and y[0].numel() == int(np.prod(shape)):
            y = y.reshape(-1, *shape)
        return y

    def clone(self) -> "TorchDecoder":
        """This decoder over a frozen copy of its module where it can be copied, for gradients."""
        if not self.part.copyable:
            return self
        cloned = copy.copy(self)
        root = copy.deepcopy(self.part.root).requires_grad_(False)
        cloned.part = replace(self.part, root=root)
        return cloned

    def fingerprint(self) -> str:
        return self.hash_of(
            fingerprint_of(self.part.root), repr(self.latent.shape), repr(self.output)
        )


class TorchAutoencoder(TorchDecoder):
    """A torch module that also encodes.

    `input_shape` is the shape of one encoder input; that of one output by default. `split` and
    `variance` say how mean and spread lie in what the encoder gives.
    """

    def __init__(
        self,
        part: Part,
        latent: LatentSpec,
        output: OutputSpec,
        *,
        encoder: Part,
        split: Split = "auto",
        variance: str = "logvar",
        input_shape: tuple[int, ...] | None = None,
        name: str = "model",
        pick: Pick = None,
    ) -> None:
        super().__init__(part, latent, output, name=name, pick=pick)
        self.encoder, self.split, self.variance = encoder, split, variance
        self.input_shape = input_shape
        self.warnings = self.warnings or quieten(encoder.root, name)

    def to(self, device: torch.device | str) -> None:
        super().to(device)
        self.encoder.root.to(device)

    def encode(self, x: Array) -> Posterior:
        inputs = model_inputs(x, self.output, self.input_shape)
        with torch.inference_mode():
            tensor = torch.from_numpy(np.array(inputs)).to(self.device, self.dtype)
            given = self.encoder.call(self.encoder.root, tensor)
            return posterior_of(given, self.latent, self.split, self.variance, self.name)


def torch_adapter(
    module: nn.Module,
    *,
    decode: Part,
    encode: Part | None,
    latent: LatentSpec,
    output: OutputSpec | None,
    value_range: tuple[float, float] | None = None,
    image_shape: tuple[int, ...] | None = None,
    logits: bool = False,
    input_shape: tuple[int, ...] | None = None,
    split: Split = "auto",
    variance: str = "logvar",
    pick: Pick = None,
    name: str = "",
) -> TorchDecoder:
    """The adapter of `module`, its output described by one probe where no `output` is given."""
    title = name or type(module).__name__
    bare = TorchDecoder(decode, latent, output or OutputSpec("array"), name=title, pick=pick)
    raw = probe(bare)
    described = output or infer_output(raw, value_range, image_shape, logits)
    if not described.shape:
        described = replace(described, shape=raw.shape[1:])
    if encode is None:
        bare.output = described
        return bare
    adapter = TorchAutoencoder(
        decode,
        latent,
        described,
        encoder=encode,
        split=split,
        variance=variance,
        input_shape=input_shape or raw.shape[1:],
        name=title,
        pick=pick,
    )
    adapter.warnings = bare.warnings or adapter.warnings
    return adapter
