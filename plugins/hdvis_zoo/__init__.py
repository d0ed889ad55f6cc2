"""Reference models, their objectives and trainer, and faces drawn by program.

Everything is resolved on first use, so that importing `hdvis_zoo` imports neither torch nor
Lightning. `drawn_faces(n, seed)` draws the faces, `train(model, data, out)` trains a network
into a run folder, `open_run(path)` opens one, `faces_demo()` is the first thing hdvis shows.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "builders": ("BUILDERS", "build", "load_model", "save_model"),
    "command": ("add_train_command", "run_train"),
    "conv_vae": ("ConvVAE",),
    "cvae": ("CVAE",),
    "faces": ("DrawnFaces", "drawn_faces"),
    "faces_cache": ("cached_faces",),
    "faces_demo": ("faces_demo",),
    "faces_model": ("faces_model",),
    "initialisation": ("glorot_normal",),
    "mlp_vae": ("MLPVAE",),
    "objectives": ("DFC", "ELBO", "IWAE", "BetaTC", "VGGFeatures", "Warmup", "make_objective"),
    "run": ("Run", "is_run", "open_run", "read_run_dataset"),
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


def __dir__() -> list[str]:
    return __all__
