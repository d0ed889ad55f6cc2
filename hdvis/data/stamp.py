"""Whether a file is still the one that was read."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Stamp:
    """A file or folder at one moment."""

    path: Path
    size: int
    changed_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> "Stamp":
        """`path` as it is now."""
        found = path.stat()
        return cls(path, found.st_size, found.st_mtime_ns, found.st_ino)

    def outdated(self) -> bool:
        """Whether the file was replaced, changed or removed since."""
        try:
            return Stamp.of(self.path) != self
        except OSError:
            return True
