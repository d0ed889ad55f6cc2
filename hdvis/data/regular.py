"""Only files of bytes are opened: pipes and devices may never end."""

from pathlib import Path

from hdvis.errors import DataError


def check_regular(path: Path) -> None:
    """Raise `DataError` HDV-F10 for what is there and neither a file nor a folder."""
    if path.exists() and not path.is_file() and not path.is_dir():
        raise DataError(
            f"{path.name}: a pipe, socket or device, expected a file. Save it to a file first",
            code="HDV-F10",
        )
