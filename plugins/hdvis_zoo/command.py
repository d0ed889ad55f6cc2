"""`hdvis train`: train one of the zoo's networks from the command line."""

import argparse
from typing import Any


def add_train_command(subparsers: Any) -> argparse.ArgumentParser:
    """Add `train` to an argparse subparsers object; `run_train(args)` answers it."""
    parser = subparsers.add_parser("train", help="train a reference model into a run folder")
    add_arguments(parser)
    parser.set_defaults(run=run_train)
    return parser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `hdvis train`."""
    from .objectives_names import NAMES as OBJECTIVES

    add = parser.add_argument
    add("--model", default="ConvVAE", choices=("ConvVAE", "CVAE", "MLPVAE"))
    add("--data", default="faces", help="faces, digits, mnist, …, a file or a CelebA folder")
    add("--out", required=True, help="run folder; an unfinished run in it is resumed")
    add("--epochs", type=int, default=10)
    add("--batch-size", type=int, default=64)
    add("--latent-dim", type=int)
    add("--width", type=int, help="channels after ConvVAE's first layer (32)")
    add("--objective", default="vae", choices=OBJECTIVES)
    add("--beta", type=float, help="weight of the KL or of the total correlation")
    add("--k", type=int, default=5, help="draws of the importance-weighted bound")
    add("--warmup", type=float, default=0.0, help="epochs over which the KL's weight rises")
    add("--likelihood", default="bernoulli", choices=("bernoulli", "gaussian"))
    add("--sigma", type=float, help="standard deviation of the gaussian likelihood (0.1)")
    add("--binarise", choices=("threshold", "stochastic"))
    add("--lr", type=float, default=1e-3)
    add("--schedule", default="constant", choices=("constant", "cosine"))
    add("--stage-batches", type=int, help="batches in a stage, instead of whole epochs")
    add("--limit", type=int, help="train on this many rows at most")
    add("--seed", type=int, default=0)
    add("--root", help="where torchvision keeps its downloads")
    add("--vgg-weights", help="'imagenet' or a VGG19 state dict, for --objective dfc")
    add("--precision", default="32-true", help="Lightning's precision, such as bf16-mixed")
    add("--accelerator", default="auto", choices=("auto", "cpu", "gpu", "mps"))


def run_train(args: argparse.Namespace) -> int:
    """Train as the options say; returns the exit status."""
    from .trainer import train

    config: dict[str, Any] = {"likelihood": args.likelihood}
    config |= {k: v for k in ("width", "sigma") if (v := getattr(args, k)) is not None}
    same = ("model", "data", "out", "epochs", "batch_size", "latent_dim", "objective", "beta")
    same += ("k", "warmup", "binarise", "lr", "schedule", "stage_batches", "limit", "seed")
    same += ("root", "vgg_weights", "precision", "accelerator")
    run = train(config=config, **{name: getattr(args, name) for name in same})
    print(f"{len(run.stages) - 1} stages in {run.folder}; open it with: hdvis show {run.folder}")
    return 0
