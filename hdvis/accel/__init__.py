"""Kernels: masks, planes, pair counts and statistics, compiled on first use and kept on disk."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hdvis.accel.predicates import SelectionMasks, evaluate, selection_mask
    from hdvis.accel.warm import warm

__all__ = ["SelectionMasks", "evaluate", "selection_mask", "warm"]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "warm" if name == "warm" else "predicates"
    return getattr(import_module(f"{__name__}.{home}"), name)
