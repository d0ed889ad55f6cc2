"""A run folder: a training as it lies on disk."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hdvis.errors import DataError

from .settings import Settings
from .training_data import TrainingData

if TYPE_CHECKING:
    from hdvis.data import Dataset

    from .vae import VAE

Array = np.ndarray


@dataclass(frozen=True)
class Run:
    """A training: its settings, pictures, labels and latents, and all its stages."""

    folder: Path
    settings: Settings

    @property
    def stages(self) -> tuple[int, ...]:
        """Numbers of the recorded stages, 0 being the untrained network."""
        found = self.folder.glob("stages/[0-9]*/weights.safetensors")
        return tuple(sorted(int(path.parent.name) for path in found))

    def stage_folder(self, stage: int = -1) -> Path:
        """Where `stage` lies; negative numbers count from the last."""
        number = stage if stage >= 0 else self.stages[stage]
        return self.folder / "stages" / f"{number:04d}"

    @property
    def images(self) -> Array:
        """The kept pictures, uint8 (n, H, W, C), mapped from disk."""
        return np.load(self.folder / "images.npy", mmap_mode="r")

    @property
    def latents(self) -> Array:
        """Posterior means of the kept pictures after the last stage, float32 (n, d)."""
        return np.load(self.folder / "latents.npy")

    @property
    def labels(self) -> Mapping[str, Array]:
        """What is known of the kept pictures, by name, (n,) each."""
        with np.load(self.folder / "labels.npz", allow_pickle=False) as file:
            return {name: file[name] for name in file.files}

    @property
    def history(self) -> Sequence[Mapping[str, float]]:
        """The losses of each stage."""
        files = (self.stage_folder(stage) / "losses.json" for stage in self.stages)
        return [json.loads(path.read_text()) for path in files]

    def stage_latents(self, stage: int = -1) -> Array:
        """Posterior means (k, d) of the followed rows at `stage`."""
        return np.load(self.stage_folder(stage) / "latents.npy")

    def stage_logvars(self, stage: int = -1) -> Array:
        """Posterior log-variances (k, d) of the followed rows at `stage`."""
        return np.load(self.stage_folder(stage) / "logvars.npy")

    def predictions(self, stage: int = -1) -> Array:
        """The fixed test pictures as decoded at `stage`, uint8 (16, H, W, C)."""
        return np.load(self.stage_folder(stage) / "predictions.npy")

    def model(self, stage: int = -1) -> "VAE":
        """The network as it was at `stage`, in eval mode."""
        from .builders import load_model

        return load_model(self.stage_folder(stage) / "weights.safetensors")

    def film(self, path: str | Path | None = None, zoom: int = 2) -> Path:
        """Write the prediction matrices of all stages as a GIF (predictions.gif)."""
        from .matrix import prediction_matrix, save_film

        target = Path(path) if path else self.folder / "predictions.gif"
        sheets = [prediction_matrix(self.predictions(stage)) for stage in self.stages]
        save_film([s.repeat(zoom, 0).repeat(zoom, 1) for s in sheets], target)
        return target

    def dataset(self) -> "Dataset":
        """Latents, pictures and labels as hdvis shows them."""
        from hdvis.data import Dataset

        names = [f"z{i}" for i in range(self.latents.shape[1])]
        name = f"{self.settings.data}, {self.settings.builder.removeprefix('hdvis_zoo.')}"
        return Dataset.from_arrays(
            self.latents, name=name, names=names, images=self.images, labels=dict(self.labels)
        )


def open_run(path: str | Path) -> Run:
    """The run in the folder `path`; DataError when there is none."""
    folder = Path(path)
    if not (folder / "config.json").is_file():
        raise DataError(f"{folder.name}: no config.json in it; expected a folder of hdvis train")
    return Run(folder, Settings.read(folder))


def is_run(path: str | Path) -> bool:
    """Whether `path` is a run folder with at least one finished training."""
    folder = Path(path)
    return (folder / "config.json").is_file() and (folder / "latents.npy").is_file()


def read_run_dataset(path: str | Path) -> "Dataset | None":
    """The data set of a run folder, or None for any other path."""
    return open_run(path).dataset() if is_run(path) else None


def keep_data(folder: Path, pictures: TrainingData, keep: int, seed: int) -> None:
    """Write the pictures and labels that will be shown."""
    kept = pictures.first(keep, seed)
    np.save(folder / "images.npy", kept.images)
    labels: dict[str, Any] = {name: np.asarray(v) for name, v in kept.labels.items()}
    np.savez(folder / "labels.npz", **labels)


def keep_latents(folder: Path, settings: Settings) -> None:
    """Encode the kept pictures with the last stage's weights, and write the GIF."""
    from .encoding import encode

    run = Run(folder, settings)
    mean, _ = encode(run.model(), run.images, settings.binarise)
    np.save(folder / "latents.npy", mean)
    run.film()
