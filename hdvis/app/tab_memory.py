"""A tab keeps what was done in it, for the page that comes after a reload or a lost program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hdvis.components import Shell
from hdvis.session import Session
from hdvis.session.work import Work, resume, work_of

MOST = 1 << 20
"""Characters of work that a tab is given to keep; browsers allow some five million a page."""


class TabMemory:
    """Tells the browser after each finished change what was done, and takes it back once."""

    def __init__(self, session: Session, shell: Shell) -> None:
        self._session, self._shell = session, shell
        self._asked = False
        saved = [name for name, slot in session.state.slots.items() if slot.saved]
        session.state.param.watch(self._on_change, saved)

    def resume(self, text: object) -> None:
        """Bring a fresh session to the work that the tab kept; later pages of it are past that.

        One whose work is kept on disk has been brought there already.
        """
        if self._asked or self._session.following:
            return
        self._asked = True
        if isinstance(text, str) and len(text) <= MOST:
            try:
                work = json.loads(text)
            except ValueError:
                return
            if isinstance(work, Mapping) and resume(self._session, work):
                self._session.note("this tab goes on where it was")

    def keep(self) -> None:
        """Tell the browser what was done so far."""
        state = self._session.state
        if not self._asked or state.selection.live or state.dataset is None:
            return
        self._session.jobs.run(
            _spelled, work_of(self._session), then=self._send, key="page/keep", pool="footer",
            failed=self._session.complain,
        )  # fmt: skip

    def _on_change(self, *events: Any) -> None:
        self.keep()

    def _send(self, text: str) -> None:
        if len(text) <= MOST:
            self._shell.send(type="keep", work=text)


def _spelled(work: Work) -> str:
    return json.dumps(work.plain())
