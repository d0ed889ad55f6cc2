"""Checks of what a module says about itself."""

from __future__ import annotations

from hdvis.hooks.names import fold
from hdvis.modules import Module
from hdvis.modules.options import fields, option_names
from hdvis.testing import tables
from hdvis.testing.case import Case
from hdvis.testing.report import expect


def has_a_title_and_a_description(case: Case) -> None:
    """Layouts use the title, people read the description."""
    title = case.module.title
    expect(isinstance(title, str) and fold(title), 'write `title = "…"` in the class')
    expect(issubclass(case.module, Module), "derive it from hdvis.Module")
    expect(case.module.__panel__ is not Module.__panel__, "write __panel__")
    own = case.module.__mro__[: case.module.__mro__.index(Module)]
    expect(any(vars(kind).get("__doc__") for kind in own), "write a docstring: what does one see?")


def needs_slots_that_exist(case: Case) -> None:
    """A misspelt slot would be waited for forever."""
    with case.harness() as harness:
        unknown = [slot for slot in case.module.needs if slot not in harness.state.param]
    expect(not unknown, f"needs {', '.join(unknown)}, which no state has; hdvis_slots adds slots")


def explains_its_options(case: Case) -> None:
    """The text appears in the form and in the schema."""
    bare = [name for name in option_names(case.module) if not case.module.param[name].doc]
    expect(not bare, f"options without doc=…: {', '.join(bare)}")


def waits_without_data(case: Case) -> None:
    """Without what it needs it is not drawn, and does not fail."""
    with case.harness() as harness:
        pane = case.draw(harness)
        waits = bool(case.module.needs)
        expect(pane.part.status == ("waiting" if waits else "ok"), f"is {pane.part.status}")
        dataset = tables.ordinary()
        harness.load(dataset, **case.slots(dataset))
        case.fine(harness, pane, "when the data came")


def draws_ordinary_data(case: Case) -> None:
    """With everything there, it is on the page."""
    dataset = tables.ordinary()
    with case.harness(dataset) as harness:
        pane = case.draw(harness)
        waits = pane.module.waits_for
        expect(not waits, f"still waits for {', '.join(waits)}; pass fill={{…}} to check_module")
        expect(pane.part.content is not None, "__panel__ gave nothing to show")
        fields(pane.module)


def can_be_sent_to_a_browser(case: Case) -> None:
    """What it puts on the page are values a browser can be given."""
    from bokeh.document import Document

    with case.harness(tables.ordinary()) as harness:
        pane = case.draw(harness)
        document = Document()
        document.add_root(pane.part.get_root(document))
        document.to_json()


CHECKS = (
    has_a_title_and_a_description,
    needs_slots_that_exist,
    explains_its_options,
    waits_without_data,
    draws_ordinary_data,
    can_be_sent_to_a_browser,
)
