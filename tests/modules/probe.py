"""A view with one option of each kind that writes down what it hears."""

import param

from hdvis import Dataset, Module
from hdvis.components import BrowserPart
from hdvis.jobs import Inline, Jobs
from hdvis.modules import ColumnName, ColumnNames, ImagesName, SpaceName
from hdvis.state import State


class Probe(Module):
    """Counts the selected rows in its caption, and fails where `fail_in` says."""

    title = "Probe"

    x = ColumnName(kinds=("numeric",))
    columns = ColumnNames()
    space = SpaceName()
    stack = ImagesName()
    bins = param.Integer(10, bounds=(2, 50))
    share = param.Number(0.5, bounds=(0, 1))
    filled = param.Boolean(False)
    order = param.Selector(default="row", objects=["row", "random"])
    shown = param.ListSelector(default=["a"], objects=["a", "b", "c"])
    word = param.String("rows")
    table_of = param.Dict(default={})
    fail_in = ""

    def __panel__(self):
        self._perhaps("draw")
        self.heard = []
        self._follow()
        return self.part(BrowserPart, lambda message: None)

    def _perhaps(self, place):
        if self.fail_in == place:
            raise ZeroDivisionError(f"told to fail in {place}")

    @param.depends("state.selection", watch=True)
    def _follow(self):
        self._perhaps("selection")
        self.heard.append("selection")
        self.caption = str(self.state.selection.count(self.table))

    @param.depends("state.focus", watch=True)
    def _look(self):
        self.heard.append("focus")


class Waiting(Probe):
    """Needs a model beside the data."""

    title = "Waiting"
    needs = ("dataset", "model")


def dataset() -> Dataset:
    """Four rows of two columns, with a label."""
    return Dataset.from_arrays([[0, 5], [1, 6], [2, 7], [3, 8]], labels={"kind": list("aabb")})


def make(kind=Probe, data=True, state=None, **options):
    """A module of `kind` over a session's state, working where it is asked."""
    state = state or State()
    if data and state.dataset is None:
        state.load(dataset())
    return kind(state=state, jobs=Jobs(Inline()), id="probe", **options)
