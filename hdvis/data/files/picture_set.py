"""A folder or zip of images as a dataset of its own."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.data.columns import Column
from hdvis.data.dataset import Dataset
from hdvis.data.images.file_source import FileSource, open_images
from hdvis.data.images.image_set import Images
from hdvis.data.text import clean

SIDE = 16
COPIED_UP_TO = 5_000
"""Images up to which small copies serve as vectors as they are."""

READ_UP_TO = 50_000
"""Images up to which all are read: some minutes' work."""

COMPONENTS = 32
CHUNK = 256
READERS = 4


def read_pictures(path: Path) -> Dataset:
    """The images of `path`, one per row, with their file and, of several, folder names.

    They carry no vectors: small grey copies (16 × 16) stand in, beyond 5,000 images their
    principal components, beyond 50,000 file sizes, which is said. `with_space` adds real ones.
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
    copies = _grey_copies(images)
    if source.n <= COPIED_UP_TO:
        return copies, None, f"images without vectors; grey copies of {SIDE}×{SIDE} stand in"
    found, share = _principal(copies)
    names = [f"pixels PC {i + 1}" for i in range(found.shape[1])]
    said = (
        f"{source.n:,} images without vectors; {found.shape[1]} principal components of their "
        f"grey copies of {SIDE}×{SIDE} stand in ({share:.0%} of the variance)"
    )
    return found, names, said


def _grey_copies(images: Images) -> Array:
    """float32 (n, 256) from 0 to 1; files are decoded by a few threads at a time."""
    starts = range(0, images.n, CHUNK)
    with ThreadPoolExecutor(READERS) as pool:
        parts = pool.map(lambda start: _grey(images, start), starts)
        return np.concatenate(list(parts))


def _grey(images: Images, start: int) -> Array:
    rows = np.arange(start, min(images.n, start + CHUNK))
    small = images.thumbnails(rows, SIDE)
    weights = np.array([0.299, 0.587, 0.114], np.float32)
    grey = small[..., 0].astype(np.float32) if small.shape[3] == 1 else small[..., :3] @ weights
    return grey.reshape(len(rows), -1).astype(np.float32) / 255


def _principal(copies: Array) -> tuple[Array, float]:
    """float32 (n, k) coordinates on the first components, and their share of the variance."""
    middle = copies.mean(axis=0)
    centred = copies - middle
    spreads, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :COMPONENTS]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    share = spreads[::-1][:COMPONENTS].sum() / max(spreads.sum(), np.finfo(np.float32).tiny)
    return (centred @ axes).astype(np.float32), float(share)


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
