"""Tables become one matrix of numbers with names, and the columns beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import numpy as np

from hdvis.data.arrays.convert import (
    as_array,
    as_floats,
    mapped,
    refuse_unordered,
    settled,
    two_dimensional,
)
from hdvis.data.arrays.interop import (
    Array,
    ArrowColumn,
    ArrowTable,
    Frame,
    Name,
    Series,
    is_arrow,
    is_frame,
    is_series,
    is_stream,
    stream_column,
    streamed,
)
from hdvis.data.limits import check_budget
from hdvis.data.names import column_names, names_for
from hdvis.errors import DataError, shorten


@dataclass(frozen=True, eq=False)
class Matrix:
    """Numbers read from anything: (n, d) floats, their names, and what else came with them."""

    values: Array
    names: tuple[str, ...]
    exact: Mapping[str, Array] = field(default_factory=dict)
    others: Mapping[str, Array] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_matrix(
    data: object, where: str, names: Sequence[Name] | None = None, *, rename: bool = False
) -> Matrix:
    """Any table or array of numbers; the columns of a table that are not numbers go to `others`."""
    data = streamed(data)
    if is_frame(data) or is_arrow(data):
        whole = _one_block(data)
        given = frame_names(data, where, rename=rename) if names is None else names
        if whole is not None:
            return _from_array(whole, where, given, rename=rename)
        columns = frame_columns(data, where, rename=rename)
        return _from_columns(columns, where, names, rename=rename)
    if isinstance(data, Mapping):
        keys = column_names(data.keys(), where, rename=rename)
        columns = {key: _raw(value, key) for key, value in zip(keys, data.values(), strict=True)}
        return _from_columns(columns, where, names, rename=rename)
    if is_series(data):
        return _from_array(series_values(data), where, names, rename=rename)
    return _from_array(as_array(data, where), where, names, rename=rename)


def frame_names(frame: Frame | ArrowTable, where: str, *, rename: bool = False) -> tuple[str, ...]:
    """A table's column names as distinct text."""
    given = list(frame.columns) if is_frame(frame) else cast("ArrowTable", frame).column_names
    return column_names(given, where, rename=rename)


def frame_columns(
    frame: Frame | ArrowTable, where: str, *, rename: bool = False
) -> dict[str, Array]:
    """A table's columns by name, each as a numpy array."""
    names = frame_names(frame, where, rename=rename)
    if is_frame(frame):
        return {name: series_values(frame.iloc[:, i]) for i, name in enumerate(names)}
    table = cast("ArrowTable", frame)
    return {name: arrow_values(table.column(i)) for i, name in enumerate(names)}


def series_values(series: Series) -> Array:
    """A pandas Series as numpy; NA becomes NaN, categories their texts, dates datetime64."""
    if is_stream(series):
        return arrow_values(stream_column(series))
    dtype = series.dtype
    plain = isinstance(dtype, np.dtype)
    if plain and dtype.kind in "biufcmMSU":
        return np.asarray(series)
    if hasattr(dtype, "categories"):
        return np.asarray(series.astype(object))
    kind = getattr(dtype, "kind", "O")
    if kind == "M" or hasattr(dtype, "tz"):
        return np.asarray(series.to_numpy(dtype="datetime64[us]"))
    if kind == "m":
        return np.asarray(series.to_numpy(dtype="timedelta64[us]"))
    if hasattr(series, "sparse"):
        return np.asarray(series)
    if kind in "iuf" and not plain:
        if not series.isna().any():
            return np.asarray(series.to_numpy(dtype=dtype.numpy_dtype))
        return np.asarray(series.to_numpy(dtype=np.float64, na_value=np.nan))
    return np.asarray(series.to_numpy(dtype=object))


def arrow_values(column: ArrowColumn) -> Array:
    """An Arrow column as numpy, without a copy where it is one block without nulls."""
    kind = str(column.type)
    if kind.startswith(("timestamp", "date")):
        return np.asarray(column.cast("timestamp[us]").to_numpy(), "datetime64[us]")
    if kind.startswith("decimal"):
        return np.asarray(column.cast("float64").to_numpy())
    if kind.startswith("dictionary"):
        return np.array(column.to_pylist(), dtype=object)
    return np.asarray(column.to_numpy())


def is_numbers(values: Array) -> bool:
    """Whether a table column holds numbers that belong in a space."""
    return values.ndim == 1 and values.dtype.kind in "iuf"


def _raw(value: object, name: str) -> Array:
    where = f"`{shorten(name)}`"
    refuse_unordered(value, where)
    return series_values(value) if is_series(value) else as_array(value, where)


def _one_block(frame: object) -> Array | None:
    """A pandas table of one float type as one array, or None."""
    if not is_frame(frame):
        return None
    dtypes = set(frame.dtypes)
    if len(dtypes) != 1 or getattr(next(iter(dtypes)), "kind", "O") not in "f":
        return None
    return np.asarray(frame.to_numpy()) if isinstance(next(iter(dtypes)), np.dtype) else None


def _from_array(
    array: Array, where: str, names: Sequence[Name] | None, *, rename: bool = False
) -> Matrix:
    array, shape_notes = two_dimensional(array, where)
    floats, exact, notes = as_floats(array, where)
    if floats is not array and mapped(array) is not None:
        notes = (*notes, f"{where}: a memory map of {array.dtype}; copied as {floats.dtype}")
    values = settled(floats, where)
    checked = names_for(names, values.shape[1], where, rename=rename)
    kept = {} if exact is None else {name: exact[:, i] for i, name in enumerate(checked)}
    return Matrix(values, checked, kept, {}, (*shape_notes, *notes))


def _from_columns(
    columns: Mapping[str, Array], where: str, names: Sequence[Name] | None, *, rename: bool
) -> Matrix:
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        (first, n), (other, m) = _two_lengths(lengths)
        raise DataError(
            f"{where}: `{shorten(first)}` has {n:,} rows, `{shorten(other)}` {m:,}; "
            "give every column one value per row",
            code="HDV-A39",
        )
    numeric = {name: values for name, values in columns.items() if is_numbers(values)}
    others = {name: values for name, values in columns.items() if name not in numeric}
    if not numeric:
        raise DataError(
            f"{where}: has no numeric columns among {len(columns)}; pass numbers, "
            "or give these columns as labels",
            code="HDV-A7",
        )
    n, d = next(iter(lengths.values())), len(numeric)
    read = [as_floats(values, f"`{shorten(name)}`") for name, values in numeric.items()]
    dtype = np.result_type(*{floats.dtype for floats, _, _ in read})
    check_budget(n * d * dtype.itemsize, where)
    matrix = np.empty((n, d), dtype)
    for i, (floats, _, _) in enumerate(read):
        matrix[:, i] = floats
    notes = tuple(note for _, _, said in read for note in said)
    checked = names_for(names or tuple(numeric), d, where, rename=rename)
    kept = {
        name: exact for name, (_, exact, _) in zip(checked, read, strict=True) if exact is not None
    }
    return Matrix(settled(matrix, where), checked, kept, others, notes)


def _two_lengths(lengths: Mapping[str, int]) -> tuple[tuple[str, int], tuple[str, int]]:
    items = list(lengths.items())
    return items[0], next(item for item in items if item[1] != items[0][1])
