"""The base of browser parts: plain ESM beside its Python file, messages both ways."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import param
from panel.custom import JSComponent
from panel.io import unlocked

together = unlocked
"""A context in which all that changes reaches the page in one message."""


class BrowserPart(JSComponent):
    """A part drawn by the browser; each message it sends is a dict with a `type`.

    `on_message` is called with it on the document thread. `send` answers; values that are
    `bytes` arrive as binary. First frames travel as params, so that a saved page shows them.
    """

    _esm = "export function render() {}"

    def __init__(
        self,
        *,
        on_message: Callable[[dict[str, Any]], None] | None = None,
        **params: Any,
    ) -> None:
        super().__init__(**params)
        self._home = threading.get_ident()
        self._loop = running_loop()
        self.on_message = on_message or (lambda message: None)

    def _handle_msg(self, data: Any) -> None:
        if isinstance(data, dict) and isinstance(data.get("type"), str):
            with together():
                self.on_message(data)

    def keep(self, **params: Any) -> None:
        """Set params that the browser has heard, or hears, by message.

        A message costs a fraction of what a changed param does; the params are for whoever opens
        or copies the page later.
        """
        with param.parameterized.discard_events(self):
            self.param.update(**params)

    def send(self, **message: Any) -> None:
        """Send a message to the browser."""
        self._send_msg(message)

    def _update_model(
        self, events: Any, msg: Any, root: Any, model: Any, doc: Any, comm: Any
    ) -> None:
        """Tell the page of a change, also where Panel would not.

        Until a page has said that it is ready, Panel drops changes, for they will be read with
        the document; but the page may have read that just before. Bokeh tells it what was held.
        """
        if doc is None or comm is not None or doc.callbacks.hold_value:
            super()._update_model(events, msg, root, model, doc, comm)
            return
        doc.hold("combine")
        try:
            super()._update_model(events, msg, root, model, doc, comm)
        finally:
            ref = root.ref["id"]
            self._changing[ref] = list(msg)  # else Panel takes it for the page's doing
            doc.unhold()
            self._changing.pop(ref, None)

    # JupyterLab's comms may arrive on a thread of their own (a subshell of the kernel); what they
    # bring waits for the thread that made this part, which owns the session. The outermost part
    # of a cell gets the message itself: while Panel takes it in, the document forgets what any
    # other thread says. Inside somebody else's layout that is one step too late to help.

    def _on_msg(self, ref: str, manager: Any, msg: Any) -> None:
        self._at_home(partial(super()._on_msg, ref, manager, msg))

    def _comm_event(self, doc: Any, event: Any) -> None:
        self._at_home(partial(super()._comm_event, doc, event))

    def _schedule_change(self, doc: Any, comm: Any) -> None:
        self._at_home(partial(super()._schedule_change, doc, comm))

    def _at_home(self, call: Callable[[], None]) -> None:
        if self._loop is None or threading.get_ident() == self._home:
            call()
        else:
            self._loop.call_soon_threadsafe(call)


def running_loop() -> asyncio.AbstractEventLoop | None:
    """The event loop of the calling thread, if it runs one."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None
