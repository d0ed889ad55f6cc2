"""Where workspaces are kept, and which there are."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from hdvis.workspace import disk

LIMIT_BYTES = 200 * 1024 * 1024
"""What all workspaces together may take."""

UNNAMED_DAYS = 7
"""How long one without a name or a file stays unused."""


def state_folder() -> Path:
    """$HDVIS_STATE_DIR, else the user's data folder of this system."""
    named = os.environ.get("HDVIS_STATE_DIR", "")
    return Path(named) if named else user_data_path("hdvis") / "workspaces"


@dataclass(frozen=True)
class Kept:
    """A workspace on the disk: its folder, name, source of its data, last use and size."""

    folder: Path
    name: str
    source: str
    used: float
    size: int

    @property
    def id(self) -> str:
        """The name of its folder."""
        return self.folder.name

    @property
    def busy(self) -> bool:
        """Whether a program has it open."""
        try:
            with FileLock(self.folder / "owner.lock", timeout=0):
                return False
        except Timeout:
            return True

    def rename(self, name: str) -> None:
        """Give it another name. Raises `OSError`."""
        describe(self.folder, name=name, source=self.source)

    def delete(self) -> None:
        """Delete it with all it holds. Raises `OSError`."""
        shutil.rmtree(self.folder)


def describe(folder: Path, *, name: str, source: str) -> None:
    """Write beside a workspace what it is called and where its data came from."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    text = json.dumps({"name": name, "source": source}, ensure_ascii=False)
    disk.put(folder / "about.json", text.encode("utf-8", "surrogatepass"))


def kept_workspaces(folder: Path | None = None) -> list[Kept]:
    """Every workspace in `folder` (by default the user's), the last used first."""
    base = state_folder() if folder is None else folder
    found = [_kept(path) for path in base.iterdir() if path.is_dir()] if base.is_dir() else []
    return sorted(found, key=lambda kept: -kept.used)


def trim(folder: Path | None = None, limit: int = LIMIT_BYTES) -> list[Kept]:
    """Delete what was used longest ago until the rest fits in `limit` bytes, and old unnamed ones.

    What a program has open stays. Returns what was deleted.
    """
    gone, total = [], 0
    oldest = time.time() - UNNAMED_DAYS * 86_400
    for kept in kept_workspaces(folder):
        total += kept.size
        unwanted = total > limit or (not kept.name and not kept.source and kept.used < oldest)
        if unwanted and not kept.busy:
            kept.delete()
            gone.append(kept)
            total -= kept.size
    return gone


def _kept(folder: Path) -> Kept:
    about = _about(folder)
    files = [path.stat() for path in folder.iterdir() if path.is_file()]
    used = max((status.st_mtime for status in files), default=folder.stat().st_mtime)
    size = sum(status.st_size for status in files)
    return Kept(folder, about.get("name", ""), about.get("source", ""), used, size)


def _about(folder: Path) -> Mapping[str, str]:
    try:
        found = json.loads((folder / "about.json").read_bytes())
    except (OSError, ValueError):
        return {}
    known = found if isinstance(found, dict) else {}
    return {key: value for key, value in known.items() if isinstance(value, str)}
