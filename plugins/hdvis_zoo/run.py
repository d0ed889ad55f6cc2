"""A run folder: a training as it lies on disk."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hdvis.errors import DataError, shorten

from .settings import Settings
from .training_data import TrainingData

if TYPE_CHECKING:
    from hdvis.data import Dataset
    from hdvis.models import CheckpointSeries

    from .vae import VAE

Array = np.ndarray
FILM_RATE = 3
"""Stages a second in a film."""


@dataclass(frozen=True)
class Run:
    """A training: its settings, pictures, labels and latents, and all its stages."""

    folder: Path
    settings: Settings

    @property
    def title(self) -> str:
        """What was trained on what, in a few words."""
        return f"{self.kind} on {self.settings.data}"

    @property
    def kind(self) -> str:
        """What was trained: the network's class."""
        return self.settings.builder.removeprefix("hdvis_zoo.")

    @property
    def stages(self) -> tuple[int, ...]:
        """Numbers of the recorded stages, 0 being the untrained network."""
        found = self.folder.glob("stages/[0-9]*/weights.safetensors")
        names = [path.parent.name for path in found]
        return tuple(sorted(int(name) for name in names if name.isdigit()))

    def stage_folder(self, stage: int = -1) -> Path:
        """Where `stage` lies; negative numbers count from the last."""
        number = stage if stage >= 0 else self.stages[stage]
        return self.folder / "stages" / f"{number:04d}"

    @property
    def images(self) -> Array:
        """The kept pictures, uint8 (n, H, W, C), mapped from disk."""
        return _array(self.folder / "images.npy", mmap_mode="r")

    @property
    def latents(self) -> Array:
        """Posterior means of the kept pictures after the last stage, float32 (n, d).

        A training that was stopped has not written them; they are worked out here.
        """
        path = self.folder / "latents.npy"
        return _array(path) if path.is_file() else self._encoded()

    def _encoded(self) -> Array:
        from .encoding import encode

        return encode(self.model(), self.images, self.settings.binarise)[0]

    @property
    def labels(self) -> Mapping[str, Array]:
        """What is known of the kept pictures, by name, (n,) each."""
        from hdvis.data.files.npz import read_npz

        return read_npz(self.folder / "labels.npz")

    @property
    def history(self) -> Sequence[Mapping[str, float]]:
        """The losses of each stage."""
        files = (self.stage_folder(stage) / "losses.json" for stage in self.stages)
        return [json.loads(path.read_text()) for path in files]

    def stage_latents(self, stage: int = -1) -> Array:
        """Posterior means (k, d) of the followed rows at `stage`."""
        return _array(self.stage_folder(stage) / "latents.npy")

    def stage_logvars(self, stage: int = -1) -> Array:
        """Posterior log-variances (k, d) of the followed rows at `stage`."""
        return _array(self.stage_folder(stage) / "logvars.npy")

    def predictions(self, stage: int = -1) -> Array:
        """The fixed test pictures as decoded at `stage`, uint8 (16, H, W, C)."""
        return _array(self.stage_folder(stage) / "predictions.npy")

    def model(self, stage: int = -1) -> "VAE":
        """The network as it was at `stage`, in eval mode."""
        from .builders import load_model

        return load_model(self.stage_folder(stage) / "weights.safetensors")

    def series(self) -> "CheckpointSeries":
        """The networks of all stages as adapters, a few of them in memory at a time."""
        from hdvis.models import series

        from .adapter import ZooAutoencoder

        def at(stage: int) -> "Callable[[], ZooAutoencoder]":
            return lambda: ZooAutoencoder(self.model(stage))

        return series({stage: at(stage) for stage in self.stages})

    def sheet(self, stage: int = -1, zoom: int = 2) -> Array:
        """The prediction matrix of `stage`: the test pictures side by side, uint8 (H, W, C)."""
        from .matrix import prediction_matrix

        sheet = prediction_matrix(self.predictions(stage), gap=1)
        return sheet.repeat(zoom, 0).repeat(zoom, 1)

    def film(self, form: str = "gif") -> tuple[str, bytes]:
        """The prediction matrices of all stages as a file, its name and its bytes."""
        from hdvis.render import film_file

        rest = self.stages[-1:] * 3  # the last one stays for longer
        sheets = np.stack([self.sheet(stage) for stage in (*self.stages, *rest)])
        return film_file(form, sheets, f"{self.title} by stage", back=False, rate=FILM_RATE)

    def dataset(self) -> "Dataset":
        """Latents, pictures and labels as hdvis shows them."""
        from hdvis.data import Dataset

        names = [f"z{i}" for i in range(self.latents.shape[1])]
        labels = dict(self.labels)
        return Dataset.from_arrays(
            self.latents, name=self.title, names=names, images=self.images, labels=labels or None
        )


def open_run(path: str | Path) -> Run:
    """The run in the folder `path`. Raises DataError when there is none, or none to be read."""
    folder = Path(path)
    if not is_run(folder):
        raise DataError(
            f"{folder.name}: got no finished stage in it, expected a folder of hdvis train",
            code="HDV-F10",
        )
    return Run(folder, Settings.read(folder))


def is_run(path: str | Path) -> bool:
    """Whether `path` is a run folder with at least the untrained network in it."""
    folder = Path(path)
    parts = ("config.json", "images.npy", "stages/0000/weights.safetensors")
    return all((folder / part).is_file() for part in parts)


def read_run_dataset(path: str | Path) -> "Dataset | None":
    """The data set of a run folder, or None for any other path."""
    return open_run(path).dataset() if is_run(path) else None


def _array(path: Path, mmap_mode: str | None = None) -> Array:
    try:
        return np.load(path, mmap_mode=mmap_mode, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise DataError(
            f"{path.parent.name}/{path.name} cannot be read ({shorten(error)}). "
            "Train the run again, or copy it anew",
            code="HDV-F3",
        ) from None


def keep_data(folder: Path, pictures: TrainingData, keep: int, seed: int) -> None:
    """Write the pictures and labels that will be shown, where that was not done before."""
    if (folder / "labels.npz").is_file():
        return
    kept = pictures.first(keep, seed)
    np.save(folder / "images.npy", kept.images)
    labels: dict[str, Any] = {name: np.asarray(v) for name, v in kept.labels.items()}
    np.savez(folder / "labels.npz", **labels)


def keep_latents(folder: Path, settings: Settings) -> None:
    """Encode the kept pictures with the last stage's weights, and write the GIF."""
    run = Run(folder, settings)
    np.save(folder / "latents.npy", run.latents)
    (folder / "predictions.gif").write_bytes(run.film()[1])
