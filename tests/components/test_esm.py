"""What a browser part hears, whichever thread brings it."""

import asyncio
import threading
from types import SimpleNamespace

from bokeh.document import Document
from panel.io.state import state
from pyviz_comms import Comm

from hdvis.components.esm import BrowserPart


def test_what_a_comm_brings_on_another_thread_waits_for_the_thread_of_the_part():
    """Panel lets the document go for a moment there, and what is said then is lost."""
    assert asyncio.run(_threads_that_apply_a_message()) == [threading.get_ident()]


async def _threads_that_apply_a_message():
    part, document, comm = BrowserPart(), Document(), Comm()
    root = part.get_root(document, comm)
    ref = root.ref["id"]
    state._views[ref] = (part, root, document, comm)
    heard_on = []
    patch = SimpleNamespace(apply_to_document=lambda *_: heard_on.append(threading.get_ident()))
    manager = SimpleNamespace(assemble=lambda message: patch)
    await asyncio.to_thread(part._on_msg, ref, manager, {})
    await asyncio.sleep(0)
    del state._views[ref]
    return heard_on
