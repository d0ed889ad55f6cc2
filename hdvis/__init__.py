"""See inside a model's latent space: linked views, live decoding, semantic directions.

    import hdvis
    hdvis.show(latents, images=images, labels=labels, model=vae)

Names are resolved on first use, so that importing hdvis is cheap.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "Visualizer": "hdvis.app",
    "DataHook": "hdvis.app",
    "show": "hdvis.app.show",
    "open": "hdvis.app.open",
    "Module": "hdvis.modules",
    "Slot": "hdvis.state",
    "hookimpl": "hdvis.hooks",
    "Dataset": "hdvis.data",
    "Column": "hdvis.data",
    "load": "hdvis.sources",
    "adapt": "hdvis.models",
    "HdvisError": "hdvis.errors",
    "DataError": "hdvis.errors",
    "LayoutError": "hdvis.errors",
    "ModelError": "hdvis.errors",
    "PluginError": "hdvis.errors",
    "LimitError": "hdvis.errors",
    "Cancelled": "hdvis.errors",
}
__all__ = sorted([*_HOMES, "__version__"])

if TYPE_CHECKING:
    from hdvis.app import DataHook as DataHook
    from hdvis.app import Visualizer as Visualizer
    from hdvis.app.open import open as open
    from hdvis.app.show import show as show
    from hdvis.data import Column as Column
    from hdvis.data import Dataset as Dataset
    from hdvis.errors import Cancelled as Cancelled
    from hdvis.errors import DataError as DataError
    from hdvis.errors import HdvisError as HdvisError
    from hdvis.errors import LayoutError as LayoutError
    from hdvis.errors import LimitError as LimitError
    from hdvis.errors import ModelError as ModelError
    from hdvis.errors import PluginError as PluginError
    from hdvis.hooks import hookimpl as hookimpl
    from hdvis.models import adapt as adapt
    from hdvis.modules import Module as Module
    from hdvis.sources import load as load
    from hdvis.state import Slot as Slot


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'hdvis' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
