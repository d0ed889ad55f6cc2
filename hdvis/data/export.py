"""Rows as a file: CSV, CSV for a spreadsheet, Parquet, or row numbers."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

import numpy as np

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data.arrays.interop import Array
from hdvis.data.columns import Column
from hdvis.data.names import free_name
from hdvis.errors import DataError, shorten

Form = Literal["csv", "spreadsheet", "parquet", "npy"]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
CHUNK = 1 << 15

_BEGINNING = re.compile(r"""((?:^|[;,|\t\r\n])[\s"]*)([=+\-@＝＋－＠])""")


def rows_file(
    form: str,
    columns: Mapping[str, Column],
    rows: Array,
    stem: str = "selection",
    checkpoint: Checkpoint = no_checkpoint,
) -> tuple[str, bytes]:
    """A file name and its bytes for `rows`, int (k,), in their order.

    `csv` reads back exactly; `spreadsheet` puts an apostrophe before texts that a spreadsheet
    would run as a formula; `parquet` keeps types; `npy` holds the row numbers, int64 (k,).
    Raises `DataError` for any other form.
    """
    match form:
        case "csv":
            return f"{stem}.csv", csv_text(columns, rows, checkpoint=checkpoint).encode()
        case "spreadsheet":
            text = csv_text(columns, rows, safe_cell, checkpoint)
            return f"{stem}-spreadsheet.csv", text.encode("utf-8-sig")
        case "parquet":
            return f"{stem}.parquet", _parquet(columns, rows)
        case "npy":
            buffer = io.BytesIO()
            np.save(buffer, np.asarray(rows, np.int64))
            return "rows.npy", buffer.getvalue()
    raise DataError(f"export: got {shorten(form)!r}, expected {', '.join(get_args(Form))}")


def csv_text(
    columns: Mapping[str, Column],
    rows: Array,
    cell: Callable[[str], str] = str,
    checkpoint: Checkpoint = no_checkpoint,
) -> str:
    """The rows as CSV with their row numbers first; `cell` is applied to names and texts."""
    out = io.StringIO()
    writer = csv.writer(out)  # its CRLF makes it quote both CR and LF
    writer.writerow([free_name("row", columns), *map(cell, columns)])
    for start in range(0, len(rows), CHUNK):
        part = rows[start : start + CHUNK]
        texts = [_texts(columns[name], part, cell) for name in columns]
        writer.writerows(zip(part.tolist(), *texts, strict=True))
        checkpoint(min(1.0, (start + CHUNK) / len(rows)))
    return out.getvalue()


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula, at whatever sign it divides cells.

    The signs count after blanks, quotes and separators too: where a semicolon divides cells,
    `a;=1` ends in a formula.
    """
    marked = _BEGINNING.sub(r"\1'\2", text)
    return "'" + text if marked == text and text.startswith(FORMULA) else marked


def _texts(column: Column, rows: Array, cell: Callable[[str], str]) -> list[str]:
    if column.kind == "category":
        return [cell(text) for text in column.full_text(rows)]
    if column.kind == "time" or column.exact is not None:
        return column.full_text(rows)
    texts = column.values[rows].astype(str).tolist()
    return ["" if text == "nan" else text.removesuffix(".0") for text in texts]


def _parquet(columns: Mapping[str, Column], rows: Array) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays = {free_name("row", columns): pa.array(rows)}
    arrays |= {name: _arrow(columns[name], rows, pa) for name in columns}
    buffer = io.BytesIO()
    pq.write_table(pa.table(arrays), buffer)
    return buffer.getvalue()


def _arrow(column: Column, rows: Array, pa: Any) -> Any:
    values = column.values[rows]
    if column.exact is not None:
        return pa.array(column.exact[rows])
    if column.kind == "category":
        codes = pa.array(values, mask=values < 0)
        return pa.DictionaryArray.from_arrays(codes, pa.array(column.categories, pa.string()))
    if column.kind == "time":
        gone = ~np.isfinite(values)
        whole = np.rint(np.where(gone, 0, values * 1e6)).astype("i8")
        return pa.array(whole, pa.timestamp("us"), mask=gone)
    return pa.array(values)
