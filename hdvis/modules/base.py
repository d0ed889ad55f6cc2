"""The contract of a module: one view, its options, and its ways to publish and to work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar

import param
from panel.viewable import Viewer

from hdvis.components import BrowserPart
from hdvis.data import Column
from hdvis.errors import Cancelled, HdvisError, log_failure, reraise_interrupt, shorten
from hdvis.jobs import Jobs
from hdvis.modules.worker import Worker
from hdvis.selection import Clause, Focus, Mode, Predicate
from hdvis.state import SessionTable, State


@dataclass(frozen=True)
class Failure:
    """Why a module stopped: a sentence for the user and the id under which the log has more."""

    message: str
    id: str


def _guarded(method: Callable[..., Any], watches: bool) -> Callable[..., Any]:
    """`method` so that its exception fails its own module and nobody else's."""

    @wraps(method)
    def call(self: Module, *args: Any, **kwargs: Any) -> Any:
        if self._retired:
            return None
        if watches and not self.is_awake:
            self._missed[method.__name__] = None
            return None
        try:
            return method(self, *args, **kwargs)
        except BaseException as error:
            reraise_interrupt(error)
            self.fail(error)
            return None

    return call


class Module(Worker, Viewer):
    """A view that looks at the session's state and puts values back.

    Subclasses set `title`, declare their options as public params, draw in `__panel__` and
    react with `@param.depends("state.selection", watch=True)`. Such methods are skipped while
    the module is not on screen or what it needs is missing, and caught up with afterwards.
    """

    title: ClassVar[str] = ""
    needs: ClassVar[tuple[str, ...]] = ("dataset",)
    version: ClassVar[int] = 1
    shows_work: ClassVar[bool] = False  # whether it shows progress and stop itself

    state: State = param.ClassSelector(
        class_=State, precedence=-1, instantiate=False, per_instance=True
    )
    jobs: Jobs = param.Parameter(precedence=-1, instantiate=False)
    id = param.String(precedence=-1)
    caption = param.String(precedence=-1, doc="The grey line beside the title.")
    catalog = param.Parameter(precedence=-1, instantiate=False, doc="What plugins offer.")
    failure = param.Parameter(None, precedence=-1, doc="The Failure that stopped it, or None.")
    visible = param.Boolean(True, precedence=-1, doc="Whether it is on screen.")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        for name, member in list(vars(cls).items()):
            info = getattr(member, "_dinfo", None)
            if callable(member) and info is not None:
                guarded = _guarded(member, bool(info.get("watch")))
                guarded._dinfo = info  # type: ignore[attr-defined]
                setattr(cls, name, guarded)
        super().__init_subclass__(**kwargs)

    def __init__(self, **params: Any) -> None:
        self._missed: dict[str, None] = {}
        self._decoded = {}
        self._drawn = False
        self._retired = False
        super().__init__(**params)

    # -- what is asked of a subclass ------------------------------------------------------

    def __panel__(self) -> Any:
        """The view; called once, when everything it needs is there."""
        raise NotImplementedError

    @classmethod
    def upgrade(cls, options: dict[str, Any], version: int) -> dict[str, Any]:
        """Options saved by an older `version`, as this one spells them."""
        return options

    # -- what a subclass may use ----------------------------------------------------------

    @property
    def table(self) -> SessionTable:
        """The dataset with the session's own columns."""
        return self.state.table

    def select(
        self,
        predicate: Predicate | None,
        *,
        mode: Mode | None = None,
        extent: Any = None,
        gesture: str = "",
        live: bool = False,
    ) -> None:
        """Publish what this view selects; None takes this view's clause back.

        `live` says that the drag goes on; a clause of the same `gesture` replaces this view's
        earlier one. The mode is the session's unless given.
        """
        selection = self.state.selection
        if predicate is None:
            self.state.selection = selection.without(self.id, gesture)
            return
        carried = {
            name: self.state.columns[name]
            for name in predicate.names()
            if name in self.state.columns
        }
        clause = Clause(self.id, predicate, mode or self.state.mode, extent, gesture, carried)
        self.state.selection = selection.with_clause(clause, live=live)

    def focus(self, *, row: int | None = None, point: Any = None, space: str = "") -> None:
        """Publish the row or the free latent point looked at; neither clears the focus."""
        none = row is None and point is None
        self.state.focus = None if none else Focus(row, point, space).checked(self.table)

    def publish(self, *columns: Column) -> None:
        """Publish per-row answers as columns that every view understands."""
        self.state.add_columns(*columns)

    def part(self, kind: type[BrowserPart], on_message: Callable[..., None], **params: Any) -> Any:
        """A browser part whose messages fail only this module."""
        params.setdefault("sizing_mode", "stretch_both")
        return kind(on_message=self.guard(on_message), **params)

    def fail(self, error: BaseException) -> None:
        """Show `error` on this module's card; the others go on."""
        if isinstance(error, Cancelled) or self._retired:
            return
        name = log_failure(f"{self.title} {self.id} failed", error)
        known = isinstance(error, HdvisError)
        message = str(error) if known else f"{type(error).__name__}: {shorten(error, 200)}"
        self.failure = Failure(message, name)

    # -- what the pane uses --------------------------------------------------------------

    @property
    def waits_for(self) -> list[str]:
        """The slots it needs that nobody has filled."""
        return [slot for slot in self.needs if getattr(self.state, slot) is None]

    @property
    def is_retired(self) -> bool:
        """Whether its pane has let it go."""
        return self._retired

    @property
    def is_awake(self) -> bool:
        """Whether it is drawn, on screen and has what it needs."""
        return self._drawn and self.visible and not self.waits_for

    def draw(self) -> Any:
        """Call `__panel__`, once; the watching methods it calls run when it is done."""
        self._missed.clear()
        view = self.__panel__()
        self._drawn = True
        self._catch_up()
        return view

    def retire(self) -> None:
        """Hear nothing more from the session, which goes on without this module."""
        self.visible = False
        self._retired = True
        self.state = type(self.state)()  # an empty one: bound methods still look their slots up

    @param.depends("visible", "state.dataset", watch=True, on_init=False)
    def _catch_up(self) -> None:
        if not self.is_awake:
            return
        missed, self._missed = list(self._missed), {}
        for name in missed:
            getattr(self, name)()
