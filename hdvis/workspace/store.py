"""One workspace in a folder: snapshots, and a journal of the edits since.

An edit is kept once `append` has returned: its line is on the disk. `open` finds the newest
snapshot that can be read and replays the journals over it; a torn last line is dropped.
Files are never changed but at their end, and a bad one is renamed, never deleted.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from hdvis.errors import HdvisError, LayoutError
from hdvis.workspace import disk, lines, snapshot
from hdvis.workspace.value import Edit, Workspace

SNAPSHOTS = 5
"""How many snapshots stay, with their journals."""


class Conflict(HdvisError):
    """Another program has the workspace; what it wrote is not overwritten."""


@dataclass(frozen=True)
class Recovered:
    """What a folder held: the workspace, and how it was found.

    `restored` edits came from the journal after an unclean end, the last at `at` (ISO time).
    `problem` says what could not be read. One that another program has open is `read_only`.
    """

    workspace: Workspace
    restored: int = 0
    at: str = ""
    problem: str = ""
    read_only: bool = False

    @property
    def text(self) -> str:
        """One line for the page; empty when nothing happened."""
        if self.read_only:
            return "open elsewhere too: what is done here is not saved"
        said = [self.problem] if self.problem else []
        if self.restored:
            said.append(f"restored {self.restored:,} edits, the last of {self.at[11:19]}")
        return " · ".join(said)


class Store:
    """The files of one workspace. Not for the event loop: every write waits for the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.workspace = Workspace()
        self._owner = FileLock(self.folder / "owner.lock", thread_local=False)
        self._writing = FileLock(self.folder / "write.lock", thread_local=False)
        self._journal, self._size = self.folder / _journal_name(0), 0
        self.read_only = True

    def open(self, *, take_over: bool = False) -> Recovered:
        """Read what is there, and be the one that writes unless another program is.

        `take_over` writes all the same; the other program's next edit is then refused.
        Raises `TooNew`, `OSError`.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._owner.acquire(timeout=0)
            self.read_only = False
        except Timeout:
            self.read_only = not take_over
        with self._writing:
            recovered = self._recover()
            if not self.read_only:
                disk.sweep(self.folder)
        return recovered

    def append(self, edits: Sequence[Edit]) -> Workspace:
        """Keep `edits`; when this returns they survive whatever happens to the process.

        Raises `Conflict` when another program wrote meanwhile, `OSError` when the disk is full
        or gone; then nothing was kept and the same edits can be given again.
        """
        after, content = self.workspace, []
        at = datetime.now().isoformat(timespec="milliseconds")
        for edit in edits:
            after = after.edited(edit)
            content.append(lines.written(after.revision, at, edit))
        with self._writing:
            self._refuse_foreign()
            self._size = disk.append(self._journal, b"".join(content), self._size)
        self.workspace = after
        return after

    def snapshot(self) -> None:
        """Write the workspace whole and begin a new journal. Raises as `append` does."""
        with self._writing:
            self._refuse_foreign()
            self._snapshot()

    def close(self) -> None:
        """End cleanly: with a snapshot if edits were kept since the last, then let others in."""
        try:
            if not self.read_only and self._size:
                self.snapshot()
        finally:
            self.read_only = True
            self._owner.release()

    def keep_conflict(self, workspace: Workspace) -> Path:
        """Put `workspace`, which lost to another program's, beside it. Raises `OSError`."""
        at = datetime.now().strftime("%Y%m%d-%H%M%S-%f")
        path = self.folder / f"conflict-{at}.json"
        snapshot.write(path, workspace)
        return path

    # -- inside ---------------------------------------------------------------------------

    def _recover(self) -> Recovered:
        base, problem = self._newest_snapshot()
        workspace, restored, at = base, 0, ""
        self._journal, self._size = self.folder / _journal_name(base.revision), 0
        for path in self._files("journal-*.jsonl"):
            size = 0
            for line, found in _lines_of(path):
                if found is None:
                    problem = problem or f"{path.name} is damaged"
                    break
                size += len(line)
                revision, when, edit = found
                if revision > workspace.revision:
                    workspace, restored, at = workspace.edited(edit), restored + 1, when
            self._journal, self._size = path, size
        self.workspace = workspace
        if problem and not self.read_only:
            self._snapshot()
        return Recovered(workspace, restored, at, problem, self.read_only)

    def _newest_snapshot(self) -> tuple[Workspace, str]:
        problem = ""
        for path in reversed(self._files("snapshot-*.json")):
            try:
                return snapshot.read(path), problem
            except snapshot.TooNew:
                self.read_only = True
                self._owner.release()
                raise
            except LayoutError as error:
                problem = problem or str(error)
                if not self.read_only:
                    path.rename(path.with_suffix(".bad"))
        return Workspace(), problem

    def _snapshot(self) -> None:
        revision = self.workspace.revision
        snapshot.write(self.folder / _snapshot_name(revision), self.workspace)
        self._journal, self._size = self.folder / _journal_name(revision), 0
        disk.append(self._journal, b"", 0)
        self._drop_old()

    def _drop_old(self) -> None:
        """Delete the snapshots and journals before the five newest snapshots."""
        snapshots = self._files("snapshot-*.json")
        if len(snapshots) <= SNAPSHOTS:
            return
        oldest = _revision_in(snapshots[-SNAPSHOTS])
        for path in (*snapshots, *self._files("journal-*.jsonl")):
            if _revision_in(path) < oldest:
                path.unlink(missing_ok=True)

    def _refuse_foreign(self) -> None:
        """Raise `Conflict` if this program may not write, or another wrote since."""
        if self.read_only:
            raise Conflict("the workspace is open elsewhere. Close it there, or take it over here")
        newest = self._files("journal-*.jsonl")[-1:]
        if newest and newest[0].name > self._journal.name:
            raise self._overtaken()
        if not self._journal.exists():
            if self._size:
                raise self._overtaken()
            return
        with self._journal.open("rb") as file:
            if file.seek(0, os.SEEK_END) < self._size:
                raise self._overtaken()
            file.seek(self._size)
            if lines.read(file.readline().rstrip(b"\n")) is not None:
                raise self._overtaken()

    def _overtaken(self) -> Conflict:
        self.read_only = True
        return Conflict("another program changed the workspace meanwhile. Reload to see its state")

    def _files(self, pattern: str) -> list[Path]:
        return sorted(self.folder.glob(pattern))


def _lines_of(path: Path) -> Iterator[tuple[bytes, tuple[int, str, Edit] | None]]:
    """Each line with what it says; a torn last line is left out."""
    found: Iterable[bytes] = path.read_bytes().splitlines(keepends=True)
    for line in found:
        if line.endswith(b"\n"):
            yield line, lines.read(line[:-1])


def _snapshot_name(revision: int) -> str:
    return f"snapshot-{revision:012d}.json"


def _revision_in(path: Path) -> str:
    return path.stem.partition("-")[2]


def _journal_name(revision: int) -> str:
    return f"journal-{revision:012d}.jsonl"
