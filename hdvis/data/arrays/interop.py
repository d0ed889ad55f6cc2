"""Other libraries' tensors and tables, recognised by what they can do and never imported."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Protocol, TypeAlias, TypeGuard, TypeVar

import numpy as np
import numpy.typing as npt

from hdvis.errors import DataError, shorten

Array: TypeAlias = npt.NDArray[Any]
Name: TypeAlias = Hashable
"""What other libraries name a column with: text, a number, a tuple."""


class Tensor(Protocol):
    """What hdvis asks of a torch tensor."""

    def detach(self) -> Tensor: ...
    def cpu(self) -> Tensor: ...
    def float(self) -> Tensor: ...
    def dim(self) -> int: ...
    def numpy(self) -> Array: ...


class Series(Protocol):
    """What hdvis asks of a pandas Series."""

    name: Name
    dtype: Any  # NumPy's, or pandas' own
    index: Index
    iloc: Positions[Series]

    def to_numpy(self, dtype: object = None, na_value: object = None) -> Array: ...
    def astype(self, dtype: object) -> Series: ...
    def isna(self) -> Array: ...


class Frame(Protocol):
    """What hdvis asks of a pandas DataFrame."""

    columns: Sequence[Name]
    dtypes: Iterable[object]
    index: Index
    iloc: Positions[Series]

    def to_numpy(self) -> Array: ...


class Index(Protocol):
    """What hdvis asks of a pandas index: to be taken by `np.asarray`."""

    def __len__(self) -> int: ...


T = TypeVar("T", covariant=True)


class Positions(Protocol[T]):
    """Rows or columns of a table by position."""

    def __getitem__(self, key: object) -> T: ...


class ArrowColumn(Protocol):
    """What hdvis asks of an Arrow column."""

    type: object

    def cast(self, kind: str) -> ArrowColumn: ...
    def to_numpy(self) -> Array: ...
    def to_pylist(self) -> list[object]: ...


class ArrowTable(Protocol):
    """What hdvis asks of an Arrow table."""

    column_names: list[str]
    num_columns: int
    schema: Iterable[Any]

    def column(self, which: int | str) -> ArrowColumn: ...
    def rename_columns(self, names: list[str]) -> ArrowTable: ...
    def drop_columns(self, names: list[str]) -> ArrowTable: ...


class Sparse(Protocol):
    """What hdvis asks of a sparse matrix."""

    shape: tuple[int, ...]


def is_tensor(data: object) -> TypeGuard[Tensor]:
    """Whether `data` behaves like a torch tensor."""
    return all(hasattr(data, name) for name in ("detach", "cpu", "numpy", "dim"))


def is_frame(data: object) -> TypeGuard[Frame]:
    """Whether `data` behaves like a pandas DataFrame."""
    return all(hasattr(data, name) for name in ("iloc", "columns", "dtypes"))


def is_series(data: object) -> TypeGuard[Series]:
    """Whether `data` behaves like a pandas Series or Index."""
    named = hasattr(data, "to_numpy") and hasattr(data, "dtype") and hasattr(data, "name")
    return named and not is_frame(data)


def is_arrow(data: object) -> TypeGuard[ArrowTable]:
    """Whether `data` behaves like a pyarrow Table or RecordBatch."""
    return hasattr(data, "column_names") and hasattr(data, "schema")


def is_stream(data: object) -> bool:
    """Whether `data` hands out an Arrow stream and is no pandas object: a polars frame or series.

    https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html
    """
    return hasattr(data, "__arrow_c_stream__") and not hasattr(data, "iloc")


def streamed(data: object) -> object:
    """A table of any library that hands out an Arrow stream, as an Arrow table; else `data`."""
    if not is_stream(data) or is_series(data) or is_arrow(data):
        return data
    import pyarrow as pa

    try:
        return pa.table(data)
    except (pa.ArrowException, TypeError, ValueError):  # a stream, but of no table
        return data


def stream_column(data: object) -> ArrowColumn:
    """A column of any library that hands out an Arrow stream."""
    import pyarrow as pa

    column: ArrowColumn = pa.chunked_array(data)
    return column


def is_sparse(data: object) -> TypeGuard[Sparse]:
    """Whether `data` behaves like a SciPy sparse matrix or a sparse tensor."""
    layout = str(getattr(data, "layout", ""))
    return (hasattr(data, "toarray") and hasattr(data, "nnz")) or "sparse" in layout


def tensor_values(tensor: Tensor) -> Array:
    """The tensor's values on the CPU; types numpy lacks (bfloat16, float8) become float32."""
    try:
        plain = tensor.detach().cpu()
    except (RuntimeError, NotImplementedError) as error:
        raise DataError(
            f"got a tensor whose values cannot be read ({shorten(error, 80)}). Load it before",
            code="HDV-A29",
        ) from None
    for resolve in ("resolve_conj", "resolve_neg"):
        plain = getattr(plain, resolve)() if hasattr(plain, resolve) else plain
    try:
        return plain.numpy()
    except (TypeError, RuntimeError):
        pass
    try:
        return plain.float().numpy()
    except (TypeError, RuntimeError, NotImplementedError):
        raise DataError(
            f"got a tensor of {getattr(tensor, 'dtype', 'no type')} whose values NumPy cannot "
            "hold. Pass a plain one: `.dequantize()`, `.to_dense()` or `.to_padded_tensor(0)`",
            code="HDV-A29",
        ) from None


def refuse_sparse(data: Sparse, where: str) -> None:
    """Raise for a sparse matrix, saying what the dense one would take."""
    from hdvis.data.limits import size

    cells = int(np.prod(data.shape, dtype=np.float64))
    raise DataError(
        f"{where}: got a sparse matrix {tuple(data.shape)}, expected a dense array. "
        f"Pass `.toarray()`; it needs about {size(4 * cells)} as float32",
        code="HDV-A28",
    )
