"""The ways one torch decoder can be run: as it is, folded, channels last, bf16, ONNX, graphs."""

import copy
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np
import torch
from torch import nn

from hdvis.models.adapters.torch_adapter import TorchDecoder
from hdvis.models.engine.fold import fold_batch_norm, has_batch_norm
from hdvis.models.pixels import display_tensor, nonfinite_share_tensor, to_pixels_tensor
from hdvis.models.spec import Array

log = logging.getLogger(__name__)
Forward = Callable[[torch.Tensor], torch.Tensor]
LARGEST_COPY = 512 * 1024 * 1024


@dataclass(frozen=True, eq=False)
class DecodeVariant:
    """`values(z)` gives displayed float values on the device.

    `once(z)` takes latents and gives pixels (or values) and bad shares, as arrays of its caller's.
    """

    name: str
    values: Forward
    once: Callable[[Array], tuple[Array, Array]]


class DecodeVariants:
    """What can be tried for one decoder on one device; each is made when first asked for."""

    def __init__(self, adapter: TorchDecoder, device: str) -> None:
        self.adapter, self.device = adapter, device
        self.eager = self._variant("eager", adapter.decode_tensor)
        self._made: dict[str, DecodeVariant] = {"eager": self.eager}
        self._onnx: Forward | None = None
        self._exporting = False
        self._pinned: torch.Tensor | None = None
        self.names = ("eager", *self._variants(), *self._graphs())

    def get(self, name: str, bucket: int) -> DecodeVariant:
        """The variant called `name`; graphs are captured for one bucket each."""
        if name.startswith("graph"):
            from hdvis.models.engine.cuda_graph import capture

            bare = self.get(name.removeprefix("graph").removeprefix(", ") or "eager", bucket)
            return capture(bare, self.finish, self.adapter.latent, bucket, self.device)
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def release(self) -> None:
        """Drop the buffer that results pass through."""
        self._pinned = None

    def prepare_onnx(self) -> None:
        """Export to ONNX on a helper thread, once; the name joins `names` when it is ready."""
        if self._exporting or self.device != "cpu" or not self._copyable() or not onnx_installed():
            return
        self._exporting = True
        module = copy.deepcopy(self.adapter.part.root)
        threading.Thread(
            target=self._export, args=(module,), name="hdvis-onnx-export", daemon=True
        ).start()

    def _export(self, module: nn.Module) -> None:
        from hdvis.models.engine.onnx_export import exported

        try:
            self._onnx = exported(self.adapter, module)
        except Exception as error:
            log.info("%s: no ONNX variant: %s", self.adapter.name, error)
        else:
            self.names = (*self.names, "onnxruntime")

    def _variants(self) -> list[str]:
        if not self._copyable():
            return []
        root = self.adapter.part.root
        names = ["folded"] if has_batch_norm(root) else []
        convolves = any(isinstance(m, (nn.Conv2d, nn.ConvTranspose2d)) for m in root.modules())
        if convolves:
            names.append("channels_last")
        if self.adapter.dtype == torch.float32 and has_bf16(self.device):
            names += ["bf16", "bf16 channels_last"] if convolves else ["bf16"]
        return names

    def _graphs(self) -> list[str]:
        if not self.device.startswith("cuda"):
            return []
        return ["graph", *(f"graph, {name}" for name in self._variants())]

    def _copyable(self) -> bool:
        size = sum(t.numel() * t.element_size() for t in self.adapter.part.tensors())
        return self.adapter.part.copyable and size <= LARGEST_COPY

    def _make(self, name: str) -> DecodeVariant:
        if name == "onnxruntime":
            assert self._onnx is not None
            return self._variant(name, self._onnx)
        root = fold_batch_norm(copy.deepcopy(self.adapter.part.root))
        dtype = self.adapter.dtype
        if "bf16" in name:
            dtype = torch.bfloat16
            root = root.to(dtype)
        if "channels_last" in name:
            root = root.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return self._variant(name, lambda z: self.adapter.decode_with(root, z.to(dtype)))

    def _variant(self, name: str, decode: Forward) -> DecodeVariant:
        def values(z: torch.Tensor) -> torch.Tensor:
            shown: torch.Tensor = display_tensor(decode(z), self.adapter.output)
            return shown

        def once(z: Array) -> tuple[Array, Array]:
            rows, share = self.finish(values(torch.from_numpy(z).to(self.device)))
            return self._copied(rows), share.cpu().numpy().astype(np.float64)

        return DecodeVariant(name, values, once)

    def finish(self, values: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Pixels (or `values`) and the share of each that is not finite, on the device."""
        output = self.adapter.output
        rows = to_pixels_tensor(values, output) if output.kind == "image" else values
        return rows, nonfinite_share_tensor(values)

    def _copied(self, rows: torch.Tensor) -> Array:
        """An own numpy array, by way of a reused pinned buffer on CUDA."""
        if not rows.is_cuda:
            return np.array(rows.numpy()) if rows.device.type == "cpu" else rows.cpu().numpy()
        flat = rows.reshape(-1)
        buffer = self._pinned
        if buffer is None or buffer.numel() < flat.numel() or buffer.dtype != flat.dtype:
            buffer = self._pinned = torch.empty(flat.numel(), dtype=flat.dtype, pin_memory=True)
        here = buffer[: flat.numel()]
        here.copy_(flat, non_blocking=True)
        event = torch.cuda.Event()  # type: ignore[no-untyped-call]
        event.record()
        event.synchronize()
        return np.array(here.numpy()).reshape(tuple(rows.shape))


def has_bf16(device: str) -> bool:
    """Whether bf16 is worth a try: a processor without it takes minutes for one batch."""
    if device == "cpu":
        return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    return not device.startswith("mps")


def onnx_installed() -> bool:
    """Whether a decoder can be exported and run by ONNX Runtime."""
    return all(find_spec(name) is not None for name in ("onnxruntime", "onnx", "onnxscript"))
