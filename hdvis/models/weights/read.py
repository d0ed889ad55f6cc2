"""Weights from files: what can only be data by default, what can run code only with trust."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hdvis.errors import DataError, ModelError, shorten
from hdvis.models.weights.file_kind import FileKind, globals_of, sniff

if TYPE_CHECKING:
    import torch

log = logging.getLogger(__name__)
_NESTED = ("state_dict", "model_state_dict", "model", "weights", "generator", "g_ema")
_ALLOWABLE = frozenset(
    {
        "argparse.Namespace",
        "pathlib.Path",
        "pathlib.PosixPath",
        "pathlib.WindowsPath",
        "pathlib.PurePosixPath",
        "pathlib._local.PosixPath",
        "collections.defaultdict",
        "numpy.dtype",
        "numpy.ndarray",
        "numpy._core.multiarray.scalar",
        "numpy._core.multiarray._reconstruct",
        "numpy.core.multiarray.scalar",
        "numpy.core.multiarray._reconstruct",
    }
)
_NOT_CODE = ("torch", "collections", "numpy", "pathlib", "argparse", "lightning", "omegaconf")


def read_weights(
    path: str | Path, *, trust: bool = False, allow: Sequence[type] = ()
) -> tuple[dict[str, "torch.Tensor"], dict[str, str]]:
    """Tensors by name, and metadata, from safetensors, npz or a torch state dict.

    `allow` lists harmless extra classes (argparse.Namespace, pathlib paths, numpy scalars) that a
    torch file may hold. Raises `ModelError` HDV-M1 … M7 or F13; never loads more than asked.
    """
    place = Path(path)
    kind = sniff(place)
    if kind == "safetensors":
        from hdvis.models.weights.safetensors_file import read_safetensors

        return read_safetensors(place)
    if kind == "npz":
        return _read_npz(place), {}
    if kind in ("zip-state", "pickle"):
        return state_dict(read_torch(place, kind, trust, allow), place.name), {}
    raise ModelError(
        f"{place.name}: got a {kind} file, expected weights (safetensors, npz or a torch state "
        "dict). Save state_dict()",
        code="HDV-M4",
    )


def read_torch(path: Path, kind: FileKind, trust: bool, allow: Sequence[type]) -> Any:
    """What a torch file holds; without trust only tensors and plain containers."""
    if trust:
        return _read_trusted(path)
    from hdvis.accel.tensor_files import load_plain

    check_allowed(allow)
    try:
        return load_plain(path, allow)
    except ModelError:
        raise
    except Exception as error:  # torch tells a damaged file by whatever happens to break
        raise _refusal(path, kind, error, allow) from None


def _read_trusted(path: Path) -> Any:
    import torch

    log.warning("%s is loaded with trust=True: it can run code", path)
    try:
        return torch.load(path, map_location="cpu", weights_only=False)
    except Exception as error:
        raise ModelError(
            f"{path.name}: trusted, and still not loaded: {type(error).__name__}: "
            f"{shorten(error, 120)}. Fetch the file again, or install what it needs",
            code="HDV-M4",
        ) from None


def state_dict(loaded: Any, name: str) -> dict[str, "torch.Tensor"]:
    """The tensors in what a file held, looked for under the usual keys."""
    import torch

    if isinstance(loaded, torch.nn.Module):
        return dict(loaded.state_dict())
    for key in ("", *_NESTED):
        inner = loaded if not key else loaded.get(key)
        if isinstance(inner, Mapping) and inner and _all_tensors(inner):
            return dict(inner)
        if not isinstance(loaded, Mapping):
            break
    if isinstance(loaded, Mapping) and not loaded:
        raise ModelError(f"{name}: got an empty file, expected weights by name", code="HDV-M7")
    kind = (
        f"a dict with {shorten(', '.join(map(str, loaded)))}"
        if isinstance(loaded, Mapping)
        else f"a {type(loaded).__name__}"
    )
    raise ModelError(
        f"{name}: got {kind}, expected weights by name. Save model.state_dict()", code="HDV-M7"
    )


def _all_tensors(values: Mapping[object, object]) -> bool:
    return all(hasattr(value, "shape") for value in values.values())


def _read_npz(path: Path) -> dict[str, "torch.Tensor"]:
    import torch

    from hdvis.data.files.npz import read_npz

    try:
        return {name: torch.from_numpy(array) for name, array in read_npz(path).items()}
    except (DataError, TypeError) as error:
        raise ModelError(
            f"{path.name}: got members that are no plain arrays ({shorten(error, 120)}), expected "
            "numbers. Save with numpy.savez and without objects",
            code="HDV-M1",
        ) from None


def check_allowed(allow: Sequence[type]) -> None:
    """Raise `ModelError` HDV-M3 for a class that is not known to be harmless."""
    for item in allow:
        name = f"{getattr(item, '__module__', '')}.{getattr(item, '__qualname__', item)}"
        if name not in _ALLOWABLE and not name.startswith("numpy.dtypes."):
            raise ModelError(
                f"allow: got {shorten(name)}, expected one of {', '.join(sorted(_ALLOWABLE))}. "
                "Anything else needs trust=True",
                code="HDV-M3",
            )


def _refusal(path: Path, kind: FileKind, error: Exception, allow: Sequence[type]) -> ModelError:
    """Why a file was not loaded, without torch's hint to switch the check off."""
    names = globals_of(path, kind)
    if any(name.startswith("torch.nn.modules.") for name in names):
        own = next((n for n in names if not n.startswith(("torch.", "collections."))), names[0])
        return ModelError(
            f"{path.name}: holds a full module ({own}), expected weights. Save "
            "model.state_dict() and pass a builder: load(path, build=…)",
            code="HDV-M2",
        )
    code = next((n for n in names if not n.startswith(_NOT_CODE) and not _known(n)), "")
    if code:
        return ModelError(
            f"{path.name}: contains code ({code}), not loaded; expected weights only. Ask its "
            "author for safetensors",
            code="HDV-M1",
        )
    given = {f"{getattr(i, '__module__', '')}.{getattr(i, '__qualname__', i)}" for i in allow}
    extra = next((n for n in names if not _known(n) and n not in given), "")
    if extra:
        return ModelError(
            f"{path.name}: holds a {extra} beside its weights, expected tensors only. Pass "
            f"allow=[{extra}] if it is one of the harmless ones, or save state_dict() alone",
            code="HDV-M3",
        )
    return ModelError(
        f"{path.name}: not a checkpoint (damaged or cut short: {type(error).__name__}), expected "
        "a torch state dict. Fetch the file again",
        code="HDV-M4",
    )


def _known(name: str) -> bool:
    return name.startswith("torch.") or name in ("collections.OrderedDict", "_codecs.encode")
