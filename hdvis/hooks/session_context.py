"""What a plugin may ask of the session that it is called for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from hdvis.jobs import Jobs
    from hdvis.state import State, Undo


class SessionContext(Protocol):
    """One tab, or one test: its shared values, its slow work, and a line of the footer."""

    @property
    def state(self) -> State:
        """The shared values."""

    @property
    def jobs(self) -> Jobs:
        """Slow work; the newest request per key wins."""

    @property
    def undo(self) -> Undo:
        """What was done, to take it back."""

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""

    def note(self, text: str) -> None:
        """Say what just happened."""

    def complain(self, error: BaseException) -> None:
        """Say that something outside any view failed."""
