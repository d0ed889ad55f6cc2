"""The decoding or encoding part of a torch module: where it is and how it is called."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from hdvis.errors import ModelError, shorten

Pick = int | str | Callable[[Any], torch.Tensor] | None
"""Which output is meant where a module gives several: an index, a key or a callable."""


@dataclass(frozen=True, eq=False)
class Part:
    """`call(root, x)` runs it; `copyable` says that it may be run with a copy of `root`."""

    root: nn.Module
    call: Callable[[nn.Module, torch.Tensor], Any]
    copyable: bool = True

    def tensors(self) -> Iterator[torch.Tensor]:
        """Parameters and buffers."""
        yield from self.root.parameters()
        yield from self.root.buffers()


def part_of(module: nn.Module, what: str | nn.Module | Callable[..., Any] | None) -> Part:
    """The part of `module` meant by `what`: None (its forward), a name, a module or a callable."""
    if what is None:
        return Part(module, _forward)
    if isinstance(what, nn.Module):
        return Part(what, _forward)
    if callable(what):
        return Part(module, lambda root, x: what(x), copyable=False)
    found = getattr(module, what, None)
    if isinstance(found, nn.Module):
        return Part(found, _forward)
    if callable(found):
        return Part(module, lambda root, x: getattr(root, what)(x))
    names = ", ".join(name for name, _ in module.named_children()) or "no children"
    raise ModelError(
        f"{type(module).__name__}: got the part {shorten(what)!r}, which it does not have "
        f"({names}). Pass the name of a method or child, or a callable",
        code="HDV-M10",
    )


def _forward(root: nn.Module, x: torch.Tensor) -> Any:
    return root(x)


def quieten(root: nn.Module, name: str) -> tuple[str, ...]:
    """Put `root` in eval mode; the warning that it was not."""
    if not any(module.training for module in root.modules()):
        return ()
    try:
        root.eval()
    except NotImplementedError:  # a module out of torch.export has one mode only
        return ()
    return (f"{name} was in train mode; it was put in eval mode",)


def pick_tensor(given: Any, pick: Pick, where: str) -> torch.Tensor:
    """The one tensor meant by `pick` in what a module gave; `ModelError` HDV-M10 otherwise."""
    if callable(pick):
        given = pick(given)
    elif pick is not None:
        given = given[pick]
    if isinstance(given, torch.Tensor):
        return _plain(given, where)
    raise ModelError(
        f"{where}: got {describe(given)}, expected one tensor. "
        "Pass pick=… (an index, a key or a callable) to choose the output",
        code="HDV-M10",
    )


def _plain(given: torch.Tensor, where: str) -> torch.Tensor:
    """A dense tensor of real numbers."""
    if given.is_nested or given.is_complex():
        kind = "a nested tensor" if given.is_nested else "complex numbers"
        raise ModelError(
            f"{where}: got {kind}, expected one dense tensor of real numbers. Pass pick=… (a "
            "callable that makes one of it)",
            code="HDV-M10",
        )
    if given.is_quantized:
        return given.dequantize()
    return given.to_dense() if given.layout != torch.strided else given


def describe(given: object) -> str:
    """What came, in a few words."""
    if isinstance(given, Mapping):
        return f"a dict with {shorten(', '.join(map(str, given)))}"
    if isinstance(given, (tuple, list)):
        return f"a {type(given).__name__} of {len(given)}"
    return f"a {type(given).__name__}"


def check_one_kind(root: nn.Module, name: str) -> None:
    """Raise `ModelError` HDV-M16 when weights lie on several devices or in several precisions."""
    devices = sorted({str(p.device) for p in root.parameters()})
    kinds = sorted({str(p.dtype) for p in root.parameters() if p.is_floating_point()})
    for mixed, what in ((devices, "devices"), (kinds, "precisions")):
        if len(mixed) > 1:
            raise ModelError(
                f"{name}: got weights on several {what} ({', '.join(mixed)}), expected one. "
                "Move the whole model with model.to(…)",
                code="HDV-M16",
            )


def fingerprint_of(root: nn.Module) -> str:
    """Hash of class, parameter names and bytes, buffers included."""
    digest = hashlib.blake2b(str(root).encode(), digest_size=16)
    for name, tensor in root.state_dict().items():
        digest.update(f"{name}{tuple(tensor.shape)}{tensor.dtype}".encode())
        flat = tensor.detach().cpu().contiguous().reshape(-1)
        digest.update(flat.view(torch.uint8).numpy().data if flat.numel() else b"")
    return digest.hexdigest()
