"""A model from a file: what can only be data without a word, what can run code with trust only."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hdvis.errors import ModelError, shorten
from hdvis.models.adapters.adapter import ModelAdapter
from hdvis.models.weights.file_kind import sniff

if TYPE_CHECKING:
    import torch
    from torch import nn

log = logging.getLogger(__name__)
Builders = Mapping[str, Callable[..., Any]]


def load(
    path: str | Path,
    *,
    build: Any = None,
    builders: Builders | None = None,
    trust: bool = False,
    allow: Sequence[type] = (),
    **hints: Any,
) -> ModelAdapter:
    """The adapter of the model in `path`.

    Weights (safetensors, npz, torch state dict) need the architecture: `build` is a module, a
    callable that makes one, or a name in `builders`; a safetensors file may name its builder
    ("hdvis.builder") and JSON options ("hdvis.options") in its metadata. ONNX needs neither.
    Files that can run code (TorchScript, .pt2, whole pickled modules) need `trust=True`, which
    no layout can give, and are never fallen back to. Hints are those of `adapt`. Raises
    `ModelError` HDV-M1 … M7, F13.
    """
    place = Path(path)
    kind = sniff(place)
    if kind == "onnx":
        from hdvis.models.adapters.onnx_adapter import open_onnx

        return open_onnx(place, **hints)
    if kind in ("torchscript", "pt2"):
        return _load_program(place, kind, trust, hints)
    from hdvis.models.weights.read import read_torch, read_weights

    if trust and build is None and kind in ("zip-state", "pickle"):
        loaded = read_torch(place, kind, trust, allow)
        if hasattr(loaded, "state_dict"):
            return _adapted(loaded, hints)
    weights, metadata = read_weights(place, trust=trust, allow=allow)
    return adapt_weights(
        weights, place.name, build=build, builders=builders, metadata=metadata, **hints
    )


def adapt_weights(
    weights: Mapping[str, "torch.Tensor"],
    name: str,
    *,
    build: Any = None,
    builders: Builders | None = None,
    metadata: Mapping[str, str] | None = None,
    **hints: Any,
) -> ModelAdapter:
    """The adapter of `weights` put into the module that `build` (or the metadata) names."""
    module = _built(name, build, builders or {}, metadata or {})
    load_state(module, weights, name)
    if "name" not in hints:
        hints["name"] = type(module).__name__
    return _adapted(module, hints)


def load_state(module: "nn.Module", weights: Mapping[str, "torch.Tensor"], name: str) -> None:
    """Put `weights` into `module`, strictly; raises `ModelError` HDV-M7 listing what differs."""
    own = module.state_dict()
    missing = [key for key in own if key not in weights]
    extra = [key for key in weights if key not in own]
    shapes = [
        f"{key} {tuple(weights[key].shape)} for {tuple(own[key].shape)}"
        for key in own
        if key in weights and weights[key].shape != own[key].shape
    ]
    faults = [
        f"{len(keys)} {what} ({', '.join(keys[:5])}{', …' if len(keys) > 5 else ''})"
        for keys, what in ((missing, "missing"), (extra, "unexpected"), (shapes, "of other shape"))
        if keys
    ]
    if faults:
        raise ModelError(
            f"{name}: weights do not fit {type(module).__name__}: {'; '.join(faults)}. Pass the "
            "builder and options it was trained with",
            code="HDV-M7",
        )
    module.load_state_dict(weights)


def _built(name: str, build: Any, builders: Builders, metadata: Mapping[str, str]) -> Any:
    if build is None or isinstance(build, str):
        return _built_by_name(name, build or metadata.get("hdvis.builder", ""), builders, metadata)
    if hasattr(build, "state_dict") and not isinstance(build, type):
        import copy

        return copy.deepcopy(build)
    if callable(build):
        return build()
    raise ModelError(
        f"{name}: got build={shorten(build)}, expected a module, a callable or a builder's name",
        code="HDV-M7",
    )


def _built_by_name(name: str, builder: str, builders: Builders, metadata: Mapping[str, str]) -> Any:
    known = ", ".join(sorted(builders)) or "none"
    if not builder:
        raise ModelError(
            f"{name}: holds weights only, expected an architecture for them. Pass build=… "
            f"(a module, a callable or one of the builders: {known})",
            code="HDV-M7",
        )
    if builder not in builders:
        raise ModelError(
            f"{name}: got the builder {shorten(builder)!r}, expected one of: {known}. Install the "
            "plugin that offers it",
            code="HDV-M7",
        )
    try:
        options = json.loads(metadata.get("hdvis.options", "{}"))
        return builders[builder](**options)
    except (TypeError, ValueError) as error:
        raise ModelError(
            f"{name}: builder {builder} refused its options: {shorten(error, 120)}", code="HDV-M7"
        ) from None


def _load_program(path: Path, kind: str, trust: bool, hints: dict[str, Any]) -> ModelAdapter:
    if not trust:
        raise ModelError(
            f"{path.name}: got a {kind} archive, which can run code; expected weights. Write "
            "trust=True in your own script if you trust its author",
            code="HDV-M5",
        )
    import torch

    log.warning("%s is loaded with trust=True: it can run code", path)
    if kind == "torchscript":
        program = torch.jit.load(str(path), map_location="cpu")  # type: ignore[no-untyped-call]
        return _adapted(program, hints)
    return _adapted(torch.export.load(str(path)).module(), hints)


def _adapted(module: object, hints: dict[str, Any]) -> ModelAdapter:
    from hdvis.models.adapters.adapt import adapt

    return adapt(module, **hints)
