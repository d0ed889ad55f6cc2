"""Edits go to the disk on a thread of their own."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from hdvis.errors import HdvisError
from hdvis.workspace.store import Conflict, Store
from hdvis.workspace.value import Edit, Workspace

log = logging.getLogger("hdvis")

Unspelled = Callable[[], Edit]
"""An edit that takes time to put into words."""

SNAPSHOT_EDITS = 50
SNAPSHOT_SECONDS = 30.0
RETRY_SECONDS = 5.0


@dataclass(frozen=True)
class Status:
    """Whether all is kept: "saved" up to `revision`, "saving", or "not saving" and why."""

    state: Literal["saved", "saving", "not saving"]
    revision: int = 0
    reason: str = ""


class Writer:
    """Keeps edits in the order they were given; `told` hears each change of status.

    `told` is called on the writer's thread. What the disk refuses is kept here and tried again
    every five seconds; what another program overtook is put beside its work, and nothing more
    is written.
    """

    def __init__(self, store: Store, told: Callable[[Status], None] = lambda status: None) -> None:
        self.store, self._told = store, told
        self.status = Status("saved", store.workspace.revision)
        self._waiting: deque[Edit | Unspelled] = deque()
        self._ready = threading.Condition()
        self._ending = False
        self._since, self._snapshot_at = 0, time.monotonic()
        self._thread = threading.Thread(target=self._run, name="hdvis-workspace", daemon=True)
        self._thread.start()

    def put(self, edit: Edit | Unspelled) -> None:
        """Have `edit` kept; returns at once. One that is a callable is asked on this thread."""
        with self._ready:
            self._waiting.append(edit)
            self._ready.notify_all()

    def flush(self, timeout: float = 10.0) -> bool:
        """Wait until all that was put is kept; False if that did not happen in `timeout` s."""
        with self._ready:
            return self._ready.wait_for(
                lambda: not self._waiting and self.status.state == "saved", timeout
            )

    def close(self, timeout: float = 10.0) -> None:
        """Keep what is left, end with a snapshot, and let the workspace go."""
        with self._ready:
            self._ending = True
            self._ready.notify_all()
        self._thread.join(timeout)

    def _run(self) -> None:
        while True:
            with self._ready:
                self._ready.wait_for(lambda: self._waiting or self._ending, self._pause())
                ending = self._ending
            edits = self._spelled()
            if edits and not self._keep(edits) and not ending:
                with self._ready:
                    self._ready.wait_for(lambda: self._ending, RETRY_SECONDS)
                continue
            if ending:
                self._end()
                return
            self._snapshot_when_due()

    def _spelled(self) -> list[Edit]:
        """What waits, in words. Of settings that follow each other the last stays."""
        with self._ready:
            waiting = list(self._waiting)
        edits: list[Edit] = []
        for edit in map(_in_words, waiting):
            if edit is None:
                continue
            if edits and _supersedes(edit, edits[-1]):
                edits.pop()
            edits.append(edit)
        with self._ready:
            for _ in waiting:
                self._waiting.popleft()
            self._waiting.extendleft(reversed(edits))
        return edits

    def _pause(self) -> float | None:
        return SNAPSHOT_SECONDS if self._since else None

    def _keep(self, edits: list[Edit]) -> bool:
        """Write `edits`; False if they still wait."""
        self._say(Status("saving", self.store.workspace.revision))
        try:
            after = self.store.append(edits)
        except Conflict as error:
            self._set_aside(edits, str(error))
            return True
        except (OSError, ValueError, HdvisError) as error:
            self._say(Status("not saving", self.store.workspace.revision, _reason(error)))
            return False
        self._since += len(edits)
        self._done(edits, Status("saved", after.revision))
        return True

    def _set_aside(self, edits: list[Edit], reason: str) -> None:
        lost: Workspace = self.store.workspace
        for edit in edits:
            lost = lost.edited(edit)
        try:
            reason = f"{reason} (this one's is kept as {self.store.keep_conflict(lost).name})"
        except OSError as error:
            reason = f"{reason}; {_reason(error)}"
        self.store.workspace = lost
        self._done(edits, Status("not saving", lost.revision, reason))

    def _snapshot_when_due(self) -> None:
        late = time.monotonic() - self._snapshot_at >= SNAPSHOT_SECONDS
        if self._since < SNAPSHOT_EDITS and not (self._since and late):
            return
        try:
            self.store.snapshot()
        except (OSError, HdvisError) as error:
            log.warning("no snapshot of the workspace: %s", error)
        self._since, self._snapshot_at = 0, time.monotonic()

    def _end(self) -> None:
        try:
            self.store.close()
        except (OSError, HdvisError) as error:
            log.warning("the workspace ended without a snapshot: %s", error)

    def _done(self, edits: list[Edit], status: Status) -> None:
        with self._ready:
            for _ in edits:
                self._waiting.popleft()
        self._say(status)

    def _say(self, status: Status) -> None:
        with self._ready:
            self.status = status
            self._ready.notify_all()
        try:
            self._told(status)
        except Exception:
            log.warning("the page did not hear of the workspace's status", exc_info=True)


def _in_words(edit: Edit | Unspelled) -> Edit | None:
    """The edit itself; None, and a word in the log, for one that cannot be spelled."""
    if isinstance(edit, Edit):
        return edit
    try:
        return edit()
    except Exception:
        log.exception("a change could not be put into words and is not kept")
        return None


def _supersedes(edit: Edit, before: Edit) -> bool:
    return edit.kind == before.kind == "set" and edit.parts.keys() == before.parts.keys()


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
