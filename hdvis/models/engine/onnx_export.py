"""A torch decoder exported to ONNX and run by ONNX Runtime, as one more variant."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import nn

from hdvis.models.adapters.torch_adapter import TorchDecoder


class _Decoding(nn.Module):
    def __init__(self, adapter: TorchDecoder, root: nn.Module) -> None:
        super().__init__()
        self.root = root
        self._decode = adapter.decode_with

    def forward(self, z: torch.Tensor) -> torch.Tensor:
        return self._decode(self.root, z)


def exported(adapter: TorchDecoder, module: nn.Module) -> Callable[[torch.Tensor], torch.Tensor]:
    """`module` (a copy of the decoding module) as a function of CPU tensors."""
    wrapped = _Decoding(adapter, module.float().cpu()).eval()
    z = torch.from_numpy(adapter.latent.sample(2))
    with warnings.catch_warnings(), torch.no_grad():
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
    session = quiet_session(program.model_proto.SerializeToString())
    name = session.get_inputs()[0].name

    def decode(z: torch.Tensor) -> torch.Tensor:
        y = session.run(None, {name: np.ascontiguousarray(z.numpy(), dtype=np.float32)})[0]
        return torch.from_numpy(y)

    return decode


def quiet_session(model: bytes | str) -> Any:
    """An ONNX Runtime session on the CPU that does not spin between calls."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
