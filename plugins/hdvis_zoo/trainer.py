"""Train one of the zoo's autoencoders on pictures, keeping every stage."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError, HdvisError

from .batches import Batches
from .builders import build
from .objectives import make_objective
from .run import Run, keep_data, keep_latents, open_run
from .settings import Settings
from .training_data import TrainingData, load_training_data

if TYPE_CHECKING:
    from .fitting import Fitting

Array = np.ndarray
SHOWN, HELD, FOLLOWED, FEWEST = 16, 512, 1000, 4
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
    A twentieth of the rows, 512 at most, is held out for the test losses. `keep` rows at most
    are kept in the run with their latents. A folder that holds an unfinished training of the
    same settings goes on from its last stage (with a constant schedule a finished one too, to
    more `epochs`); of other settings, DataError. `checkpoint` is told the share done after each
    stage and may raise to stop.
    """
    _lightning()
    out = Path(out)
    pictures = load_training_data(data, limit=limit, seed=seed, root=root)
    if len(pictures.images) < FEWEST:
        raise DataError(f"images: got {len(pictures.images)}, expected at least {FEWEST}")
    held = held_out(len(pictures.images), seed)
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
        test_rows=_sorted(held[:SHOWN]),
        subset_rows=_followed(len(pictures.images), seed),
        versions=_versions(),
    )
    _prepare(out, settings)
    keep_data(out, pictures, keep, seed)
    _fit(pictures, np.sort(held), settings, out, accelerator, progress, checkpoint)
    keep_latents(out, settings)
    return open_run(out)


def held_out(n: int, seed: int) -> Array:
    """Rows that are not trained on: a twentieth, at most `HELD`, in the order of their draw."""
    count = min(HELD, max(n // 20, min(SHOWN, n // 4)))
    return np.random.default_rng([seed, 7]).permutation(n)[:count]


def _config(
    model: str, pictures: TrainingData, latent_dim: int | None, config: dict[str, Any] | None
) -> dict[str, Any]:
    default = DEFAULT_LATENTS.get(model.removeprefix("hdvis_zoo."), 32)
    given = {"latent_dim": latent_dim or default, "input_shape": pictures.images.shape[1:]}
    network = build(model, {**given, **(config or {})})
    return dict(network.config)


def _followed(n: int, seed: int) -> tuple[int, ...]:
    """Rows whose latents are kept after each stage."""
    return _sorted(np.random.default_rng([seed, 11]).permutation(n)[:FOLLOWED])


def _sorted(rows: Array) -> tuple[int, ...]:
    return tuple(int(row) for row in np.sort(rows))


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {name: version(name) for name in ("numpy", "torch", "lightning")}


def _prepare(out: Path, settings: Settings) -> None:
    if (out / "config.json").is_file():
        others = settings.differs(Settings.read(out))
        if others:
            raise DataError(
                f"{out.name}: holds a training with other {', '.join(others)}. "
                "Choose another folder, or the same settings to resume"
            )
    elif out.is_dir() and any(out.iterdir()):
        raise DataError(f"{out.name}: holds other files; choose an empty or a new folder")
    (out / "stages").mkdir(parents=True, exist_ok=True)
    (out / "latents.npy").unlink(missing_ok=True)
    settings.write(out)


def _fitting(images: Array, settings: Settings, out: Path) -> "Fitting":
    import torch

    from .fitting import Fitting
    from .resume import stage_reached

    first = stage_reached(out)
    torch.manual_seed(settings.seed)
    model = Run(out, settings).model(first) if first else build(settings.builder, settings.config)
    objective = make_objective(
        settings.objective,
        beta=settings.beta,
        k=settings.k,
        data_size=len(images),
        vgg_weights=settings.vgg_weights,
    )
    batches = Batches(
        images,
        settings.batch_size,
        settings.seed,
        settings.stage_batches,
        settings.binarise,
    )
    return Fitting(model.train(), objective, batches, settings, out, first)


def _fit(
    pictures: TrainingData,
    held: Array,
    settings: Settings,
    out: Path,
    accelerator: str,
    progress: bool,
    checkpoint: Checkpoint,
) -> None:
    lightning = _lightning()
    from .quiet import quiet_lightning
    from .recorder import Recorder

    images = pictures.images
    fitting = _fitting(np.delete(images, held, axis=0), settings, out)
    if fitting.first >= settings.epochs:
        return
    shown = images[list(settings.test_rows)]
    recorder = Recorder(
        out, settings, images[list(settings.subset_rows)], images[held], shown, checkpoint
    )
    with quiet_lightning():
        trainer = lightning.Trainer(
            max_epochs=settings.epochs - fitting.first,
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
        trainer.fit(fitting)


def _lightning() -> Any:
    try:
        import lightning
    except ModuleNotFoundError:
        raise HdvisError(
            "training needs Lightning, which is not installed. Run: pip install 'hdvis[train]'"
        ) from None
    return lightning
