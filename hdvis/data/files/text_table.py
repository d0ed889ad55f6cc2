"""Whitespace tables, NDDAV's .txt among them: with or without a header line."""

from pathlib import Path

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.data.files.encoding import encoding_of
from hdvis.data.files.text_checks import check_text_file, is_number
from hdvis.data.limits import check_budget
from hdvis.errors import DataError, shorten


def read_text_table(path: Path, encoding: str | None = None) -> dict[str, Array]:
    """Columns of `path` by name; without a header x0, x1, …

    Two spellings are recognised beside a plain header: a first line that holds only the number of
    rows, and a header with one name fewer than there are columns, the first of which is then "id".
    Raises `DataError` HDV-F12 with the line number for a line of another length.
    """
    check_text_file(path)
    check_budget(path.stat().st_size, path.name)
    try:
        return _columns(_lines(path, encoding_of(path, encoding)))
    except DataError as error:
        raise DataError(f"{path.name}: {error.message}", code=error.code) from None


def _columns(lines: list[tuple[int, str]]) -> dict[str, Array]:
    first = _first_row(lines)
    rows = lines[first:]
    if rows and all(is_number(line.split()[0]) for _, line in rows):
        matrix = _numbers(rows)
        if matrix is not None:
            return _named(list(matrix.T), _header(lines, first, matrix.shape[1]))
    return _mixed(lines, first)


def _lines(path: Path, encoding: str) -> list[tuple[int, str]]:
    """Line numbers and the lines that hold anything but a comment."""
    text = path.read_text(encoding=encoding, errors="replace").removeprefix("\ufeff")
    lines = [
        (number, line)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.lstrip().startswith("#")
    ]
    if not lines:
        raise DataError("holds no rows, expected a table", code="HDV-F12")
    return lines


def _first_row(lines: list[tuple[int, str]]) -> int:
    """How many lines come before the first row of values."""
    tokens = lines[0][1].split()
    count_line = len(tokens) == 1 and tokens[0].isdigit() and int(tokens[0]) == len(lines) - 2
    if count_line and len(lines) > 2 and len(lines[2][1].split()) > 1:
        return 2
    return 0 if any(is_number(token) for token in tokens) else 1


def _header(lines: list[tuple[int, str]], first: int, columns: int) -> list[str]:
    names = lines[first - 1][1].split() if first else [f"x{i}" for i in range(columns)]
    if len(names) == columns - 1:
        names = ["id", *names]
    if len(names) != columns:
        raise DataError(
            f"line {lines[first - 1][0]}: {len(names)} names for {columns} columns. "
            "Give every column one name",
            code="HDV-F12",
        )
    return names


def _numbers(lines: list[tuple[int, str]]) -> Array | None:
    """All lines as float64, or None where they are not all numbers of one count."""
    try:
        return np.loadtxt((line for _, line in lines), dtype=np.float64, ndmin=2)
    except ValueError:
        return None


def _mixed(lines: list[tuple[int, str]], first: int) -> dict[str, Array]:
    rows = [line.split() for _, line in lines[first:]]
    if not rows:
        raise DataError("holds a header and no rows, expected a table", code="HDV-F12")
    width = len(rows[0])
    for (number, _), row in zip(lines[first:], rows, strict=True):
        if len(row) != width:
            raise DataError(
                f"line {number}: {len(row)} values, expected {width}. Give every line as many",
                code="HDV-F12",
            )
    columns = [_column(list(column)) for column in zip(*rows, strict=True)]
    return _named(columns, _header(lines, first, width))


def _column(texts: list[str]) -> Array:
    try:
        numbers = np.array(texts, np.float64)
    except ValueError:
        return np.array(texts, object)
    whole = numbers.astype(np.int64) if np.all(np.abs(numbers) < 2**53) else numbers
    return whole if np.array_equal(whole, numbers) else numbers


def _named(columns: list[Array], names: list[str]) -> dict[str, Array]:
    if len(set(names)) < len(names):
        double = next(name for name in names if names.count(name) > 1)
        raise DataError(
            f"`{shorten(double)}` appears {names.count(double)} times. Rename it", code="HDV-A30"
        )
    return dict(zip(names, columns, strict=True))
