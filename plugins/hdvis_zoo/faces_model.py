"""The network that is shipped with hdvis: drawn faces in 32 numbers.

`python -m hdvis_zoo.faces_model [--out RUN]` trains it anew with the settings below.
"""

import argparse
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hdvis.errors import ModelError

if TYPE_CHECKING:
    from .conv_vae import ConvVAE

WEIGHTS = Path(__file__).parent / "weights" / "faces_vae.safetensors"
ROWS, SEED = 20_000, 1
SETTINGS: dict[str, Any] = {
    "model": "ConvVAE",
    "latent_dim": 32,
    "config": {"width": 16, "likelihood": "gaussian", "sigma": 0.08},
    "epochs": 20,
    "stage_batches": 300,
    "batch_size": 32,
    "lr": 2e-3,
    "schedule": "cosine",
    "seed": SEED,
}


@cache
def faces_model() -> "ConvVAE":
    """The shipped network, in eval mode: 64×64×3 pictures, 32 latents.

    Raises ModelError when its weights were left out of the installation.
    """
    from .builders import load_model

    if not WEIGHTS.is_file():
        raise ModelError(
            f"{WEIGHTS.name}: not installed. Train it with: python -m hdvis_zoo.faces_model",
            code="HDV-F10",
        )
    return load_model(WEIGHTS)


def train_faces_model(out: str | Path, weights: Path = WEIGHTS, threads: int = 2) -> Path:
    """Train on `ROWS` drawn faces into the run folder `out`; write the weights as float16."""
    import torch

    from .builders import save_model
    from .trainer import train
    from .training_data import load_training_data

    torch.set_num_threads(threads)
    faces = load_training_data("faces", limit=ROWS, seed=SEED)
    run = train(data=faces, out=out, accelerator="cpu", **SETTINGS)
    weights.parent.mkdir(parents=True, exist_ok=True)
    save_model(weights, run.model(), half=True)
    return weights


def main() -> None:
    """Train the shipped network."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--out", default="runs/faces_vae")
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    print(train_faces_model(args.out, args.weights, args.threads))


if __name__ == "__main__":
    main()
