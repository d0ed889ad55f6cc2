"""Pictures to train on, with their labels, wherever they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from hdvis.errors import DataError

Array = np.ndarray
CLASS = "class"
_CLASSES = ("y", "y_train", "label", "labels", "target", "targets")
_PICTURES = ("images", "x_train", "imgs", "x")
NAMES = ("faces", "digits", "mnist", "fashion_mnist", "cifar10", "cifar10_gray", "celeba")


@dataclass(frozen=True, eq=False)
class TrainingData:
    """`images` uint8 (n, H, W, C); `labels` maps a name to (n,) numbers, bools or text."""

    name: str
    images: Array
    labels: Mapping[str, Array] = field(default_factory=dict)

    def first(self, limit: int | None, seed: int) -> "TrainingData":
        """At most `limit` rows, chosen at random and left in order; all of them for None."""
        if limit is None or limit >= len(self.images):
            return self
        chosen = np.random.default_rng(seed).choice(len(self.images), limit, replace=False)
        rows = np.sort(chosen)
        labels = {k: v[rows] for k, v in self.labels.items()}
        return TrainingData(self.name, self.images[rows], labels)


def as_images(images: Array) -> Array:
    """Grey or colour pictures of any usual kind as uint8 (n, H, W, C).

    (n, H, W) is grey, (n, C, H, W) is turned; floats lie in 0..1 or, when any is larger, in
    0..255. Raises DataError for other shapes or values.
    """
    images = np.asarray(images)
    if images.ndim == 3:
        images = images[..., None]
    if images.ndim == 4 and images.shape[-1] not in (1, 3) and images.shape[1] in (1, 3):
        images = np.moveaxis(images, 1, -1)
    if images.ndim != 4 or images.shape[-1] not in (1, 3) or not len(images):
        shape = "×".join(map(str, images.shape))
        raise DataError(f"images: got {shape}, expected n×H×W or n×H×W×1 or n×H×W×3")
    if images.dtype == np.uint8:
        return images
    if images.dtype == bool:
        return images.astype(np.uint8) * np.uint8(255)
    return _scaled(images)


def _scaled(images: Array) -> Array:
    low, high = images.min(), images.max()
    if not (low >= 0 and high <= 255):
        raise DataError(f"images: got values from {low} to {high}, expected 0 to 1 or 0 to 255")
    unit = images.dtype.kind == "f" and high <= 1.0
    return (images * (255.0 if unit else 1.0) + 0.5).astype(np.uint8)


def load_training_data(
    source: str | Path | Array | TrainingData,
    *,
    limit: int | None = None,
    seed: int = 0,
    root: str | Path | None = None,
    size: int | None = None,
) -> TrainingData:
    """Training pictures by name, from a file or a folder, or as they are.

    `source` is one of `NAMES`, an .npz or .npy file, a folder of CelebA in its own layout,
    an array, or TrainingData. `root` is where torchvision keeps what it downloads; `size` the
    side CelebA's crop is scaled to. Raises DataError when nothing of that name is known.
    """
    if isinstance(source, TrainingData):
        return source.first(limit, seed)
    if not isinstance(source, str | Path):
        return TrainingData("array", as_images(source)).first(limit, seed)
    return _named(str(source), limit, seed, root, size).first(limit, seed)


def _named(
    name: str, limit: int | None, seed: int, root: str | Path | None, size: int | None
) -> TrainingData:
    if name == "faces":
        return faces(limit or 20_000, seed)
    if name == "digits":
        return digits()
    if name in NAMES:
        from .vision_data import vision_data

        return vision_data(name, root, size or 64)
    path = Path(name)
    if path.suffix in (".npz", ".npy") and path.is_file():
        return from_file(path)
    if path.is_dir():
        from .celeba import celeba_folder

        return celeba_folder(path, size or 64, limit)
    raise DataError(
        f"data: got {name!r}, expected one of {', '.join(NAMES)}, or an existing .npz, .npy or "
        "folder of CelebA."
    )


def faces(n: int, seed: int) -> TrainingData:
    """Drawn faces with their attributes and factors as labels."""
    from .faces_cache import cached_faces

    drawn = cached_faces(n, seed)
    labels = dict(zip(drawn.attribute_names, drawn.attributes.T, strict=True))
    labels |= dict(zip(drawn.factor_names, drawn.factors.T, strict=True))
    return TrainingData("faces", drawn.images, labels)


def digits() -> TrainingData:
    """scikit-learn's digits, 8×8 doubled to 16×16 so that every network of the zoo fits."""
    from sklearn.datasets import load_digits

    bunch = load_digits()
    images = (bunch.images / 16.0).repeat(2, axis=1).repeat(2, axis=2)
    return TrainingData("digits", as_images(images), {"digit": bunch.target})


def from_file(path: Path) -> TrainingData:
    """Pictures of an .npy file, or of the array of an .npz that looks like pictures.

    In an .npz the pictures are `images`, `x_train`, `imgs`, `x` or the first array of three or
    four axes; arrays of one axis and the same length become labels, `y` and the like under the
    name "class", its numbers replaced by `class_names` when there.
    """
    from hdvis.data.files.npy import read_npy
    from hdvis.data.files.npz import read_npz

    if path.suffix == ".npy":
        return TrainingData(path.stem, as_images(read_npy(path)))
    arrays = read_npz(path)
    images = arrays[_images_key(path, arrays)]
    labels = {
        CLASS if key in _CLASSES else key: _named_classes(values, arrays.get("class_names"))
        for key, values in arrays.items()
        if values.shape == (len(images),)
    }
    return TrainingData(path.stem, as_images(images), labels)


def _named_classes(values: Array, names: Array | None) -> Array:
    if names is None or values.dtype.kind not in "iu" or int(values.max()) >= len(names):
        return values
    return names[values]


def _images_key(path: Path, arrays: Mapping[str, Array]) -> str:
    found = [k for k in (*_PICTURES, *arrays) if k in arrays and arrays[k].ndim in (3, 4)]
    if not found:
        raise DataError(f"{path.name}: no array of three or four axes in it; pictures are needed")
    return found[0]
