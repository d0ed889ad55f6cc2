"""Kernels: masks, planes, pair counts and statistics, compiled on first use and kept on disk."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hdvis.accel.predicates import evaluate

__all__ = ["evaluate"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.predicates"), name)
