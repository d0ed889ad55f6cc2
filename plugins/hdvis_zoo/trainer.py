"""Train one of the zoo's autoencoders on pictures, keeping every stage."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError

from .batches import Batches
from .builders import build
from .objectives import make_objective
from .run import Run, keep_data, keep_latents, open_run
from .settings import Settings
from .training_data import TrainingData, load_training_data

if TYPE_CHECKING:
    from .fitting import Fitting

TESTED, FOLLOWED = 16, 1000
DEFAULT_LATENTS = {"ConvVAE": 32, "CVAE": 2, "MLPVAE": 20}


def train(
    model: str,
    data: Any,
    out: str | Path,
    *,
    epochs: int = 10,
    batch_size: int = 64,
    latent_dim: int | None = None,
    beta: float | None = None,
    objective: str = "vae",
    lr: float = 1e-3,
    seed: int = 0,
    limit: int | None = None,
    config: dict[str, Any] | None = None,
    k: int = 5,
    warmup: float = 0.0,
    stage_batches: int | None = None,
    binarise: str | None = None,
    schedule: str = "constant",
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    precision: str = "32-true",
    vgg_weights: str | None = None,
    root: str | Path | None = None,
    keep: int = 10_000,
    accelerator: str = "auto",
    progress: bool = True,
    checkpoint: Checkpoint = no_checkpoint,
) -> Run:
    """Train the network `model` on `data` into the run folder `out`; resume what is there.

    `model` is "ConvVAE", "CVAE" or "MLPVAE", `config` its further arguments; `data` is anything
    `load_training_data` takes. A stage is an epoch, or `stage_batches` batches, and `epochs`
    counts stages. `objective` is one of `objectives.NAMES`, `schedule` "constant" or "cosine".
    `keep` rows at most are kept in the run with their latents. A folder that holds an
    unfinished training of the same settings goes on from its last stage; of other settings,
    DataError. `checkpoint` is told the share done after each stage and may raise to stop.
    """
    out = Path(out)
    pictures = load_training_data(data, limit=limit, seed=seed, root=root)
    settings = Settings(
        builder=f"hdvis_zoo.{model.removeprefix('hdvis_zoo.')}",
        config=_config(model, pictures, latent_dim, config),
        data=pictures.name,
        objective=objective,
        beta=beta,
        k=k,
        warmup=warmup,
        epochs=epochs,
        stage_batches=stage_batches,
        batch_size=batch_size,
        lr=lr,
        betas=betas,
        eps=eps,
        schedule=schedule,
        precision=precision,
        binarise=binarise,
        seed=seed,
        vgg_weights=vgg_weights,
        rows=len(pictures.images),
        versions=_versions(),
        **_watched(len(pictures.images), seed),
    )
    _prepare(out, settings)
    keep_data(out, pictures, keep, seed)
    fitting = _fitting(pictures, settings)
    _fit(fitting, pictures, settings, out, accelerator, progress, checkpoint)
    keep_latents(out, settings)
    return open_run(out)


def _config(
    model: str, pictures: TrainingData, latent_dim: int | None, config: dict[str, Any] | None
) -> dict[str, Any]:
    default = DEFAULT_LATENTS.get(model.removeprefix("hdvis_zoo."), 32)
    given = {"latent_dim": latent_dim or default, "input_shape": pictures.images.shape[1:]}
    network = build(model, {**given, **(config or {})})
    return dict(network.config)


def _watched(n: int, seed: int) -> dict[str, tuple[int, ...]]:
    """Rows whose pictures are decoded, and rows whose latents are kept, after each stage."""
    order = np.random.default_rng([seed, 7]).permutation(n)
    return {
        "test_rows": tuple(int(row) for row in np.sort(order[:TESTED])),
        "subset_rows": tuple(int(row) for row in np.sort(order[:FOLLOWED])),
    }


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("numpy", "torch", "lightning")}


def _prepare(out: Path, settings: Settings) -> None:
    if (out / "config.json").is_file():
        others = settings.differs(Settings.read(out))
        if others:
            raise DataError(
                f"{out.name}: holds a training with other {', '.join(others)}. "
                "Choose another folder, or the same settings to resume."
            )
    (out / "stages").mkdir(parents=True, exist_ok=True)
    settings.write(out)


def _fitting(pictures: TrainingData, settings: Settings) -> "Fitting":
    import torch

    from .fitting import Fitting

    torch.manual_seed(settings.seed)
    model = build(settings.builder, settings.config)
    objective = make_objective(
        settings.objective,
        beta=settings.beta,
        k=settings.k,
        data_size=settings.rows,
        vgg_weights=settings.vgg_weights,
    )
    batches = Batches(
        pictures.images,
        settings.batch_size,
        settings.seed,
        settings.stage_batches,
        settings.binarise,
    )
    return Fitting(model, objective, batches, settings)


def _fit(
    fitting: "Fitting",
    pictures: TrainingData,
    settings: Settings,
    out: Path,
    accelerator: str,
    progress: bool,
    checkpoint: Checkpoint,
) -> None:
    import lightning

    from .quiet import quiet_lightning
    from .recorder import Recorder

    subset = pictures.images[list(settings.subset_rows)]
    test = pictures.images[list(settings.test_rows)]
    recorder = Recorder(out, settings, subset, test, checkpoint)
    with quiet_lightning():
        trainer = lightning.Trainer(
            max_epochs=settings.epochs,
            accelerator=accelerator,
            devices=1,
            precision=settings.precision,
            callbacks=[recorder],
            logger=False,
            enable_checkpointing=False,
            enable_model_summary=False,
            enable_progress_bar=progress,
            default_root_dir=str(out),
        )
        last = out / "last.ckpt"
        trainer.fit(fitting, ckpt_path=str(last) if last.is_file() else None)
