"""Models that answer while you drag: adapters, the decode engine, edits, paths and the projector.

What needs torch is resolved on first use, so that importing `hdvis.models` does not import it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hdvis.models.adapt import adapt
from hdvis.models.dry_run import check_latents, dry_run
from hdvis.models.load import load
from hdvis.models.series import CheckpointSeries, series

if TYPE_CHECKING:
    from hdvis.models.adapter import ModelAdapter as ModelAdapter
    from hdvis.models.cache import ByteCache as ByteCache
    from hdvis.models.edits import Edit as Edit
    from hdvis.models.edits import EditStack as EditStack
    from hdvis.models.encoding import Encoded as Encoded
    from hdvis.models.engine import Engine as Engine
    from hdvis.models.function_adapter import FunctionAdapter as FunctionAdapter
    from hdvis.models.latent_model import LatentModel as LatentModel
    from hdvis.models.losses import feature_loss as feature_loss
    from hdvis.models.losses import lpips_loss as lpips_loss
    from hdvis.models.losses import multiscale_loss as multiscale_loss
    from hdvis.models.losses import pixel_loss as pixel_loss
    from hdvis.models.manifold import Manifold as Manifold
    from hdvis.models.process_adapter import ProcessAdapter as ProcessAdapter
    from hdvis.models.projector import Projection as Projection
    from hdvis.models.projector import Projector as Projector
    from hdvis.models.projector import project as project
    from hdvis.models.requests import Decoded as Decoded
    from hdvis.models.shown import Shown as Shown
    from hdvis.models.spec import Curve as Curve
    from hdvis.models.spec import LatentSpec as LatentSpec
    from hdvis.models.spec import OutputSpec as OutputSpec
    from hdvis.models.spec import Posterior as Posterior
    from hdvis.models.spec import Scalars as Scalars
    from hdvis.models.torch_adapter import TorchAutoencoder as TorchAutoencoder
    from hdvis.models.torch_adapter import TorchDecoder as TorchDecoder
    from hdvis.models.weights import read_weights as read_weights
    from hdvis.models.worker import Worker as Worker

_HOME = {
    "ByteCache": "cache",
    "Curve": "spec",
    "Decoded": "requests",
    "Edit": "edits",
    "EditStack": "edits",
    "Encoded": "encoding",
    "Engine": "engine",
    "FunctionAdapter": "function_adapter",
    "LatentModel": "latent_model",
    "LatentSpec": "spec",
    "Manifold": "manifold",
    "ModelAdapter": "adapter",
    "OutputSpec": "spec",
    "Posterior": "spec",
    "ProcessAdapter": "process_adapter",
    "Projection": "projector",
    "Projector": "projector",
    "Scalars": "spec",
    "Shown": "shown",
    "TorchAutoencoder": "torch_adapter",
    "TorchDecoder": "torch_adapter",
    "Worker": "worker",
    "feature_loss": "losses",
    "lpips_loss": "losses",
    "multiscale_loss": "losses",
    "pixel_loss": "losses",
    "project": "projector",
    "read_weights": "weights",
}

__all__ = [
    "CheckpointSeries",
    "adapt",
    "check_latents",
    "dry_run",
    "load",
    "series",
    *_HOME,
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
