"""One browser tab or one test: its state, its jobs, its panes, and what it has to say."""

from hdvis.session.notify import LogNotify, Notify
from hdvis.session.session import Session, default_color

__all__ = ["LogNotify", "Notify", "Session", "default_color"]
