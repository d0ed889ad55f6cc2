"""`hdvis train`: train one of the zoo's networks from the command line."""

import argparse
from typing import Any

from .objectives_names import NAMES as OBJECTIVES

TRAINABLE = ("ConvVAE", "CVAE", "MLPVAE")
_CONFIG = ("likelihood", "width", "sigma")
_EXAMPLE = """example:
  hdvis train --model CVAE --data digits --epochs 5 --out run
  hdvis show run
"""


def train_command(words: list[str]) -> int:
    """Train a reference model into a run folder that `hdvis show` opens.

    Returns the exit status.
    """
    return run_train(make_parser().parse_args(words))


def make_parser() -> argparse.ArgumentParser:
    """The options of `hdvis train`."""
    parser = argparse.ArgumentParser(
        "hdvis train",
        description="Train a reference model into a run folder that hdvis show opens.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_what(parser.add_argument)
    _add_objective(parser.add_argument_group("objective").add_argument)
    _add_how(parser.add_argument_group("training").add_argument)
    return parser


def _add_what(add: Any) -> None:
    add(
        "--model",
        default="ConvVAE",
        choices=TRAINABLE,
        help="ConvVAE: four convolutional layers; CVAE: a small convolutional one, not "
        "conditional; MLPVAE: fully connected (ConvVAE)",
    )
    add(
        "--data",
        default="faces",
        help="faces, digits, mnist, fashion_mnist, cifar10, cifar10_gray, celeba, an .npz or .npy "
        "file, or a folder of CelebA (faces)",
    )
    add("--out", required=True, help="run folder; an unfinished run in it is resumed")
    add("--epochs", type=int, default=10, help="stages to train (10)")
    add("--latent-dim", type=int, help="32 for ConvVAE, 2 for CVAE, 20 for MLPVAE")
    add("--width", type=int, help="channels after ConvVAE's first layer (32)")
    add("--limit", type=int, help="train on this many rows at most (all)")
    add("--root", help="where torchvision keeps its downloads (the user's cache)")
    add("--quiet", action="store_true", help="no progress bar")


def _add_objective(add: Any) -> None:
    add("--objective", default="vae", choices=OBJECTIVES, help="what is made small (vae)")
    add(
        "--beta",
        type=float,
        help="weight of the KL or total correlation (the objective's own)",
    )
    add("--k", type=int, default=5, help="draws of the importance-weighted bound (5)")
    add("--warmup", type=float, default=0.0, help="epochs over which the KL's weight rises (0.0)")
    add("--likelihood", default="bernoulli", choices=("bernoulli", "gaussian"),
        help="of pixels given the decoder's (bernoulli)")  # fmt: skip
    add("--sigma", type=float, help="standard deviation of the gaussian likelihood (0.1)")
    add("--binarise", choices=("threshold", "stochastic"), help="make pixels 0 or 1 (as they are)")
    add("--vgg-weights", help="'imagenet' or a VGG19 state dict, for dfc (random if not given)")


def _add_how(add: Any) -> None:
    add("--batch-size", type=int, default=64, help="rows in a step (64)")
    add("--lr", type=float, default=1e-3, help="learning rate (0.001)")
    add("--schedule", default="constant", choices=("constant", "cosine"),
        help="of the learning rate (constant)")  # fmt: skip
    add("--stage-batches", type=int, help="batches in a stage, instead of whole epochs")
    add("--seed", type=int, default=0, help="of weights, order and draws (0)")
    add("--precision", default="32-true", help="Lightning's, such as bf16-mixed (32-true)")
    add("--accelerator", default="auto", choices=("auto", "cpu", "gpu", "mps"),
        help="where it runs (auto)")  # fmt: skip


def run_train(args: argparse.Namespace) -> int:
    """Train as the options say; returns the exit status."""
    from .trainer import train

    options = {k: v for k, v in vars(args).items() if k not in _CONFIG and k != "quiet"}
    config = {k: v for k in _CONFIG if (v := getattr(args, k)) is not None}
    run = train(**options, config=config, progress=not args.quiet)
    print(f"{run.title}: {len(run.stages) - 1} stages in {run.folder}")
    print("  " + ", ".join(f"{k} {v:.4g}" for k, v in run.history[-1].items() if k != "stage"))
    print(f"Open it with: hdvis show {run.folder}")
    return 0
