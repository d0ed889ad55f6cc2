"""Where compiled kernels are kept: where numba would, else in a temporary folder, else nowhere."""

import logging
import os
import stat
import tempfile
from pathlib import Path

import numba

log = logging.getLogger("hdvis")

VARIABLE = "NUMBA_CACHE_DIR"


def kernels_can_be_kept() -> bool:
    """Whether numba has a folder for its cache.

    Where neither the package nor the home can be written, as in a container, a folder of this
    user's in the system's temporary one is named for this process and its children, and for the
    libraries that compile kernels too. What is lost is said once.
    """
    if _numba_finds_one():
        return True
    try:
        os.environ[VARIABLE] = str(_own_folder())
    except OSError:
        log.warning("no folder for compiled kernels can be written: compiled anew by each process")
        return False
    numba.config.reload_config()
    log.warning("compiled kernels are kept in %s; %s names another", os.environ[VARIABLE], VARIABLE)
    return _numba_finds_one()


def _numba_finds_one() -> bool:
    try:
        numba.njit(cache=True)(_probe)
    except RuntimeError:  # "cannot cache function: no locator available for file"
        return False
    return True


def _probe() -> int:
    return 0


def _own_folder() -> Path:
    """A folder that only this user can write, the same for all processes where that is safe."""
    path = Path(tempfile.gettempdir()) / f"hdvis-kernels-{getattr(os, 'getuid', int)()}"
    path.mkdir(mode=0o700, exist_ok=True)
    found = path.lstat()
    others = stat.S_IMODE(found.st_mode) & 0o077
    if stat.S_ISDIR(found.st_mode) and found.st_uid == getattr(os, "getuid", int)() and not others:
        return path
    return Path(tempfile.mkdtemp(prefix="hdvis-kernels-"))
