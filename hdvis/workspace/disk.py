"""Files that are whole or absent, whatever happens while they are written."""

from __future__ import annotations

import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

PART = ".part"
_STALE_SECONDS = 60.0


def put(path: Path, content: bytes) -> None:
    """Write `content` beside `path`, bring it to the disk, and give it its name.

    A reader sees the old file or the new one, never half of one. Raises `OSError`, with nothing
    changed, when there is no room or no permission.
    """
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def append(path: Path, content: bytes, size: int) -> int:
    """Add `content` to the first `size` bytes of `path`, bring it to the disk, return the size.

    What an earlier, failed call left beyond `size` is cut off first.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if os.fstat(handle).st_size != size:
            os.ftruncate(handle, size)
        done = 0
        while done < len(content):
            done += os.pwrite(handle, content[done:], size + done)
        os.fsync(handle)
    finally:
        os.close(handle)
    return size + len(content)


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk, where the system lets folders be opened."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Delete what killed writers left behind more than a minute ago."""
    for path in folder.glob(f".*{PART}"):
        with suppress(FileNotFoundError):  # another process was quicker
            if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                path.unlink()
