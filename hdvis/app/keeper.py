"""The workspace of the data on the table, written by one session at a time."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from hdvis.data import Dataset
from hdvis.errors import HdvisError
from hdvis.session import Session
from hdvis.session.recorder import Recorder
from hdvis.session.restore import restore
from hdvis.workspace import (
    Edit,
    Json,
    Recovered,
    Status,
    Store,
    Workspace,
    Writer,
    state_folder,
    trim,
)
from hdvis.workspace.folders import describe

log = logging.getLogger("hdvis")

OFF = "none"
"""What HDVIS_STATE_DIR says where nothing is to be kept."""


def is_wanted() -> bool:
    """Whether this user has work kept at all."""
    return os.environ.get("HDVIS_STATE_DIR", "").lower() != OFF


class Keeper:
    """Keeps the work of the newest session on one data set.

    A later session goes on where the earlier one is, and has the pen from then on. What cannot
    be kept is said on the page, and stops nobody.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.fingerprint = dataset.fingerprint
        self.problem = ""
        self._writer: Writer | None = None
        self._recorder: Recorder | None = None
        self.session: Session | None = None
        self.recovered = self._open(dataset)

    def _open(self, dataset: Dataset) -> Recovered | None:
        folder = state_folder() / self.fingerprint
        store = Store(folder)
        try:
            trim(folder.parent)
            recovered = store.open()
            if not recovered.read_only and not (folder / "about.json").exists():
                source = str(Path(dataset.source).absolute()) if dataset.source else ""
                describe(folder, name=dataset.name, source=source)
        except (OSError, HdvisError) as error:
            self.problem = str(error)
            log.warning("work is not kept: %s", error)
            return None
        if recovered.read_only:
            self.problem = recovered.text
        else:
            self._writer = Writer(store, self._tell)
        return recovered

    def layout(self) -> Json:
        """The arrangement that was kept, or None."""
        return None if self._now is None else self._now.parts.get("layout")

    def attach(self, session: Session, first: Mapping[str, Json] | None = None) -> None:
        """Give the session what was kept, and keep what it does. On the session's thread.

        Where nothing was kept yet it begins with `first`, which a study brought.
        """
        self.detach("open in a newer tab, which keeps its work")
        if self._writer is not None:
            self._writer.flush(2.0)
        now = self._now
        if first and (now is None or now.revision == 0):
            now = Workspace(first)
            if self._writer is not None:
                self._writer.put(Edit("set", first))
        problems = [] if now is None else restore(session, now)
        for problem in problems:
            session.warn(f"of the work that was kept: {problem}")
        if self.recovered is not None and self.recovered.text:
            session.note(self.recovered.text)
        self.session = session
        if self._writer is None:
            session.keeping(f"not saving: {self.problem}")
            return
        self._recorder = Recorder(session, self._writer.put)
        session.keeping("saved")

    def detach(self, why: str = "") -> None:
        """Let the session that is kept go on unkept."""
        session, recorder = self.session, self._recorder
        self.session = self._recorder = None
        if session is None or not session.is_open:
            return
        session.do(partial(_let_go, session, recorder, why))

    def close(self) -> None:
        """Keep what is left, and let the workspace go."""
        if self._writer is not None:
            self._writer.close()

    @property
    def _now(self) -> Workspace | None:
        if self._writer is not None:
            return self._writer.store.workspace
        return None if self.recovered is None else self.recovered.workspace

    def _tell(self, status: Status) -> None:
        session = self.session
        if session is not None and session.is_open:
            reason = f": {status.reason}" if status.reason else ""
            session.deliver(partial(session.keeping, f"{status.state}{reason}"))


def _let_go(session: Session, recorder: Recorder | None, why: str) -> None:
    if recorder is not None:
        recorder.stop()
    if why:
        session.keeping(f"not saving: {why}")
