"""What a browser part hears, whichever thread brings it."""

import asyncio
import threading
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

from bokeh.document import Document
from panel.io.state import state
from pyviz_comms import Comm

from hdvis.components.esm import BrowserPart

ROOT = Path(__file__).parents[2]


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


def test_no_part_has_a_value_called_attributes():
    """BokehJS then refuses to define the part's model, and the whole page stays empty."""
    for file in (*ROOT.glob("hdvis/components/*.py"), *ROOT.glob("plugins/**/*.py")):
        if "(BrowserPart):" in file.read_text():
            parts = file.relative_to(ROOT).with_suffix("").parts
            import_module(".".join(parts[1:] if parts[0] == "plugins" else parts))
    known = BrowserPart.__subclasses__()
    assert len(known) > 20
    assert [part for part in known if "attributes" in part.param] == []
