"""Labels of any spelling become columns: numeric, category or time."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

import numpy as np

from hdvis.data.arrays.convert import as_array, as_floats, seconds
from hdvis.data.arrays.finite import finite_warnings
from hdvis.data.arrays.interop import Array, is_arrow, is_frame, is_series, streamed
from hdvis.data.arrays.object_arrays import is_missing
from hdvis.data.columns import Column
from hdvis.data.names import column_names
from hdvis.data.text import clean, cleaned, texts_of
from hdvis.errors import DataError, shorten

FEW = 50
"""Distinct whole numbers up to which a label counts as a category."""


def read_labels(
    labels: object, n: int, where: str = "labels"
) -> tuple[dict[str, Column], list[str]]:
    """Label columns by name and what has to be said about them.

    `labels` is a mapping name → (n,) values, one (n,) array (named "label"), an (n, k) array or a
    table. Whole numbers with at most 50 distinct values, text and booleans are categories; other
    numbers numeric; dates are times. Raises `DataError` HDV-A39 for another length than `n`.
    """
    columns: dict[str, Column] = {}
    said: list[str] = []
    for name, values in _named(labels, where).items():
        column, notes = read_label(name, values)
        if len(column) != n:
            raise DataError(
                f"`{shorten(name)}`: {len(column):,} labels given for {n:,} rows; "
                "one per row is needed",
                code="HDV-A39",
            )
        columns[name] = column
        said += notes
    return columns, said


def read_label(name: str, values: object) -> tuple[Column, list[str]]:
    """One (n,) array of any kind as a column, and what has to be said about it."""
    if isinstance(values, Column):
        return (values if values.name == name else values.renamed(name)), []
    where = f"`{shorten(name)}`"
    array = _raw(values, where)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim != 1:
        raise DataError(
            f"{where}: got shape {array.shape}, expected one value per row", code="HDV-A10"
        )
    kind = array.dtype.kind
    if kind == "O":
        return _from_objects(name, array, where)
    if kind in "USTb":
        return _categories(name, array, where)
    if kind in "iu" and _few(array):
        return _whole_categories(name, array)
    if kind == "M":
        return Column(name, seconds(array, where), "time"), []
    floats, exact, said = as_floats(array, where)
    column = Column(name, floats, unit="s" if kind == "m" else "", exact=exact)
    return column, [*said, *finite_warnings(column.values[:, None], [name], where)]


def _named(labels: object, where: str) -> Mapping[str, object]:
    from hdvis.data.arrays.tables import frame_columns

    labels = streamed(labels)
    if isinstance(labels, Mapping):
        names = column_names(labels.keys(), where)
        return dict(zip(names, labels.values(), strict=True))
    if is_frame(labels) or is_arrow(labels):
        return frame_columns(labels, where)
    if isinstance(labels, Column):
        return {labels.name: labels}
    if is_series(labels):
        return {clean(str(labels.name)) if labels.name is not None else "label": labels}
    array = as_array(labels, where)
    if array.ndim == 2 and array.shape[1] > 1:
        return {f"label {i}": array[:, i] for i in range(array.shape[1])}
    return {"label": array}


def _raw(values: object, where: str) -> Array:
    if is_series(values):
        from hdvis.data.arrays.tables import series_values

        return series_values(values)
    return as_array(values, where)


def _few(array: Array) -> bool:
    if len(array) > 10_000 and len(np.unique(array[:10_000])) > FEW:
        return False
    return len(np.unique(array)) <= FEW


def _whole_categories(name: str, array: Array) -> tuple[Column, list[str]]:
    distinct, codes = np.unique(array, return_inverse=True)
    texts = tuple(str(value) for value in distinct.tolist())
    return Column(name, codes.astype(np.int32), "category", texts), []


def _from_objects(name: str, array: Array, where: str) -> tuple[Column, list[str]]:
    kinds = {type(item) for item in array if not is_missing(item)}
    if kinds and kinds <= {str, bytes, bool, np.bool_, np.str_}:
        return _categories(name, array, where)
    if kinds and all(hasattr(kind, "year") or kind is np.datetime64 for kind in kinds):
        stamps = [None if is_missing(item) else _stamp(item) for item in array]
        return Column(name, seconds(np.array(stamps, "datetime64[us]"), where), "time"), []
    if str in kinds or bytes in kinds:
        raise _mixed(array, where)
    floats, exact, said = as_floats(array, where)
    return Column(name, floats, exact=exact), [
        *said,
        *finite_warnings(floats[:, None], [name], where),
    ]


def _mixed(array: Array, where: str) -> DataError:
    """Words beside something else."""
    items = list(enumerate(array.tolist()))
    word = next((i, item) for i, item in items if isinstance(item, str | bytes))
    other = next(
        (i, item) for i, item in items if not isinstance(item, str | bytes) and not is_missing(item)
    )
    (i, first), (j, second) = sorted([word, other], key=lambda found: found[0])
    return DataError(
        f"{where}: holds words and numbers (row {i}: {shorten(repr(first), 30)}, row {j}: "
        f"{shorten(repr(second), 30)}), expected one kind. Pass `[str(v) for v in labels]`",
        code="HDV-A14",
    )


def _stamp(item: Any) -> np.datetime64:
    """A date as UTC without its zone, which numpy cannot keep."""
    if getattr(item, "tzinfo", None) is None:
        return np.datetime64(item, "us")
    return np.datetime64(item.astimezone(UTC).replace(tzinfo=None), "us")


def _categories(name: str, array: Array, where: str) -> tuple[Column, list[str]]:
    if array.dtype.kind == "O":
        gone = np.fromiter((is_missing(item) for item in array), bool, len(array))
    else:
        gone = np.zeros(len(array), bool)
    kept = array[~gone]
    broken = _undecodable(kept)
    if kept.dtype.kind in "OS":
        kept = np.array(texts_of(kept.tolist()), dtype=object)
    elif kept.dtype.kind == "b":
        kept = kept.astype("U5")
    distinct, inverse = _distinct(kept)
    texts, surrogates, nulls = cleaned(distinct)
    merged, again = _distinct(np.array(texts, dtype=object))
    codes = np.full(len(array), -1, np.int32)
    codes[~gone] = again[inverse] if len(texts) else 0
    column = Column(name, codes, "category", merged)
    return column, _category_notes(where, column, broken, surrogates, nulls)


def _distinct(values: Array) -> tuple[tuple[str, ...], Array]:
    """Distinct texts in sorted order and the index of each value among them."""
    if values.dtype.kind == "U":
        distinct, inverse = np.unique(values, return_inverse=True)
        return tuple(distinct.tolist()), inverse.astype(np.int32)
    items = [str(item) for item in values.tolist()]
    texts = tuple(sorted(set(items)))
    index = {text: i for i, text in enumerate(texts)}
    return texts, np.fromiter((index[item] for item in items), np.int32, len(items))


def _undecodable(array: Array) -> int:
    if array.dtype.kind not in "OS":
        return 0
    broken = 0
    for item in array.tolist():
        if isinstance(item, bytes):
            try:
                item.decode("utf-8")
            except UnicodeDecodeError:
                broken += 1
    return broken


def _category_notes(
    where: str, column: Column, broken: int, surrogates: int, nulls: int
) -> list[str]:
    said = []
    if broken:
        said.append(f"{broken:,} labels of {where} are not UTF-8; unreadable bytes shown as \ufffd")
    if surrogates:
        said.append(f"{surrogates:,} labels of {where} held half characters; shown as \ufffd")
    if nulls:
        said.append(f"{nulls:,} labels of {where} held null bytes; shown as \u2400")
    if len(column.categories) > max(1000, FEW):
        said.append(
            f"{len(column.categories):,} distinct values in {where}; "
            f"the {FEW} most frequent are told apart, the others drawn as one"
        )
    return said
