"""Other libraries' tensors and tables, recognised by what they can do and never imported."""

from typing import Any

import numpy as np
import numpy.typing as npt

from hdvis.errors import DataError, shorten

Array = npt.NDArray[Any]


def is_tensor(data: Any) -> bool:
    """Whether `data` behaves like a torch tensor."""
    return all(hasattr(data, name) for name in ("detach", "cpu", "numpy", "dim"))


def is_frame(data: Any) -> bool:
    """Whether `data` behaves like a pandas DataFrame."""
    return all(hasattr(data, name) for name in ("iloc", "columns", "dtypes"))


def is_series(data: Any) -> bool:
    """Whether `data` behaves like a pandas Series or Index."""
    named = hasattr(data, "to_numpy") and hasattr(data, "dtype") and hasattr(data, "name")
    return named and not is_frame(data)


def is_arrow(data: Any) -> bool:
    """Whether `data` behaves like a pyarrow Table or RecordBatch."""
    return hasattr(data, "column_names") and hasattr(data, "schema")


def is_sparse(data: Any) -> bool:
    """Whether `data` behaves like a SciPy sparse matrix or a sparse tensor."""
    layout = str(getattr(data, "layout", ""))
    return (hasattr(data, "toarray") and hasattr(data, "nnz")) or "sparse" in layout


def tensor_values(tensor: Any) -> Array:
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
        values: Array = plain.numpy()
    except (TypeError, RuntimeError):
        values = plain.float().numpy()
    return values


def refuse_sparse(data: Any, where: str) -> None:
    """Raise for a sparse matrix, saying what the dense one would take."""
    from hdvis.data.limits import size

    cells = int(np.prod(data.shape, dtype=np.float64))
    raise DataError(
        f"{where}: got a sparse matrix {tuple(data.shape)}, expected a dense array. "
        f"Pass `.toarray()`; it needs about {size(4 * cells)} as float32",
        code="HDV-A28",
    )
