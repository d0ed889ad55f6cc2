"""Trainings made by hand: linear models whose frames turn while their content stays."""

import numpy as np

from hdvis.models import FunctionAdapter, LatentSpec, OutputSpec, series
from hdvis.models.spec import Posterior

SIDE, DIMS, ROWS = 6, 4, 120
draw = np.random.default_rng(0)
BASIS = np.linalg.qr(draw.standard_normal((SIDE * SIDE, DIMS)))[0].astype("f4")
CODES = draw.standard_normal((ROWS, DIMS)).astype("f4")
MIDDLE, SCALE = 0.5, 0.08


def pictures():
    """uint8 (n, 6, 6, 1): the codes laid along the basis."""
    values = MIDDLE + SCALE * CODES @ BASIS.T
    return np.clip(np.rint(255 * values), 0, 255).astype(np.uint8).reshape(-1, SIDE, SIDE, 1)


def linear_model(turn):
    """An autoencoder whose latents are the codes turned by `turn` (4, 4)."""

    def decode(z):
        return (MIDDLE + SCALE * (z @ turn.T) @ BASIS.T).reshape(-1, 1, SIDE, SIDE)

    def encode(x):
        codes = (np.asarray(x).reshape(len(x), -1) - MIDDLE) @ BASIS / SCALE
        return Posterior((codes @ turn).astype("f4"))

    output = OutputSpec("image", (1, SIDE, SIDE), (0.0, 1.0))
    latent = LatentSpec((DIMS,))
    return FunctionAdapter(decode, latent, output, encode=encode, version=str(turn))


def turned(seed):
    """A random rotation (4, 4)."""
    return np.linalg.qr(np.random.default_rng(seed).standard_normal((DIMS, DIMS)))[0].astype("f4")


class Run:
    """A training whose two last units die, in a frame of its own."""

    title = "toy"

    def __init__(self, title="toy", seed=1, stages=(0, 1, 2)):
        self.title, self.stages, self.turn = title, stages, turned(seed)

    @property
    def history(self):
        return [{"stage": s, "loss": 3.0 - s, "kl": float(s)} for s in self.stages]

    @property
    def images(self):
        return pictures()

    def stage_latents(self, stage):
        latents = CODES @ self.turn
        return latents * np.where(np.arange(DIMS) < 2, 1.0, 0.05**stage)

    def stage_logvars(self, stage):
        return np.zeros((ROWS, DIMS), "f4")

    def series(self):
        return series({s: linear_model(self.turn) for s in self.stages})
