"""Images and labels in files, beside vectors from elsewhere."""

from collections.abc import Mapping
from pathlib import Path

from hdvis.data.files.csv_table import read_csv
from hdvis.data.files.npy import read_npy
from hdvis.data.files.npz import read_npz


def images_of(images: object) -> object:
    """`images` as `Images.of` takes them: a path of .npy as its array, others as they are.

    A folder or zip stays a path, and is read as it is needed; a mapping may hold any of these.
    """
    if isinstance(images, Mapping):
        return {name: images_of(each) for name, each in images.items()}
    if isinstance(images, str | Path) and Path(images).suffix.lower() == ".npy":
        return read_npy(Path(images).expanduser())
    return images


def labels_of(labels: object) -> object:
    """`labels` as `read_labels` takes them: a path as its columns, others as they are."""
    if not isinstance(labels, str | Path):
        return labels
    path = Path(labels).expanduser()
    match path.suffix.lower():
        case ".npy":
            array = read_npy(path)
            return {path.stem: array} if array.ndim == 1 else array
        case ".npz":
            return read_npz(path)
        case ".csv":
            return read_csv(path)
        case ".tsv":
            return read_csv(path, "\t")
    from hdvis.data.files.by_suffix import load

    return load(path).columns
