"""Small views for tests of sessions: one counts, one fails where it is told, one is slow."""

import sys
import threading

import panel as pn
import param

from hdvis import Module, hookimpl
from hdvis.components import BrowserPart


class Count(Module):
    """Says in its caption how many rows are selected."""

    title = "Count"

    @param.depends("state.selection", watch=True)
    def _count(self):
        self.caption = str(self.state.selection.count(self.table))

    def __panel__(self):
        return self.part(BrowserPart, lambda message: None)


class Faulty(Module):
    """Raises in the place named by `at`."""

    title = "Faulty"
    at = param.String("")

    error = param.Parameter(ZeroDivisionError, precedence=-1)

    def _perhaps(self, place):
        if self.at == place:
            raise self.error(f"told to fail in {place}")

    @param.depends("state.selection", watch=True)
    def _on_selection(self):
        self._perhaps("selection")

    @param.depends("state.focus", watch=True)
    def _on_focus(self):
        self._perhaps("focus")

    @param.depends("at", watch=True)
    def _on_option(self):
        self._perhaps("option")

    def __panel__(self):
        self._perhaps("draw")
        self.drawn = self.part(BrowserPart, self._on_message)
        return self.drawn

    def _on_message(self, message):
        self._perhaps("message")
        self.run(self._work, self.at, then=self._arrived)

    @staticmethod
    def _work(at):
        if at == "work":
            raise ZeroDivisionError("told to fail in work")

    def _arrived(self, result):
        self._perhaps("then")


class Button(BrowserPart):
    """A part that a test finds by its word."""

    word = param.String("slow")


class Ending(Module):
    """Widgets of Panel that would end the program: a button, and a watcher of the state."""

    title = "Ending"

    def __panel__(self):
        self.state.param.watch(lambda event: sys.exit("by a watcher"), ["focus"])
        return pn.Row(pn.widgets.Button(name="end", on_click=lambda event: sys.exit("by a button")))


class Slow(Module):
    """Computes on a pool until it is released."""

    title = "Slow"
    started, released = threading.Event(), threading.Event()

    def __panel__(self):
        return self.part(Button, lambda message: self.run(self._work))

    @classmethod
    def _work(cls):
        cls.started.set()
        cls.released.wait(60)


class Views:
    """The plugin that offers them."""

    @hookimpl
    def hdvis_modules(self):
        return [Count, Faulty, Ending, Slow]


def empty():
    """A page without any part."""
    return pn.Column()
