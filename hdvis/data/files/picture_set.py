"""A folder or zip of images as a dataset of its own."""

from pathlib import Path

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.data.columns import Column
from hdvis.data.dataset import Dataset
from hdvis.data.images.file_source import FileSource, open_images
from hdvis.data.images.image_set import Images
from hdvis.data.text import clean

SIDE = 16
READ_UP_TO = 5_000
"""Images up to which small copies of all are read to serve as vectors."""


def read_pictures(path: Path) -> Dataset:
    """The images of `path`, one per row, with their file and, of several, folder names.

    They carry no vectors: small grey copies (16 × 16) stand in, or for more than 5,000 images
    their file sizes, either of which is said. `with_space` adds real ones.
    """
    source = open_images(path)
    images = Images(source)
    vectors, names, said = _stand_in(source, images)
    made = Dataset.from_arrays(vectors, name=path.stem, names=names)
    made = made.with_columns(_name_columns(source.store.names))
    return made.with_images(images).noting(said)


def _stand_in(source: FileSource, images: Images) -> tuple[Array, list[str] | None, str]:
    if source.n > READ_UP_TO:
        sizes = np.array([[source.store.size(row)] for row in range(source.n)], np.float64)
        return sizes, ["bytes"], f"{source.n:,} images without vectors; file sizes stand in"
    small = images.thumbnails(np.arange(source.n), SIDE)
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    grey = small[..., 0].astype(np.float32) if small.shape[3] == 1 else small[..., :3] @ weights
    flat = grey.reshape(source.n, -1).astype(np.float32) / 255
    return flat, None, f"images without vectors; grey copies of {SIDE}×{SIDE} stand in"


def _name_columns(names: tuple[str, ...]) -> dict[str, Column]:
    parts = [clean(name).replace("\\", "/").rpartition("/") for name in names]
    columns = {"file": _named([file for _, _, file in parts])}
    folders = [folder for folder, _, _ in parts]
    if len(set(folders)) > 1:
        columns["folder"] = _named(folders)
    return columns


def _named(texts: list[str]) -> Column:
    distinct = tuple(sorted(set(texts)))
    index = {text: i for i, text in enumerate(distinct)}
    codes = np.fromiter((index[text] for text in texts), np.int32, len(texts))
    return Column("name", codes, "category", distinct)
