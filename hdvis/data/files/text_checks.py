"""A look at a text file before it is parsed: coding, separator, header, line length."""

import csv
from dataclasses import dataclass
from pathlib import Path

from hdvis.data.files.encoding import UTF8
from hdvis.data.limits import LINE_CAP
from hdvis.data.regular import check_regular
from hdvis.errors import DataError, LimitError

SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Dialect:
    """How a delimited file is written."""

    separator: str
    header: bool
    decimal: str
    columns: int
    encoding: str = UTF8


def check_text_file(path: Path) -> None:
    """Raise for an empty file, UTF-16, null bytes (`DataError`) or endless lines (`LimitError`)."""
    check_regular(path)
    with path.open("rb") as stream:
        start = stream.read(4096)
        if not start.strip(b"\xef\xbb\xbf \r\n\t"):
            raise DataError(f"{path.name}: holds 0 bytes of text, expected a table", code="HDV-F12")
        if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in start:
            raise DataError(
                f"{path.name}: not UTF-8 text (UTF-16 or binary). Save it as UTF-8", code="HDV-F12"
            )
        stream.seek(0)
        while chunk := stream.read(LINE_CAP):
            if len(chunk) == LINE_CAP and b"\n" not in chunk and b"\r" not in chunk:
                raise LimitError(
                    f"{path.name}: a line is longer than {LINE_CAP:,} bytes. Is this a text table?",
                    code="HDV-F12",
                )


def dialect_of(path: Path, separator: str | None = None, encoding: str = UTF8) -> Dialect:
    """Separator, header and decimal sign of `path`, judged by its first lines."""
    with path.open(encoding=encoding, errors="replace", newline="") as stream:
        text = stream.read(1 << 20).removeprefix("\ufeff")
        head = [line for line in text.splitlines() if line.strip()][:20]
    mark = separator or max(SEPARATORS, key=head[0].count)
    rows = list(csv.reader(head, delimiter=mark))
    comma = mark != "," and any("," in cell for row in rows[1:2] for cell in row)
    decimal = "," if comma and all(_plain(cell, ",") for row in rows[1:2] for cell in row) else "."
    header = not any(is_number(cell.replace(decimal, ".")) for cell in rows[0])
    return Dialect(mark, header, decimal, len(rows[0]), encoding)


def is_number(text: str) -> bool:
    """Whether `text` reads as a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def _plain(cell: str, decimal: str) -> bool:
    """Whether commas in `cell`, if any, can only be decimal signs."""
    return decimal not in cell or is_number(cell.replace(decimal, "."))
