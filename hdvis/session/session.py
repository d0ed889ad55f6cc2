"""One session: the shared state, the work on it, the panes that look at it, and undo."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hdvis.data import Dataset
from hdvis.hooks import Catalog
from hdvis.jobs import Executor, Inline, Job, Jobs
from hdvis.layout.build import Arrangement
from hdvis.layout.nodes import Layout
from hdvis.modules import Module, Pane
from hdvis.session.notify import Follower, LogNotify, Notify
from hdvis.session.panes import PaneMaker, saved
from hdvis.session.thread import Call, Deliver, SessionThread
from hdvis.state import Color, State, Undo, make_state


class Session:
    """What one tab sees; born when it opens, dropped when it closes.

    `deliver` runs a callable on the thread that owns the session; without it work is done where
    it is asked for. Whoever shows the session sets `notify`. Plugins see it as a
    `hdvis.hooks.SessionContext`.
    """

    def __init__(
        self,
        catalog: Catalog,
        *,
        executor: Executor | None = None,
        deliver: Deliver | None = None,
    ) -> None:
        self.catalog = catalog
        self.notify: Notify = LogNotify()
        self.state: State = make_state(catalog.slots)
        self.state.failed = self._watcher_failed
        self._thread = SessionThread(self.state, deliver, self.complain)
        self.deliver, self.do = self._thread.deliver, self._thread.do
        self.jobs = Jobs(executor or Inline(), self.deliver, self._job_changed)
        self.undo = Undo(self.state, self._history_changed)
        self.panes: dict[str, Pane] = {}
        self.layout: Layout | None = None
        self.arrangement: Arrangement | None = None
        self.closing: list[Call] = []
        self.following: list[Follower] = []
        self.state.claim()

    def fill(self, dataset: Dataset | None, slots: Mapping[str, object]) -> None:
        """Put on the table what a session starts from."""
        if dataset is not None:
            self.state.load(dataset, color=default_color(dataset))
        self.state.param.update(**slots)

    # -- panes ----------------------------------------------------------------------------

    def arrange(self, layout: Layout) -> None:
        """Other panes, arranged as `layout` says; the state stays."""
        for id in list(self.panes):
            self.remove(id)
        self.layout = layout
        make = PaneMaker(self.catalog, self.state, self.jobs)
        self.arrangement = Arrangement(layout.root, make)
        self.panes.update(self.arrangement.panes)
        self.notify.arranged()
        for follower in self.following:
            follower.arranged()

    def add(self, id: str, make: Callable[[], Module], heading: str = "") -> Pane:
        """A pane under `id` with the module that `make` builds."""
        pane = self.panes[id] = Pane(make, heading=heading)
        return pane

    def remove(self, id: str) -> None:
        """Take a pane away; its work ends."""
        self.jobs.cancel_all(f"{id}/")
        self.panes.pop(id).retire()

    def saved_layout(self) -> Layout:
        """The layout as it stands: options, weights and tabs included."""
        assert self.layout is not None
        assert self.arrangement is not None
        return saved(self.layout, self.arrangement)

    # -- what it has to say ---------------------------------------------------------------

    def note(self, text: str) -> None:
        """Say what just happened."""
        self.notify.note(text)

    def warn(self, text: str) -> None:
        """Say what is odd, and stops nobody."""
        self.notify.warn(text)

    def keeping(self, text: str) -> None:
        """Say whether work is kept: "saved", "saving", or "not saving: why"."""
        self.notify.keeping(text)

    def complain(self, error: BaseException) -> None:
        """Say that something outside any view failed."""
        self.notify.complain(error)

    def _watcher_failed(self, error: BaseException, watcher: Callable[..., object]) -> None:
        kind = getattr(watcher, "__self__", None)
        whose = type(kind).__module__ if kind is not None else getattr(watcher, "__module__", "?")
        self.complain(error)
        self.warn(f"{whose.partition('.')[0]}: what it does when shared values change failed")

    def _job_changed(self, key: str, job: Job | None) -> None:
        pane = self.panes.get(key.split("/", 1)[0])
        if pane is not None:
            pane.show_job(key, job)

    def _history_changed(self) -> None:
        self.notify.history_changed()
        for follower in self.following:
            follower.history_changed()

    # -- its end --------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        """Whether it was not closed yet."""
        return not self._thread.closed

    def close(self) -> None:
        """Let everything go: jobs end, modules hear nothing more."""
        if not self.is_open:
            return
        self._thread.closed = True
        self.jobs.close()
        for pane in self.panes.values():
            pane.retire()
        for call in self.closing:
            call()


def default_color(dataset: Dataset) -> Color | None:
    """Colour by the first label with few categories, if there is one."""
    for name, column in dataset.labels.items():
        if column.kind == "category" and 1 < len(column.categories) <= 50:
            return Color(name)
    return None
