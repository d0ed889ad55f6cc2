"""Checks of what a module says about itself."""

from __future__ import annotations

from hdvis.hooks.names import fold
from hdvis.modules import Module
from hdvis.modules.options import fields, option_names
from hdvis.testing import tables
from hdvis.testing.kit import Kit
from hdvis.testing.report import expect


def has_a_title_and_a_description(kit: Kit) -> None:
    """Layouts use the title, people read the description."""
    title = kit.module.title
    expect(isinstance(title, str) and fold(title), 'write `title = "…"` in the class')
    expect(issubclass(kit.module, Module), "derive it from hdvis.Module")
    expect(kit.module.__panel__ is not Module.__panel__, "write __panel__")
    own = kit.module.__mro__[: kit.module.__mro__.index(Module)]
    expect(any(vars(kind).get("__doc__") for kind in own), "write a docstring: what does one see?")


def needs_slots_that_exist(kit: Kit) -> None:
    """A misspelt slot would be waited for forever."""
    with kit.room() as room:
        unknown = [slot for slot in kit.module.needs if slot not in room.state.param]
    expect(not unknown, f"needs {', '.join(unknown)}, which no state has; hdvis_slots adds slots")


def explains_its_options(kit: Kit) -> None:
    """The text appears in the form and in the schema."""
    bare = [name for name in option_names(kit.module) if not kit.module.param[name].doc]
    expect(not bare, f"options without doc=…: {', '.join(bare)}")


def waits_without_data(kit: Kit) -> None:
    """Without what it needs it is not drawn, and does not fail."""
    with kit.room() as room:
        frame = kit.draw(room)
        waits = bool(kit.module.needs)
        expect(frame.part.status == ("waiting" if waits else "ok"), f"is {frame.part.status}")
        dataset = tables.ordinary()
        room.load(dataset, **kit.slots(dataset))
        kit.fine(room, frame, "when the data came")


def draws_ordinary_data(kit: Kit) -> None:
    """With everything there, it is on the page."""
    dataset = tables.ordinary()
    with kit.room(dataset) as room:
        frame = kit.draw(room)
        waits = frame.module.waits_for
        expect(not waits, f"still waits for {', '.join(waits)}; pass fill={{…}} to check_module")
        expect(frame.part.content is not None, "__panel__ gave nothing to show")
        fields(frame.module)


def can_be_sent_to_a_browser(kit: Kit) -> None:
    """What it puts on the page are values a browser can be given."""
    from bokeh.document import Document

    with kit.room(tables.ordinary()) as room:
        frame = kit.draw(room)
        document = Document()
        document.add_root(frame.part.get_root(document))
        document.to_json()


CHECKS = (
    has_a_title_and_a_description,
    needs_slots_that_exist,
    explains_its_options,
    waits_without_data,
    draws_ordinary_data,
    can_be_sent_to_a_browser,
)
