"""Mean and spread out of whatever an encoder gives."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeGuard

import numpy as np
import torch

from hdvis.errors import ModelError
from hdvis.models.adapters.torch_parts import describe
from hdvis.models.spec import Array, LatentSpec, Posterior

Split = Literal["auto", "tuple", "halves", "interleaved", "mean"] | Callable[[Any], Any]
SPLITS = ("auto", "tuple", "halves", "interleaved", "mean")
VARIANCES = ("logvar", "logstd", "std", "var")


def posterior_of(
    given: Any, latent: LatentSpec, split: Split, variance: str, name: str
) -> Posterior:
    """The posterior in `given`.

    `split` is "tuple" (mean, spread), "halves" (2·d numbers in blocks), "interleaved" (mean and
    spread by turns), "mean" (no spread), a callable that gives (mean, spread), or "auto".
    `variance` names the spread: "logvar", "logstd", "std" or "var".
    """
    if variance not in VARIANCES:
        raise ModelError(
            f"{name}: got variance={variance!r}, expected one of {', '.join(VARIANCES)}",
            code="HDV-M10",
        )
    if not callable(split) and split not in SPLITS:
        raise ModelError(
            f"{name}: got split={split!r}, expected one of {', '.join(SPLITS)} or a callable",
            code="HDV-M10",
        )
    mean, spread = _pair(given, latent, split, name)
    if not isinstance(mean, torch.Tensor) or mean.numel() != len(mean) * latent.size:
        shape = tuple(mean.shape) if isinstance(mean, torch.Tensor) else describe(mean)
        raise ModelError(
            f"{name}: encoder gave {shape}, expected (n, {latent.size}) or twice that. "
            'Pass split="halves", "interleaved" or a callable',
            code="HDV-M10",
        )
    logvar = None if spread is None else _logvar(spread.float(), variance)
    shape = (len(mean), *latent.shape)
    return Posterior(_array(mean, shape), None if logvar is None else _array(logvar, shape))


def _pair(given: Any, latent: LatentSpec, split: Split, name: str) -> tuple[Any, Any]:
    if callable(split):
        return _two(split(given))
    if isinstance(given, Mapping):
        return _from_mapping(given)
    if isinstance(given, (tuple, list)):
        return _two(given)
    if split == "auto" and _is_double(given, latent):
        split = "halves"
    if split == "halves":
        return given[:, : latent.size], given[:, latent.size :]
    if split == "interleaved":
        pairs = given.reshape(len(given), -1, 2)
        return pairs[..., 0], pairs[..., 1]
    if split in ("auto", "mean"):
        return given, None
    raise ModelError(
        f"{name}: encoder gave {describe(given)}, expected a tuple (mean, spread)", code="HDV-M10"
    )


def _is_double(given: object, latent: LatentSpec) -> TypeGuard[torch.Tensor]:
    return isinstance(given, torch.Tensor) and given.numel() == 2 * len(given) * latent.size


def _two(given: Any) -> tuple[Any, Any]:
    if isinstance(given, torch.Tensor):
        return given, None
    return given[0], (given[1] if len(given) > 1 else None)


def _from_mapping(given: Mapping[str, Any]) -> tuple[Any, Any]:
    means = ("embedding", "mean", "mu", "z")
    spreads = ("log_covariance", "logvar", "log_var")
    mean = next((given[key] for key in means if key in given), None)
    return mean, next((given[key] for key in spreads if key in given), None)


def _logvar(spread: torch.Tensor, variance: str) -> torch.Tensor:
    if variance == "logvar":
        return spread
    if variance == "logstd":
        return 2.0 * spread
    power = 2.0 if variance == "std" else 1.0
    return power * spread.abs().clamp_min(1e-30).log()


def _array(tensor: torch.Tensor, shape: tuple[int, ...]) -> Array:
    return np.ascontiguousarray(tensor.float().cpu().numpy().reshape(shape))
