"""A torch decoder as ONNX: as bytes that travel, or run by ONNX Runtime as one more variant."""

import copy
import threading
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from hdvis.models.adapters.torch_adapter import TorchDecoder

_ONE_AT_A_TIME = threading.Lock()
"""Two exports at once end the process."""


class _Decoding(nn.Module):
    def __init__(self, adapter: TorchDecoder, root: nn.Module) -> None:
        super().__init__()
        self.root = root
        self._decode = adapter.decode_with

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return self._decode(self.root, z)


def onnx_bytes(adapter: TorchDecoder) -> bytes:
    """The decoder as an ONNX model of one input `z` (batch, *latent), in float32.

    Raises what torch's exporter raises for a module it cannot follow.
    """
    return _onnx_of(adapter, copy.deepcopy(adapter.module))


def exported(adapter: TorchDecoder, module: nn.Module) -> Callable[[torch.Tensor], torch.Tensor]:
    """`module` (a copy of the decoding module) as a function of CPU tensors."""
    session = quiet_session(_onnx_of(adapter, module))
    name = session.get_inputs()[0].name

    def decode(z: torch.Tensor) -> torch.Tensor:
        y = session.run(None, {name: np.ascontiguousarray(z.numpy(), dtype=np.float32)})[0]
        return torch.from_numpy(y)

    return decode


def _onnx_of(adapter: TorchDecoder, module: nn.Module) -> bytes:
    wrapped = _Decoding(adapter, module.float().cpu()).eval()
    z = torch.from_numpy(adapter.latent.sample(2))
    with _ONE_AT_A_TIME, warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            wrapped,
            (z,),
            input_names=["z"],
            dynamic_shapes=({0: torch.export.Dim("batch", min=1, max=64)},),
            dynamo=True,
            verbose=False,
        )
    assert program is not None
    return bytes(program.model_proto.SerializeToString())


def quiet_session(model: bytes | str) -> Any:
    """An ONNX Runtime session on the CPU that does not spin between calls."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
