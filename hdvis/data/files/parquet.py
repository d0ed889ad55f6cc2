"""Parquet tables; columns of equally long lists become spaces."""

from pathlib import Path
from typing import Any

import numpy as np

from hdvis.data.arrays.interop import Array, ArrowTable
from hdvis.data.limits import check_budget
from hdvis.errors import DataError, shorten

WIDTHS = {"BOOLEAN": 1, "INT32": 4, "INT64": 8, "INT96": 12, "FLOAT": 4, "DOUBLE": 8}
POINTER = 16
"""Bytes of a text: where it lies and how long it is, or its number among the distinct ones."""

FLOAT = 8


def read_parquet(path: Path) -> tuple[ArrowTable, dict[str, Array]]:
    """The plain columns as an Arrow table, and (n, d) arrays from list columns by name."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with parquet.ParquetFile(path) as source:
            check_budget(_bytes_of(source), path.name)
            table = source.read()
    except (pa.ArrowException, OSError) as error:
        raise DataError(
            f"{path.name}: not a parquet file, or damaged ({shorten(error, 60)})", code="HDV-F2"
        ) from None
    nested = [field.name for field in table.schema if pa.types.is_nested(field.type)]
    spaces = {name: _matrix(table.column(name), name) for name in nested}
    return table.drop_columns(nested) if nested else table, spaces


def _bytes_of(source: Any) -> int:
    """What the table takes in memory once as Arrow and once as floats.

    The size that a file states is that of its pages, in which a constant column takes nothing:
    numbers are counted by their width instead, texts by their pages where those are larger.
    """
    leaves = [source.schema.column(i) for i in range(len(source.schema.names))]
    total = 0
    for group in range(source.metadata.num_row_groups):
        held = source.metadata.row_group(group)
        for i, leaf in enumerate(leaves):
            chunk = held.column(i)
            width = WIDTHS.get(leaf.physical_type, POINTER)
            needed = chunk.num_values * (width + FLOAT)
            total += max(needed, chunk.total_uncompressed_size)
    return total


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
