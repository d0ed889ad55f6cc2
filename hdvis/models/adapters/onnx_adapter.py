"""A decoder in ONNX, run by ONNX Runtime."""

from pathlib import Path
from typing import Any

import numpy as np

from hdvis.errors import ModelError, shorten
from hdvis.models.adapters.adapter import ModelAdapter, as_tuple
from hdvis.models.adapters.infer import infer_output
from hdvis.models.adapters.validate import probe, validate
from hdvis.models.spec import Array, LatentSpec, OutputSpec
from hdvis.models.weights.onnx_check import check_onnx


class OnnxAdapter(ModelAdapter):
    """A session with one input of latents; a fixed batch size is honoured by padding."""

    def __init__(
        self,
        session: Any,
        *,
        latent: int | tuple[int, ...] | None = None,
        output: OutputSpec | None = None,
        value_range: tuple[float, float] | None = None,
        image_shape: tuple[int, ...] | None = None,
        logits: bool = False,
        name: str = "ONNX model",
        content: str = "",
    ) -> None:
        self._session, self.name, self._content = session, name, content
        entry = session.get_inputs()[0]
        self._input, batch = entry.name, entry.shape[0]
        self._batch = batch if isinstance(batch, int) else None
        sizes = [size for size in entry.shape[1:] if isinstance(size, int)]
        if latent is None and len(sizes) != len(entry.shape) - 1:
            raise ModelError(
                f"{name}: its latent size is not fixed ({entry.shape}), expected latent=…",
                code="HDV-M8",
            )
        self.latent = LatentSpec(tuple(sizes) if latent is None else as_tuple(latent))
        self.output = output or OutputSpec("array")
        if output is None:
            self.output = infer_output(probe(self), value_range, image_shape, logits)

    def decode(self, z: Array) -> Array:
        latents = self.latent.batch(z)
        if self._batch is None:
            return self._run(latents)
        parts = []
        for start in range(0, len(latents), self._batch):
            part = latents[start : start + self._batch]
            padding = np.repeat(part[-1:], self._batch - len(part), axis=0)
            parts.append(self._run(np.concatenate([part, padding]))[: len(part)])
        return np.concatenate(parts)

    def fingerprint(self) -> str:
        return self.hash_of(self._content or str(id(self._session)), repr(self.output))

    def _run(self, z: Array) -> Array:
        return np.asarray(self._session.run(None, {self._input: z})[0], dtype=np.float32)


def open_onnx(path: Path, **hints: Any) -> ModelAdapter:
    """The adapter of an ONNX file, confined to its folder and to standard operators."""
    check_onnx(path)
    try:
        import onnxruntime
    except ImportError:
        raise ModelError(
            f"{path.name}: ONNX needs onnxruntime, which is not installed. Install hdvis[onnx]",
            code="HDV-M5",
        ) from None
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise ModelError(
            f"{path.name}: ONNX Runtime refused it: {shorten(error, 120)}. Export it again",
            code="HDV-M4",
        ) from None
    hints.setdefault("name", path.stem)
    adapter = OnnxAdapter(session, content=ModelAdapter.hash_of(path.read_bytes()), **hints)
    adapter.warnings = validate(adapter)
    return adapter
