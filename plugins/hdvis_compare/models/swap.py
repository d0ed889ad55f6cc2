"""What two models make of the same pictures, each with its own decoder and with the other's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.comparison import AffineStitch, affine_stitch
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError
from hdvis.models import ModelAdapter
from hdvis.models.pixels import display, model_inputs, to_pixels

Pixels = NDArray[np.uint8]
Latents = NDArray[np.float32]
ROWS, BATCH = 600, 64
"""Pictures on which the two are compared: half to fit the maps, half to judge."""


@dataclass(frozen=True, eq=False)
class Swap:
    """Two models with their latents of `rows` (k,) of the pictures, and maps between their spaces.

    first and second (k, d) latents; forward carries the first's latents into the second's space,
    back the other way; errors are mean squared differences, in shares of the range squared, on
    rows the maps were not fitted on, by name: "E1-D1" is matched, "E2-D1" the second's latents
    decoded by the first, "E2→1-D1" the same after `back`, "mean" the mean picture's.
    """

    models: tuple[ModelAdapter, ModelAdapter]
    rows: NDArray[np.intp]
    first: Latents
    second: Latents
    forward: AffineStitch
    back: AffineStitch
    errors: dict[str, float]


def encoded(model: ModelAdapter, images: Pixels) -> Latents:
    """Posterior means (n, d) of uint8 pictures (n, H, W, C)."""
    shape = getattr(model, "input_shape", None)
    parts = [
        model.encode(model_inputs(images[at : at + BATCH], model.output, shape)).mean
        for at in range(0, len(images), BATCH)
    ]
    return np.concatenate(parts).reshape(len(images), -1).astype(np.float32)


def decoded(model: ModelAdapter, z: NDArray[np.floating]) -> Pixels:
    """Pictures uint8 (n, H, W, C) of latents (n, d)."""
    parts = [
        to_pixels(
            display(model.decode(np.asarray(z[at : at + BATCH], np.float32)), model.output),
            model.output,
        )
        for at in range(0, len(z), BATCH)
    ]
    return np.concatenate(parts)


def make_swap(
    models: tuple[ModelAdapter, ModelAdapter],
    pictures: Callable[[list[int]], Pixels],
    n: int,
    checkpoint: Checkpoint = no_checkpoint,
) -> Swap:
    """Encode a seeded sample of `n` pictures by both models, fit the maps and measure the swaps.

    Raises `DataError` with fewer than 8 pictures, or when the models take other sizes.
    """
    if n < 8:
        raise DataError(f"swap: got {n} pictures, expected at least 8 to fit and judge the maps")
    rows = np.sort(np.random.default_rng(0).choice(n, min(n, ROWS), replace=False))
    images = pictures(rows.tolist())
    first = encoded(models[0], images)
    checkpoint(0.3)
    second = encoded(models[1], images)
    checkpoint(0.5)
    forward, back = affine_stitch(first, second), affine_stitch(second, first)
    errors = _errors(models, images, first, second, (forward, back), checkpoint)
    return Swap(models, rows, first, second, forward, back, errors)


def _errors(
    models: tuple[ModelAdapter, ModelAdapter],
    images: Pixels,
    first: Latents,
    second: Latents,
    maps: tuple[AffineStitch, AffineStitch],
    checkpoint: Checkpoint,
) -> dict[str, float]:
    judged = maps[0].unseen  # both maps are fitted on the same rows
    truth = images[judged]
    z1, z2 = first[judged], second[judged]
    same = first.shape[1] == second.shape[1]
    ways = {
        "E1-D1": (models[0], z1),
        "E2-D2": (models[1], z2),
        "E2-D1": (models[0], z2) if same else None,
        "E1-D2": (models[1], z1) if same else None,
        "E2→1-D1": (models[0], maps[1].apply(z2)),
        "E1→2-D2": (models[1], maps[0].apply(z1)),
    }
    out = {}
    for done, (name, way) in enumerate(ways.items()):
        checkpoint(0.5 + 0.5 * done / len(ways))
        out[name] = float("nan") if way is None else squared_error(truth, decoded(*way))
    rest = np.delete(np.arange(len(images)), judged)
    mean = images[rest].mean(axis=0, dtype=np.float64)
    out["mean"] = float((((truth - mean) / 255) ** 2).mean())
    return out


def squared_error(a: Pixels, b: Pixels) -> float:
    """Mean squared difference of pictures, in shares of the range squared."""
    if a.shape != b.shape:
        raise DataError(f"swap: pictures are {a.shape[1:]}, decoded ones {b.shape[1:]}")
    return float((((a.astype(np.float32) - b.astype(np.float32)) / 255) ** 2).mean())


def swap_pictures(
    swap: Swap,
    image: Pixels,
    directions: tuple[Latents, Latents] | None,
    strength: float,
) -> list[tuple[str, Pixels | None]]:
    """Pictures of one `image` (H, W, C): reconstructions, then edits, each with its name.

    Names are those of `Swap`; edits move the latent by `strength` times the first's direction
    (d1) or the second's (d2). Where the widths differ there is no raw swap.
    """
    one, other = swap.models
    z1, z2 = encoded(one, image[None]), encoded(other, image[None])
    same = z1.shape[1] == z2.shape[1]
    plans: list[tuple[str, ModelAdapter, NDArray[np.floating] | None]] = [
        ("E1-D1", one, z1),
        ("E2-D1", one, z2 if same else None),
        ("E1-D2", other, z1 if same else None),
        ("E2-D2", other, z2),
        ("E2→1-D1", one, swap.back.apply(z2)),
        ("E1→2-D2", other, swap.forward.apply(z1)),
    ]
    if directions is not None:
        d1, d2 = (strength * direction for direction in directions)
        plans += [
            ("E1-D1 + d1", one, z1 + d1),
            ("E2-D2 + d2", other, z2 + d2),
            ("E2-D1 + d1", one, z2 + d1 if same else None),
            ("E2-D1 + d2", one, z2 + d2 if same else None),
            ("E1-D2 + d1", other, z1 + d1 if same else None),
            ("E1-D2 + d2", other, z1 + d2 if same else None),
        ]
    return _drawn(plans)


def _drawn(
    plans: list[tuple[str, ModelAdapter, NDArray[np.floating] | None]],
) -> list[tuple[str, Pixels | None]]:
    """Each plan's picture; all latents of one decoder are decoded at once."""
    found: dict[int, Pixels] = {}
    for model in {id(model): model for _, model, _ in plans}.values():
        wanted = [i for i, (_, own, z) in enumerate(plans) if own is model and z is not None]
        if wanted:
            latents = np.concatenate([np.asarray(plans[i][2]) for i in wanted])
            found |= dict(zip(wanted, decoded(model, latents), strict=True))
    return [(name, found.get(i)) for i, (name, _, _) in enumerate(plans)]


def label_direction(latents: Latents, label: NDArray[np.floating]) -> Latents:
    """The least-squares direction (d,) of a label in one space, one standard deviation long.

    Long means: of the latents' spread along it, so that one strength is as much in both models.
    """
    there = np.isfinite(label)
    z = latents[there] - latents[there].mean(axis=0)
    y = label[there] - label[there].mean()
    ridge = 1e-3 * float((z**2).sum()) / max(1, z.shape[1])
    weight = np.linalg.solve(z.T @ z + ridge * np.eye(z.shape[1]), z.T @ y)
    length = float(np.linalg.norm(weight))
    if not length > 0:
        return np.zeros(z.shape[1], np.float32)
    unit = weight / length
    return np.asarray(unit * np.std(z @ unit), np.float32)
