"""What signs the cookies of a port, kept so that a program that is started anew knows its pages."""

from __future__ import annotations

import logging
import os
import secrets
import stat
from pathlib import Path

from platformdirs import user_data_path

log = logging.getLogger("hdvis")

BYTES = 32


def port_secret(port: int) -> bytes:
    """32 bytes that stay the same for this user and port; others where they cannot be kept.

    Port 0 is any free one, which nobody comes back to; HDVIS_STATE_DIR "none" keeps nothing.
    """
    named = os.environ.get("HDVIS_STATE_DIR", "")
    if not port or named == "none":
        return secrets.token_bytes(BYTES)
    folder = (Path(named) if named else user_data_path("hdvis")).joinpath("ports")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _kept(folder / str(port))
    except OSError as error:
        log.debug("the cookies of this run are not known to the next (%s)", error)
        return secrets.token_bytes(BYTES)


def _kept(file: Path) -> bytes:
    """What `file` holds, if only its owner can read it; else it is written anew."""
    if file.is_file() and not file.is_symlink():
        about = file.stat()
        private = not about.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
        own = not hasattr(os, "getuid") or about.st_uid == os.getuid()
        found = file.read_bytes()
        if private and own and len(found) == BYTES:
            return found
    made = secrets.token_bytes(BYTES)
    file.unlink(missing_ok=True)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(made)
    return made
