"""A linear model of a small world whose directions are known."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from hdvis.data import Dataset

D, SIDE = 6, 8


@dataclass(frozen=True)
class World:
    """`latents` (n, 6) with two planted attributes, and a linear decoder to 8 × 8 pictures.

    `hat` is dimension 0 above zero, `smile` lies along (0.6, 0.8) of dimensions 0 and 1.
    """

    dataset: Dataset
    latents: Any
    matrix: Any

    def decode(self, z):
        """Pictures (B, 8, 8) in 0..1."""
        flat = np.asarray(z, np.float32).reshape(len(z), D) @ self.matrix
        return np.clip(0.5 + 0.08 * flat, 0, 1).reshape(-1, SIDE, SIDE).astype(np.float32)

    def encode(self, images):
        """Latents (B, 6) by least squares."""
        flat = (np.asarray(images, np.float32).reshape(len(images), -1) - 0.5) / 0.08
        return np.linalg.lstsq(self.matrix.T, flat.T, rcond=None)[0].T.astype(np.float32)


@pytest.fixture(scope="session")
def world() -> World:
    rng = np.random.default_rng(7)
    latents = rng.normal(size=(400, D)).astype(np.float32)
    matrix = rng.normal(size=(D, SIDE * SIDE)).astype(np.float32)
    hat = latents[:, 0] > 0
    smile = latents @ np.float32([0.6, 0.8, 0, 0, 0, 0]) > 0
    labels = {
        "hat": np.where(hat, "1", "0"),
        "smile": np.where(smile, "1", "0"),
        "noise": np.where(rng.random(400) > 0.5, "1", "0"),
        "size": latents[:, 3] * 2 + 1,
    }
    pictures = World(None, latents, matrix).decode(latents)  # type: ignore[arg-type]
    dataset = Dataset.from_arrays(latents, images=pictures, labels=labels, name="world")
    return World(dataset, latents, matrix)


@pytest.fixture
def model(world):
    """The world's decoder and encoder as the model on the table."""
    from hdvis.models import LatentModel

    made = LatentModel.attach(
        None, space="vectors", vectors=world.latents, decode=world.decode, encode=world.encode,
        latent=D, value_range=(0, 1), name="linear",
    )  # fmt: skip
    yield made
    made.close()


@pytest.fixture
def room(world, model):
    """A session without a page that has the world, its model and its directions."""
    from hdvis_semantics.direction_service import fit_labels
    from hdvis_semantics.validation_jobs import judged

    from hdvis.hooks import Catalog, create_manager
    from hdvis.testing.harness import Harness

    catalog = Catalog.of(create_manager(only=("semantics",)))
    slots = {
        "model": model,
        "directions": fit_labels(world.dataset, "vectors", None),
        "validations": judged(world.dataset, "vectors", "ridge"),
    }
    with Harness(world.dataset, catalog=catalog, slots=slots) as made:
        yield made


@pytest.fixture
def until(room):
    """`until(holds)` lets answers of jobs and of the model arrive until `holds()`."""
    import time

    def wait(holds):
        end = time.monotonic() + 30
        while True:
            room.settle()
            if holds():
                return
            assert time.monotonic() < end, "it did not come to that"
            time.sleep(0.01)

    return wait
