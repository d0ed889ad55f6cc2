"""The arrays of an npz given their parts: vectors, spaces, images, labels, names."""

from collections.abc import Mapping

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.data.columns import Column
from hdvis.data.dataset import Dataset
from hdvis.data.images.array_source import CHANNELS
from hdvis.data.labels import read_label
from hdvis.errors import DataError, shorten

FIRST = ("vectors", "latents", "latent", "z", "embeddings", "embedding", "codes", "features", "x")
NAMED_COLUMNS = 32
"""A further matrix with names and at most this many columns becomes labels, not a space."""


def arrange(arrays: Mapping[str, Array], name: str) -> Dataset:
    """A dataset from arrays by key.

    The primary space is the first 2-d array, preferably called vectors, latents, z, embeddings, …;
    without one, the pixels of the largest image stack. Other 2-d arrays of as many rows are spaces,
    or labels when their columns have names; stacks are images; 1-d arrays labels. Short text arrays
    name columns (`input_names` for `inputs`) or classes (`class_names`). Raises `DataError` HDV-F7
    listing the keys when nothing fits.
    """
    matrices = {key: a for key, a in arrays.items() if _is_matrix(a)}
    stacks = {key: a for key, a in arrays.items() if _is_stack(a)}
    flat = {key: a for key, a in arrays.items() if a.ndim == 1 and len(a) > 1}
    primary = _primary(matrices, stacks, arrays, name)
    chosen = arrays[primary]
    n = len(chosen)
    made = _start(chosen, primary, name, arrays)
    used = {primary}
    for key, array in matrices.items():
        if key != primary and len(array) == n:
            made = _with_matrix(made, key, array, arrays)
            used.add(key)
    for key, array in flat.items():
        if len(array) == n:
            made = made.with_columns({key: _label(key, array, arrays)})
            used.add(key)
    images = {key: array for key, array in stacks.items() if len(array) == n}
    made = made.with_images(images) if images else made
    return _said(made, [key for key in arrays if key not in used | set(images)], arrays)


def _primary(
    matrices: Mapping[str, Array],
    stacks: Mapping[str, Array],
    arrays: Mapping[str, Array],
    name: str,
) -> str:
    for wanted in FIRST:
        for key in matrices:
            if key.lower() == wanted:
                return key
    if matrices:
        return next(iter(matrices))
    if stacks:
        return max(stacks, key=lambda key: len(stacks[key]))
    listed = ", ".join(f"{shorten(key, 30)} {a.shape}" for key, a in list(arrays.items())[:12])
    raise DataError(
        f"{name}: no 2-d array of vectors and no images among the keys: {listed or 'none'}. "
        "Save one as `vectors`",
        code="HDV-F7",
    )


def _start(chosen: Array, key: str, name: str, arrays: Mapping[str, Array]) -> Dataset:
    if chosen.ndim == 2:
        return Dataset.from_arrays(chosen, name=name, names=_names_of(key, chosen.shape[1], arrays))
    made = Dataset.from_arrays(chosen.reshape(len(chosen), -1), name=name)
    return made.noting(f"no vectors in {name}; the pixels of `{shorten(key)}` are taken as vectors")


def _with_matrix(made: Dataset, key: str, array: Array, arrays: Mapping[str, Array]) -> Dataset:
    names = _names_of(key, array.shape[1], arrays)
    if names is not None and len(names) <= NAMED_COLUMNS:
        return made.with_columns({column: array[:, i] for i, column in enumerate(names)})
    return made.with_space(key, array, names=names)


def _names_of(key: str, d: int, arrays: Mapping[str, Array]) -> list[str] | None:
    """The text array of `d` names whose key starts as `key` does."""
    for other, texts in arrays.items():
        stem = other.removesuffix("_names").removesuffix("names").rstrip("_")
        fits = texts.ndim == 1 and len(texts) == d and texts.dtype.kind in "US"
        if fits and other.endswith("names") and key.startswith(stem):
            return [str(text) for text in texts.tolist()]
    return None


def _label(key: str, array: Array, arrays: Mapping[str, Array]) -> Array | Column:
    """`array` as a column, its whole numbers named by `class_names` where that is long enough."""
    column, _ = read_label(key, array)
    classes = _classes(key, arrays)
    if column.kind != "category" or array.dtype.kind not in "iu" or classes is None:
        return array
    if array.min() < 0 or array.max() >= len(classes) or len(classes) == len(array):
        return array
    return Column(key, array.astype(np.int32), "category", classes)


def _classes(key: str, arrays: Mapping[str, Array]) -> tuple[str, ...] | None:
    for other in (f"{key}_names", "class_names", "classes", "label_names", "target_names"):
        texts = arrays.get(other)
        if texts is not None and texts.ndim == 1 and texts.dtype.kind == "U":
            return tuple(texts.tolist())
    return None


def _said(made: Dataset, unused: list[str], arrays: Mapping[str, Array]) -> Dataset:
    left = [key for key in unused if arrays[key].dtype.kind not in "US" and arrays[key].ndim]
    if not left:
        return made
    listed = ", ".join(f"`{shorten(key, 30)}` {arrays[key].shape}" for key in left[:5])
    return made.noting(f"not used, as they have other than {made.n:,} rows: {listed}")


def _is_matrix(array: Array) -> bool:
    return array.ndim == 2 and array.dtype.kind in "fiub" and array.shape[1] > 0


def _is_stack(array: Array) -> bool:
    if array.dtype.kind not in "fiub" or 0 in array.shape[1:]:
        return False
    return array.ndim == 3 or (array.ndim == 4 and array.shape[3] in CHANNELS)
