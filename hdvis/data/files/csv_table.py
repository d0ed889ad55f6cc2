"""Comma, semicolon and tab separated tables."""

from pathlib import Path
from typing import Any

from hdvis.data.arrays.interop import ArrowTable
from hdvis.data.files.encoding import encoding_of
from hdvis.data.files.text_checks import Dialect, check_text_file, dialect_of
from hdvis.data.limits import LINE_CAP, check_budget
from hdvis.errors import DataError, shorten


def read_csv(path: Path, separator: str | None = None, encoding: str | None = None) -> ArrowTable:
    """`path` as an Arrow table; without a header its columns are x0, x1, …

    Without `encoding` it is UTF-8, or what `encoding_of` is certain of. Empty cells and NA are
    missing. Raises `DataError` HDV-F12 with the line of the first row that has another number of
    cells.
    """
    check_text_file(path)
    check_budget(2 * path.stat().st_size, path.name)
    dialect = dialect_of(path, separator, encoding_of(path, encoding))
    import pyarrow as pa

    try:
        table = _parsed(path, dialect, [], threads=True)
    except pa.ArrowInvalid as error:
        raise _explained(path, dialect, error) from None
    if dialect.header:
        return table
    return table.rename_columns([f"x{i}" for i in range(table.num_columns)])


def _explained(path: Path, dialect: Dialect, error: Exception) -> DataError:
    """The same failure with its line number, which only a slower reading gives."""
    import pyarrow as pa

    rows: list[Any] = []
    try:
        _parsed(path, dialect, rows, threads=False)
    except pa.ArrowInvalid as again:
        error = again
    if not rows:
        return DataError(f"{path.name}: {shorten(error)}", code="HDV-F12")
    found = rows[0]
    return DataError(
        f"{path.name}: line {found.number} has {found.actual_columns} cells, expected "
        f"{found.expected_columns}. Give every line as many",
        code="HDV-F12",
    )


def _parsed(path: Path, dialect: Dialect, rows: list[Any], *, threads: bool) -> ArrowTable:
    from pyarrow import csv

    def invalid(row: Any) -> str:
        rows.append(row)
        return "error"

    table: ArrowTable = csv.read_csv(
        path,
        read_options=csv.ReadOptions(
            use_threads=threads,
            block_size=2 * LINE_CAP,
            autogenerate_column_names=not dialect.header,
            encoding=dialect.encoding,
        ),
        parse_options=csv.ParseOptions(
            delimiter=dialect.separator, newlines_in_values=False, invalid_row_handler=invalid
        ),
        convert_options=csv.ConvertOptions(
            decimal_point=dialect.decimal,
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    return table
