"""The selection in words: written, completed, named, and combined with named ones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hdvis.accel import evaluate
from hdvis.data.names import free_name
from hdvis.errors import HdvisError
from hdvis.selection import (
    SET_OPERATIONS,
    Clause,
    Predicate,
    Selection,
    combined_selections,
    complete,
    read_pasted,
)
from hdvis.session import Session
from hdvis.state import SessionTable

SOURCE = "header"
LONGEST = 100_000
"""Characters of a selection's text that can be edited; longer ones are rows by the thousand."""
NAME = 80


class SelectionWords:
    """Carries out what the header's field and its list of named selections ask.

    `send` takes a message to the browser: `words` (text) fills the field, `offers` (text, offers)
    are what it may go on with, `written` (problem) says what came of it.
    """

    def __init__(self, session: Session, send: Callable[..., None]) -> None:
        self.session, self._send = session, send

    def hear(self, message: dict[str, Any]) -> bool:
        """Carry out a message of the browser, if it is about words."""
        state = self.session.state
        match message:
            case {"type": "words"}:
                text = state.selection.text()
                self._send(type="words", text=text if len(text) <= LONGEST else "")
            case {"type": "complete", "text": str(text), "place": int(place)}:
                self._complete(text[:LONGEST], place)
            case {"type": "write", "text": str(text)}:
                self._write(text)
            case {"type": "name", "name": str(name)}:
                state.saved = {**state.saved, _short(name): state.selection}
            case {"type": "rename", "name": str(name), "to": str(to)} if name in state.saved:
                self._rename(name, to)
            case {"type": "recall", "name": str(name)} if name in state.saved:
                state.selection = state.saved[name]
            case {"type": "forget", "name": str(name)} if name in state.saved:
                state.saved = {k: v for k, v in state.saved.items() if k != name}
            case {"type": "combine", "how": how, "name": str(name)} if (
                how in SET_OPERATIONS and name in state.saved
            ):
                state.selection = combined_selections(how, state.selection, state.saved[name])
            case _:
                return False
        return True

    def _complete(self, text: str, place: int) -> None:
        if self.session.state.dataset is None:
            return
        offers = complete(text, place, self.session.state.table)
        self._send(type="offers", text=text, offers=[vars(offer) for offer in offers])

    def _write(self, text: str) -> None:
        state = self.session.state
        if not text.strip():
            state.selection = Selection()
            self._send(type="written", problem="")
        elif state.dataset is not None:
            self.session.jobs.run(
                read, text, state.table, then=self._written, key="page/write",
                failed=self.session.complain,
            )  # fmt: skip

    def _written(self, answer: Predicate | str) -> None:
        if isinstance(answer, str):
            self._send(type="written", problem=answer)
            return
        state = self.session.state
        carried = {k: v for k, v in state.columns.items() if k in answer.names()}
        state.selection = Selection((Clause(SOURCE, answer, columns=carried),))
        self._send(type="written", problem="")

    def _rename(self, name: str, to: str) -> None:
        saved = self.session.state.saved
        free = free_name(_short(to), [other for other in saved if other != name])
        self.session.state.saved = {(free if k == name else k): v for k, v in saved.items()}


def read(text: str, table: SessionTable) -> Predicate | str:
    """The condition that a text comes to, or what is wrong with it."""
    try:
        predicate = read_pasted(text, table)
        evaluate(predicate, table)
    except HdvisError as error:
        return error.message
    return predicate


def _short(name: str) -> str:
    return name.strip()[:NAME] or "selection"
