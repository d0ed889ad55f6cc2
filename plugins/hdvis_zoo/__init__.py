"""Reference models, their objectives and trainer, and faces drawn by program.

Everything is resolved on first use, so that importing `hdvis_zoo` imports neither torch nor
Lightning; there is no `__dir__`, since pluggy would resolve all that it lists.
`drawn_faces(n, seed)` draws the faces, `train(model, data, out)` trains a network into a run
folder, `open_run(path)` opens one, `faces_demo()` is the first thing hdvis shows.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from hdvis import hookimpl

_HOMES = {
    "adapter": ("ZooAutoencoder", "adapt_zoo"),
    "builders": ("BUILDERS", "build", "load_model", "save_model"),
    "command": ("train_command",),
    "conv_vae": ("ConvVAE",),
    "cvae": ("CVAE",),
    "faces": ("DrawnFaces", "drawn_faces"),
    "faces_cache": ("cached_faces",),
    "faces_demo": ("FacesDemo", "faces_demo"),
    "faces_model": ("faces_model", "train_faces_model"),
    "initialisation": ("glorot_normal",),
    "mlp_vae": ("MLPVAE",),
    "objectives": ("DFC", "ELBO", "IWAE", "BetaTC", "VGGFeatures", "Warmup", "make_objective"),
    "run": ("Run", "is_run", "open_run"),
    "style_generator": ("StyleGenerator",),
    "trainer": ("train",),
    "training_data": ("TrainingData", "load_training_data"),
    "vae": ("VAE", "parameters"),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


@hookimpl
def hdvis_read_dataset(path: Path) -> Any:
    """A run folder of `hdvis train`, or the published fusion set."""
    from .fusion_set import read_fusion
    from .run import read_run_dataset

    return read_run_dataset(path) or read_fusion(path)


@hookimpl
def hdvis_adapt_model(model: object) -> Any:
    """The adapter of a network of the zoo, of a file of its weights, or of a run folder."""
    if not _may_be_ours(model):
        return None
    from .adapter import adapt_zoo

    return adapt_zoo(model)


def _may_be_ours(model: object) -> bool:
    """Spares everything else the import of torch."""
    if isinstance(model, str | Path):
        path = Path(model)
        return path.suffix.lower() == ".safetensors" or (path / "config.json").is_file()
    return any(kind.__module__.startswith(f"{__name__}.") for kind in type(model).__mro__)


@hookimpl
def hdvis_modules() -> list[Any]:
    """Training."""
    from .training import Training

    return [Training]


@hookimpl
def hdvis_demos() -> Mapping[str, Callable[[], Mapping[str, Any]]]:
    """`hdvis demo faces` and `hdvis demo faces-density`."""
    return {"faces": _faces, "faces-density": _faces_density}


def _faces() -> Mapping[str, Any]:
    from .faces_demo import faces_demo

    demo = faces_demo()
    return {"dataset": demo.dataset(), "model": demo.model, "layout": "latentvis"}


def _faces_density() -> Mapping[str, Any]:
    """Where the faces lie densely over their three widest directions, and what lies there."""
    import numpy as np

    from hdvis.analysis.density import log_density

    from .faces_demo import faces_demo

    demo = faces_demo()
    middle = demo.latents - demo.latents.mean(axis=0)
    wide = middle @ np.linalg.svd(middle, full_matrices=False)[2][:3].T
    names = ["wide 1", "wide 2", "wide 3"]
    columns = {name: np.ascontiguousarray(axis) for name, axis in zip(names, wide.T, strict=True)}
    data = demo.dataset().with_columns({**columns, "log density": log_density(wide)})
    dataset = data.with_function(names, "log density", "none")
    return {"dataset": dataset, "model": demo.model, "layout": "topology"}


@hookimpl
def hdvis_commands() -> Mapping[str, Callable[[list[str]], int]]:
    """`hdvis train`."""
    from .command import train_command

    return {"train": train_command}
