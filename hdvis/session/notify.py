"""Who hears what a session has to say outside its views: a page, a test, or the log."""

from __future__ import annotations

import logging
from typing import Protocol

from hdvis.errors import HdvisError, log_failure, shorten

log = logging.getLogger("hdvis")


class Notify(Protocol):
    """What a session tells whoever shows it, always on the session's thread."""

    def note(self, text: str) -> None:
        """Something just happened."""

    def warn(self, text: str) -> None:
        """Something is odd, and nobody need stop for it."""

    def complain(self, error: BaseException) -> None:
        """Work outside any view failed."""

    def history_changed(self) -> None:
        """There is something else to undo or to redo."""

    def arranged(self) -> None:
        """Other panes are there, or they stand elsewhere."""

    def keeping(self, text: str) -> None:
        """Work is "saved", "saving", or "not saving: why"."""


class Follower(Protocol):
    """Whoever else goes along with a session."""

    def history_changed(self) -> None:
        """There is something else to undo or to redo."""

    def arranged(self) -> None:
        """Other panes are there, or they stand elsewhere."""


class LogNotify:
    """Writes to the log, as long as nobody else listens."""

    def note(self, text: str) -> None:
        """Into the log."""
        log.info(text)

    def warn(self, text: str) -> None:
        """Into the log."""
        log.warning(text)

    def complain(self, error: BaseException) -> None:
        """Into the log, with its traceback unless it is a sentence of ours."""
        log.error("%s", in_words(error))

    def history_changed(self) -> None:
        """Of no interest here."""

    def arranged(self) -> None:
        """Of no interest here."""

    def keeping(self, text: str) -> None:
        """Of no interest here."""


def in_words(error: BaseException) -> str:
    """One line for the user; what is no sentence of ours is logged under the id it names."""
    if isinstance(error, HdvisError):
        return str(error)
    name = log_failure("session failed", error)
    kind = type(error).__name__
    return f"{kind}: {shorten(error, 120)} (the log has more under {name})"
