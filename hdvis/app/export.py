"""The selection as a file: CSV, CSV for a spreadsheet, Parquet, or row numbers."""

from __future__ import annotations

import csv
import io
from typing import Any

import numpy as np

from hdvis.errors import DataError
from hdvis.selection import Selection, Table

RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def selection_file(form: str, selection: Selection, table: Any) -> tuple[str, bytes]:
    """A file name and its bytes; with nothing selected, every row.

    `csv` is exact; `spreadsheet` puts an apostrophe before text cells that a spreadsheet
    would run as a formula; `parquet` keeps types; `npy` holds int64 row numbers.
    """
    rows = selection.rows(table) if selection else np.arange(table.n)
    match form:
        case "csv":
            return "selection.csv", csv_text(table, rows).encode("utf-8")
        case "spreadsheet":
            return "selection.csv", csv_text(table, rows, cell=safe_cell).encode("utf-8-sig")
        case "parquet":
            return "selection.parquet", _parquet(table, rows)
        case "npy":
            buffer = io.BytesIO()
            np.save(buffer, rows)
            return "rows.npy", buffer.getvalue()
    raise DataError(f"export: got format {form!r}, expected csv, spreadsheet, parquet or npy")


def csv_text(table: Any, rows: Any, cell: Any = lambda text: text) -> str:
    """The rows as CSV with their row numbers first; `cell` is applied to names and texts."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = list(table.columns)
    writer.writerow(["row", *map(cell, names)])
    texts = []
    for name in names:
        column = table.columns[name]
        values = column.full_text(rows)
        texts.append(list(map(cell, values)) if column.kind == "category" else values)
    writer.writerows(zip(rows.tolist(), *texts, strict=True))
    return out.getvalue()


def safe_cell(text: str) -> str:
    """A text cell that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(RISKY) else text


def _parquet(table: Table, rows: Any) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrays: dict[str, Any] = {"row": pa.array(rows)}
    for name in table.columns:
        column = table.columns[name]
        values = column.values[rows]
        if column.exact is not None:
            arrays[name] = pa.array(column.exact[rows])
        elif column.kind == "category":
            arrays[name] = pa.array(column.full_text(rows))
        elif column.kind == "time":
            whole = np.where(np.isnan(values), 0, values * 1e6).astype("i8")
            arrays[name] = pa.array(whole, pa.timestamp("us"), mask=np.isnan(values))
        else:
            arrays[name] = pa.array(values)
    buffer = io.BytesIO()
    pq.write_table(pa.table(arrays), buffer)
    return buffer.getvalue()
