"""The errors hdvis raises, each saying what came, what was expected and what to do next."""

import logging
import secrets
import threading

log = logging.getLogger("hdvis")


class HdvisError(Exception):
    """Base of every hdvis error.

    `code` names the row of the published bad-input table ("HDV-A39"), so that a message can be
    looked up and a test can tell two errors of one class apart.
    """

    def __init__(self, message: str, *, code: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code

    def __str__(self) -> str:
        return f"{self.code}: {self.message}" if self.code else self.message


class DataError(HdvisError, ValueError):
    """An array, table, file or image cannot be used as given."""


class LayoutError(HdvisError, ValueError):
    """A layout or workspace cannot be read."""


class ModelError(HdvisError, RuntimeError):
    """A model cannot be loaded, attached or decoded."""


class PluginError(HdvisError, RuntimeError):
    """A plugin cannot be found, loaded or believed."""


class LimitError(HdvisError, ValueError):
    """A limit on size, count, depth, time or memory was reached before the resource was spent."""


class Cancelled(Exception):
    """The work is no longer wanted; not an error, and never shown as one."""


def shorten(text: object, limit: int = 80) -> str:
    """`text` as one line of at most `limit` characters, for quoting user text in a message."""
    line = " ".join(str(text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def log_failure(what: str, error: BaseException | str) -> str:
    """Log `what` happened and the error, under a short id that a page may show; the id."""
    name = secrets.token_hex(3)
    if isinstance(error, BaseException):
        log.error("%s [%s]", what, name, exc_info=error)
    else:
        log.error("%s [%s]: %s", what, name, error)
    return name


def reraise_interrupt(error: BaseException) -> None:
    """Raise `error` again if it is the user's Ctrl-C.

    Everything else that a plugin raises, `SystemExit` included, fails the plugin alone.
    """
    if isinstance(error, KeyboardInterrupt) and (
        threading.current_thread() is threading.main_thread()
    ):
        raise error
