"""Models that answer while you drag: adapters, the decode engine, edits, paths and the projector.

What needs torch is resolved on first use, so that importing `hdvis.models` does not import it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hdvis.models.adapters.adapt import adapt
from hdvis.models.adapters.series import CheckpointSeries, series
from hdvis.models.adapters.validate import check_latents, validate
from hdvis.models.weights.load import load

if TYPE_CHECKING:
    from hdvis.models.adapters.adapter import ModelAdapter as ModelAdapter
    from hdvis.models.adapters.function_adapter import FunctionAdapter as FunctionAdapter
    from hdvis.models.adapters.process_adapter import ProcessAdapter as ProcessAdapter
    from hdvis.models.adapters.torch_adapter import TorchAutoencoder as TorchAutoencoder
    from hdvis.models.adapters.torch_adapter import TorchDecoder as TorchDecoder
    from hdvis.models.batched import EncodeResult as EncodeResult
    from hdvis.models.edits import Edit as Edit
    from hdvis.models.edits import EditStack as EditStack
    from hdvis.models.engine.cache import ByteCache as ByteCache
    from hdvis.models.engine.decode_result import DecodeResult as DecodeResult
    from hdvis.models.engine.engine import Engine as Engine
    from hdvis.models.engine.requests import DecodedBatch as DecodedBatch
    from hdvis.models.inversion.losses import feature_loss as feature_loss
    from hdvis.models.inversion.losses import lpips_loss as lpips_loss
    from hdvis.models.inversion.losses import multiscale_loss as multiscale_loss
    from hdvis.models.inversion.losses import pixel_loss as pixel_loss
    from hdvis.models.inversion.projector import Projection as Projection
    from hdvis.models.inversion.projector import Projector as Projector
    from hdvis.models.inversion.projector import project as project
    from hdvis.models.latent_distribution import LatentDistribution as LatentDistribution
    from hdvis.models.latent_model import LatentModel as LatentModel
    from hdvis.models.model_table import ModelTable as ModelTable
    from hdvis.models.spec import Curve as Curve
    from hdvis.models.spec import LatentSpec as LatentSpec
    from hdvis.models.spec import OutputSpec as OutputSpec
    from hdvis.models.spec import Posterior as Posterior
    from hdvis.models.spec import Scalars as Scalars
    from hdvis.models.weights.read import read_weights as read_weights

_HOME = {
    "ByteCache": "engine.cache",
    "Curve": "spec",
    "DecodeResult": "engine.decode_result",
    "DecodedBatch": "engine.requests",
    "Edit": "edits",
    "EditStack": "edits",
    "EncodeResult": "batched",
    "Engine": "engine.engine",
    "FunctionAdapter": "adapters.function_adapter",
    "LatentDistribution": "latent_distribution",
    "LatentModel": "latent_model",
    "LatentSpec": "spec",
    "ModelAdapter": "adapters.adapter",
    "ModelTable": "model_table",
    "OutputSpec": "spec",
    "Posterior": "spec",
    "ProcessAdapter": "adapters.process_adapter",
    "Projection": "inversion.projector",
    "Projector": "inversion.projector",
    "Scalars": "spec",
    "TorchAutoencoder": "adapters.torch_adapter",
    "TorchDecoder": "adapters.torch_adapter",
    "feature_loss": "inversion.losses",
    "lpips_loss": "inversion.losses",
    "multiscale_loss": "inversion.losses",
    "pixel_loss": "inversion.losses",
    "project": "inversion.projector",
    "read_weights": "weights.read",
}

__all__ = [
    "CheckpointSeries",
    "adapt",
    "check_latents",
    "load",
    "series",
    "validate",
    *_HOME,
]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
