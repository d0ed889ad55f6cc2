"""Parquet tables; columns of equally long lists become spaces."""

from pathlib import Path
from typing import Any

import numpy as np

from hdvis.data.arrays.interop import Array, ArrowTable
from hdvis.data.limits import check_budget
from hdvis.errors import DataError, shorten


def read_parquet(path: Path) -> tuple[ArrowTable, dict[str, Array]]:
    """The plain columns as an Arrow table, and (n, d) arrays from list columns by name."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as source:
            groups = range(source.metadata.num_row_groups)
            needed = sum(source.metadata.row_group(i).total_byte_size for i in groups)
            check_budget(needed, path.name)
            table = source.read()
    except (pa.ArrowException, OSError) as error:
        raise DataError(
            f"{path.name}: not a parquet file, or damaged ({shorten(error, 60)})", code="HDV-F2"
        ) from None
    nested = [field.name for field in table.schema if pa.types.is_nested(field.type)]
    spaces = {name: _matrix(table.column(name), name) for name in nested}
    return table.drop_columns(nested) if nested else table, spaces


def _matrix(column: Any, name: str) -> Array:
    import pyarrow as pa

    where = f"`{shorten(name)}`"
    whole = column.combine_chunks()
    whole = pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole
    if not hasattr(whole, "flatten") or pa.types.is_struct(whole.type):
        raise DataError(f"{where}: holds {whole.type}, expected numbers or lists", code="HDV-A12")
    flat = np.asarray(whole.flatten())
    lengths = {len(flat) // len(whole)} if len(whole) else set()
    if pa.types.is_list(whole.type) or pa.types.is_large_list(whole.type):
        lengths = set(np.asarray(whole.value_lengths()).tolist())
    if len(lengths) != 1 or whole.null_count:
        raise DataError(f"{where}: lists of different lengths", code="HDV-A13")
    return flat.reshape(len(whole), -1)
