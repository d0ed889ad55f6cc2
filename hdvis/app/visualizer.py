"""A set of linked views over one dataset: the object a script, a notebook or a server holds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from panel.viewable import Viewer

from hdvis.app.app import App
from hdvis.app.data_hook import DataHook
from hdvis.app.selection_handle import SelectionHandle
from hdvis.components import Shell
from hdvis.data import Column
from hdvis.errors import HdvisError
from hdvis.hooks import Catalog, create_manager
from hdvis.layout import Layout, parse_layout
from hdvis.layout.parse import LayoutLike
from hdvis.selection import Clause, Focus, Predicate, Selection
from hdvis.session import Session
from hdvis.session.thread import Deliver
from hdvis.state.core_slots import predicate_of

log = logging.getLogger("hdvis")


class Visualizer(Viewer):
    """Linked views over a dataset, each browser tab with a session of its own.

    `layout` is a dict, JSON text, a path, the title of one module or the name of a ready
    layout. `plugins` are plugin objects beside the installed ones.
    """

    def __init__(
        self,
        layout: LayoutLike = None,
        *,
        dataset: Any = None,
        model: Any = None,
        plugins: Iterable[Any] = (),
        **params: Any,
    ) -> None:
        super().__init__(**params)
        manager = create_manager(extra=plugins)
        beside = _plugin_beside(layout)
        if beside is not None and manager.load_file(beside) is not None:
            log.warning("%s lies beside the layout and was run", beside)
        self.catalog = Catalog.of(manager)
        self.app = App(self.catalog, None if layout is None else parse_layout(layout, self.catalog))
        self.data = DataHook(self.app)
        if dataset is not None:
            self.data.set_data(dataset, model=model)
        elif model is not None:
            self.set_model(model)

    # -- what sessions start from ---------------------------------------------------------

    def add_module(self, kind: Any) -> Any:
        """The visualizer's part of that class; a script asks for its `DataHook`."""
        if kind is DataHook:
            return self.data
        raise HdvisError(
            f"add_module: got {getattr(kind, '__name__', kind)!r}, expected DataHook. "
            "Views are named by the layout"
        )

    def put(self, slot: str, value: Any, /, **how: Any) -> None:
        """Give a shared value, the model or one that a plugin declares, to every session.

        `how` is what the slot's declaration reads beside it, such as `space`. Raises `DataError`
        for a slot that is not there and for a value of another kind.
        """
        self.data.put(slot, value, **how)

    def set_model(self, model: Any, *, space: str | None = None, **hints: Any) -> None:
        """Attach a model that decodes the vectors of `space`.

        A torch module is moved to the best device there is; `device="cpu"` leaves it where it is.
        """
        self.data.set_model(model, space=space, **hints)

    def add_model(self, name: str, model: Any, *, space: str | None = None, **hints: Any) -> None:
        """One of several models to compare; see `DataHook.add_model`."""
        self.data.add_model(name, model, space=space, **hints)

    def add_directions(
        self, source: Any, names: Sequence[str] | None = None, *, space: str | None = None
    ) -> None:
        """Named directions beside those of the labels; see `DataHook.add_directions`."""
        self.data.add_directions(source, names, space=space)

    @property
    def layout(self) -> Layout:
        """The layout that a new tab opens with; any that a constructor takes can be given."""
        return self.app.layout

    @layout.setter
    def layout(self, layout: LayoutLike) -> None:
        self.app.arrange(parse_layout(layout, self.catalog))

    # -- sessions -------------------------------------------------------------------------

    @property
    def sessions(self) -> list[Session]:
        """The sessions that are open, the newest last."""
        return self.app.sessions

    @property
    def session(self) -> Session:
        """The newest session; one without a page when none is open."""
        return self.app.page().session

    def open(self, *, deliver: Deliver | None = None) -> Session:
        """A new session; `deliver` runs callables on its thread."""
        return self.app.open(deliver=deliver).session

    # -- from Python, while the page is open ----------------------------------------------

    @property
    def selection(self) -> SelectionHandle:
        """The newest session's selection: `.rows()`, `.count()`, `.text()`, `.mask()`."""
        return SelectionHandle(self.session)

    def select(self, what: str | Predicate | Iterable[int] | None) -> None:
        """Select by expression, predicate, row indices or boolean mask; None selects nothing."""
        session = self.session

        def act() -> None:
            if what is None:
                session.state.selection = Selection()
                return
            predicate = predicate_of(what, session.state.table)
            predicate.mask(session.state.table)  # a wrong column fails here, in the script
            names = predicate.names()
            carried = {k: v for k, v in session.state.columns.items() if k in names}
            session.state.selection = Selection((Clause("script", predicate, columns=carried),))

        session.do(act)

    def focus(self, *, row: int | None = None, point: Any = None, space: str = "") -> None:
        """Look at one row or one free latent point; neither clears the focus.

        Raises `DataError` for a row or a point that the data have not.
        """
        session = self.session

        def act() -> None:
            none = row is None and point is None
            made = None if none else Focus(row, point, space).checked(session.state.table)
            session.state.focus = made

        session.do(act)

    @property
    def columns(self) -> Mapping[str, Column]:
        """All columns by name, those that views computed included."""
        session = self.session
        table = session.do(lambda: session.state.table)
        return {name: table.columns[name] for name in table.names}

    def undo(self) -> None:
        """Take the last finished change of the newest session back."""
        session = self.session
        session.do(session.undo.undo)

    def redo(self) -> None:
        """Bring back what was undone last."""
        session = self.session
        session.do(session.undo.redo)

    @property
    def state(self) -> Mapping[str, Any]:
        """The newest session's shared values by name, as they are now."""
        state = self.session.state
        return self.session.do(lambda: {name: getattr(state, name) for name in state.slots})

    def __repr__(self) -> str:
        dataset, views = self.app.data.dataset, [p.module for p in self.layout.places()]
        served = self.app.served
        where = f", at port {served.port}" if served is not None else ""
        return f"<Visualizer of {dataset or 'no data'}: {', '.join(views)}{where}>"

    def on_select(self, callback: Callable[[npt.NDArray[np.int64]], None]) -> None:
        """Call `callback(rows)` after each finished change of the selection."""
        self.app.listeners.append(callback)

    def refresh(self) -> None:
        """Read the arrays again after they were changed in place."""
        if self.data.dataset is not None:
            self.data.set_data(self.data.dataset.refreshed())

    # -- on a page ------------------------------------------------------------------------

    def __panel__(self) -> Shell:
        from hdvis.app.pages import embedded_page

        return embedded_page(self.app).shell

    def servable(self, **options: Any) -> Any:
        """Make this the page of a script run by `panel serve`."""
        from hdvis.app.pages import servable

        servable(self.app, **options)
        return self

    def show(
        self,
        *,
        port: int = 0,
        open_browser: bool = True,
        block: bool | None = None,
        autosave: bool = True,
        **options: Any,
    ) -> Visualizer:
        """Serve the page on this machine and print its address.

        `port` 0 takes a free one. A script blocks until Ctrl-C unless `block=False`; in a
        notebook nothing blocks. With `autosave` the page goes on where the last one on the same
        data was left; what is kept, and where, is in `hdvis.workspace`.
        """
        from hdvis.app.serving import show

        self.app.autosave = autosave
        show(self.app, port=port, open_browser=open_browser, block=block, **options)
        return self

    @property
    def url(self) -> str:
        """The address of the page that is being served, or an empty text."""
        return self.app.served.url if self.app.served is not None else ""

    def save(self, path: str | Path, *, data: str = "all", sample: int = 2000) -> None:
        """Save the newest page as a study in one file: what was done, the rows, the decoder.

        `data` is "all", a "sample" of rows, or "none", which binds the file to these rows.
        `hdvis.open` and `hdvis show` open it. Raises `DataError`, `OSError`.
        """
        from hdvis.app.study import save_study

        save_study(self.session, path, data, sample)

    def screenshot(self, path: str | Path, *, timeout: float = 20.0) -> Path:
        """Save the newest open page as a PNG file, as its browser shows it."""
        import base64

        page = self.app.page()
        done = threading.Event()
        text: list[str] = []

        def arrived(data: str) -> None:
            text.append(data)
            done.set()

        if not page.is_in_browser:
            raise HdvisError("screenshot: no page is open. Call show() and open its address")
        page.session.do(lambda: page.ask_picture(f"{id(done)}", arrived))
        if not done.wait(timeout):
            raise HdvisError(f"screenshot: the page did not answer within {timeout:g} s")
        path = Path(path)
        path.write_bytes(base64.b64decode(text[0]))
        return path

    def stop(self) -> None:
        """Stop serving, close every session and let the workers go."""
        self.app.stop()


def _plugin_beside(layout: Any) -> Path | None:
    """The hdvis_plugin.py beside a layout file, if both are there."""
    if not isinstance(layout, Path) and not (isinstance(layout, str) and layout.endswith(".json")):
        return None
    path = Path(layout).with_name("hdvis_plugin.py")
    return path if path.is_file() else None
