"""The page around the panes: one calm line above, one quiet line below."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal, TypedDict

import param
from panel.custom import Child, Children, JSComponent
from pyviz_comms import JupyterComm

from hdvis.components.comm_gate import CommGate
from hdvis.components.esm import BrowserPart
from hdvis.components.link import link


class ModeMessage(TypedDict):
    type: Literal["mode"]
    name: str


class ColorMessage(TypedDict):
    type: Literal["color"]
    name: str


class ThemeMessage(TypedDict):
    type: Literal["theme"]
    name: Literal["light", "dark"]


class LayoutMessage(TypedDict):
    type: Literal["layout"]
    name: str


class SelectMessage(TypedDict):
    type: Literal["select"]
    what: Literal["all", "none", "invert"]


class NameMessage(TypedDict):
    type: Literal["name"]
    name: str


class RecallMessage(TypedDict):
    type: Literal["recall"]
    name: str


class ForgetMessage(TypedDict):
    type: Literal["forget"]
    name: str


class ExportMessage(TypedDict):
    type: Literal["export"]
    format: str


class RenameMessage(TypedDict):
    type: Literal["rename"]
    name: str
    to: str


class CombineMessage(TypedDict):
    type: Literal["combine"]
    how: Literal["union", "intersection", "difference"]
    name: str


class CompleteMessage(TypedDict):
    type: Literal["complete"]
    text: str
    place: int


class WriteMessage(TypedDict):
    type: Literal["write"]
    text: str


class ActionMessage(TypedDict):
    type: Literal["action"]
    name: str


class ShotMessage(TypedDict):
    type: Literal["shot"]
    ticket: str
    data: str


class ReadyMessage(TypedDict):
    type: Literal["ready"]
    work: str | None


class BareMessage(TypedDict):
    type: Literal["undo", "redo", "words", "nudge", "heard"]


class SayAnswer(TypedDict):
    type: Literal["say"]
    texts: dict[str, Any]


class HelloAnswer(TypedDict):
    type: Literal["hello"]


class DownloadAnswer(TypedDict):
    type: Literal["download"]
    name: str
    data: bytes


class ShotAnswer(TypedDict):
    type: Literal["shot"]
    ticket: str


class KeepAnswer(TypedDict):
    type: Literal["keep"]
    work: str


class WordsAnswer(TypedDict):
    type: Literal["words"]
    text: str


class WrittenAnswer(TypedDict):
    type: Literal["written"]
    problem: str


class OffersAnswer(TypedDict):
    type: Literal["offers"]
    text: str
    offers: list[dict[str, Any]]


Sent = (
    ModeMessage
    | ColorMessage
    | ThemeMessage
    | LayoutMessage
    | SelectMessage
    | NameMessage
    | RecallMessage
    | ForgetMessage
    | ExportMessage
    | RenameMessage
    | CombineMessage
    | CompleteMessage
    | WriteMessage
    | ActionMessage
    | ShotMessage
    | ReadyMessage
    | BareMessage
)
"""What the browser says."""
Heard = (
    HelloAnswer
    | SayAnswer
    | DownloadAnswer
    | ShotAnswer
    | KeepAnswer
    | WordsAnswer
    | WrittenAnswer
    | OffersAnswer
)
"""What the browser is told."""


class Shell(BrowserPart):
    """Header, panes and footer of a session.

    Sends `undo`, `redo`, `mode`, `color`, `theme`, `layout`, `select` (all, none, invert), `name`,
    `recall`, `forget`, `rename` (name, to), `combine` (how, name), `words`, answered by `words`
    (text), `complete` (text, place), answered by `offers` (text, offers), `write` (text), answered
    by `written` (problem), `export` (format), `action` (name), `shot` (a picture asked for) and
    `ready` when it is there. A `say` message (texts) changes what is said of the moment.
    """

    content = Child()
    theme = param.Selector(default="light", objects=["light", "dark"])
    title = param.String("hdvis")
    data_name = param.String()
    size = param.String(doc="Rows and dimensions, e.g. 1,797 × 64.")
    device = param.String(doc="What decodes, if anything does.")
    selected = param.String(doc="How much is selected, or what is in focus.")
    reason = param.String(doc="The selection as text.")
    layouts = param.List(default=[], doc="Names of the ready layouts.")
    layout = param.String(doc="The name of the layout in use.")
    saved = param.List(default=[], doc="Names of the saved selections.")
    actions = param.List(default=[], doc="What plugins can do with the selection, in words.")
    colors = param.List(default=[], doc="Columns that can colour all views; an empty one is none.")
    color = param.String(doc="The column that does.")
    mode = param.String("replace")
    modes = param.List(default=[])
    can_undo = param.Boolean(False)
    can_redo = param.Boolean(False)
    left = param.String(doc="What just happened and how long it took.")
    middle = param.String(doc="What the selection differs in.")
    right = param.String(doc="Warnings.")
    kept = param.String(doc='Whether work is kept: "saved", "saving", "not saving: why", or "".')
    spoken = param.String(doc="Read aloud by screen readers after a change.")
    embedded = param.Boolean(False, doc="Inside a notebook cell rather than a page of its own.")

    _render_policy = "manual"  # a new child is put in its place, nothing else drawn again
    _esm = link(Path(__file__).with_name("shell.js"))

    def __init__(self, **params: Any) -> None:
        self._gates: list[CommGate] = []
        super().__init__(**params)

    def _get_model(self, doc: Any, root: Any = None, parent: Any = None, comm: Any = None) -> Any:
        if isinstance(comm, JupyterComm) and all(gate.comm is not comm for gate in self._gates):
            self._gates.append(CommGate(comm, self.tell_all))
        return super()._get_model(doc, root, parent, comm)

    @contextmanager
    def ajar(self) -> Iterator[None]:
        """What is sent inside reaches pages in a notebook that hear nothing else yet."""
        with ExitStack() as ajar:
            for gate in self._gates:
                ajar.enter_context(gate.ajar())
            yield

    def heard(self) -> None:
        """A page in a notebook hears: tell it what it missed."""
        for gate in self._gates:
            gate.open()

    def tell_all(self) -> None:
        """Tell the page all that its parts are, for it was built from what was saved before."""
        for part in self.select(BrowserPart):
            own = part.param.objects("existing").items()
            foreign = set(JSComponent.param)
            children = (Child, Children)
            part.param.trigger(
                *(n for n, p in own if n not in foreign and not isinstance(p, children))
            )
