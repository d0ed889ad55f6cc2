"""The header and the footer: what they say, and what their buttons do."""

from __future__ import annotations

from typing import Any

import numpy as np

from hdvis.app.selection_summary import summarize_later
from hdvis.app.selection_words import SOURCE, SelectionWords
from hdvis.app.tab_memory import TabMemory
from hdvis.components import Shell
from hdvis.data.export import rows_file
from hdvis.errors import reraise_interrupt
from hdvis.layout import parse_layout, ready_layouts
from hdvis.selection import MODES, Clause, Everything, Focus, Selection
from hdvis.session import Session
from hdvis.session.notify import in_words
from hdvis.state import Color, RowSets

SAID = (
    "selected", "reason", "left", "middle", "right", "kept", "spoken", "can_undo", "can_redo",
)  # fmt: skip
"""What header and footer say of the moment."""
MOST_COLORS = 200
"""Columns offered in the colour menu; any other can be chosen in a view's options."""


class Page:
    """Header and footer around the panes of a session, of which it is the `Notify`."""

    def __init__(self, session: Session, *, embedded: bool = False) -> None:
        self.session = session
        state = session.state
        self.shell = Shell(
            theme=state.param.theme,
            mode=state.param.mode,
            modes=list(MODES),
            layouts=sorted(ready_layouts(session.catalog)),
            actions=list(session.catalog.actions),
            on_message=self._on_message,
            embedded=embedded,
            sizing_mode="stretch_width" if embedded else "stretch_both",
            height=720 if embedded else None,
            styles={} if embedded else {"height": "100vh"},
        )
        self._memory = TabMemory(session, self.shell)
        self.words = SelectionWords(session, self.shell.send)
        self._warnings: list[str] = []
        self._tickets: dict[str, Any] = {}
        state.param.watch(self._on_dataset, ["dataset", "filters"])
        state.param.watch(self._on_selection, ["selection", "filters", "focus"])
        state.param.watch(self._on_saved, ["saved"])
        state.param.watch(self._on_color, ["dataset", "columns", "color"])
        state.param.watch(self._on_model, ["model"])
        session.notify = self
        self.is_in_browser = False
        self._on_dataset()
        self._on_model()
        self._on_color()
        self._on_selection()

    # -- what the session says ------------------------------------------------------------

    def arranged(self) -> None:
        """Put the panes on the page."""
        arrangement, layout = self.session.arrangement, self.session.layout
        if arrangement is not None and layout is not None:
            self.shell.content = arrangement.view
            self.shell.layout = layout.title
            self._memory.keep()

    def warn(self, text: str) -> None:
        """Say something in the footer that should not stop anyone."""
        self._warnings.append(text)
        more = f" (+{len(self._warnings) - 1})" if len(self._warnings) > 1 else ""
        self._say(right=text + more)

    def note(self, text: str) -> None:
        """Say in the footer what just happened."""
        self._say(left=text)

    def _say(self, **texts: Any) -> None:
        """Change what header and footer say."""
        self.shell.keep(**texts)
        self.shell.send(type="say", texts=texts)

    def complain(self, error: BaseException) -> None:
        """Say in the footer that something failed; the log has the rest."""
        self.warn(in_words(error))

    def keeping(self, text: str) -> None:
        """Say in the footer whether work is kept."""
        self._say(kept=text)

    def history_changed(self) -> None:
        """Enable undo and redo as far as there is something to walk to."""
        history = self.session.undo.history
        self._say(can_undo=bool(history.past), can_redo=bool(history.future))

    # -- following the state --------------------------------------------------------------

    def _on_dataset(self, *events: Any) -> None:
        dataset = self.session.state.dataset
        if dataset is None:
            self.shell.param.update(data_name="", size="no data")
            return
        shape = f"{dataset.n:,} × {dataset.d:,}" if dataset.d else f"{dataset.n:,} rows"
        self.shell.param.update(data_name=dataset.name, size=shape)
        self._warnings = list(dataset.warnings)
        more = f" (+{len(self._warnings) - 1})" if len(self._warnings) > 1 else ""
        self._say(right=self._warnings[0] + more if self._warnings else "")

    def _on_model(self, *events: Any) -> None:
        model = self.session.state.model
        self.shell.device = "" if model is None else model.text

    def _on_color(self, *events: Any) -> None:
        state = self.session.state
        if state.dataset is None:
            return
        names = ["", *state.dataset.labels, *state.columns, *state.dataset.vector_names]
        color = "" if state.color is None else state.color.column
        self.shell.param.update(colors=list(dict.fromkeys(names))[:MOST_COLORS], color=color)

    def _on_saved(self, *events: Any) -> None:
        self.shell.saved = sorted(self.session.state.saved)

    def _on_selection(self, *events: Any) -> None:
        state = self.session.state
        if state.dataset is None:
            return
        if not state.selection:
            spoken = "nothing selected" if self.shell.spoken else ""
            self._say(selected=_focus_in_words(state.focus), reason="", middle="", spoken=spoken)
            return
        self.session.jobs.run(
            _counted,
            state.rows,
            then=self._counted,
            key="page/count",
        )

    def _counted(self, answer: tuple[Selection, int, int]) -> None:
        selection, count, total = answer
        if selection is not self.session.state.selection:
            return
        share = f" · {100 * count / total:.1f} %" if total else ""
        self._say(selected=f"{count:,} selected{share}")
        if selection.live:
            return
        self._say(reason=selection.summary(), spoken=f"{count:,} of {total:,} rows selected")
        state = self.session.state
        self.session.jobs.run(
            summarize_later, state.rows, then=self._differing,
            key="page/differing", pool="footer",
        )  # fmt: skip

    def _differing(self, answer: tuple[Selection, str]) -> None:
        selection, text = answer
        if selection is self.session.state.selection:
            self._say(middle=text)

    # -- carrying out ---------------------------------------------------------------------

    def _on_message(self, message: dict[str, Any]) -> None:
        state = self.session.state
        try:
            match message:
                case {"type": "ready"}:
                    self._memory.resume(message.get("work"))
                    with self.shell.ajar():
                        self.shell.send(type="hello")
                    self.shell.send(
                        type="say", texts={name: getattr(self.shell, name) for name in SAID}
                    )
                case {"type": "heard"}:
                    self.shell.heard()
                case {"type": "undo"}:
                    self.session.undo.undo()
                case {"type": "redo"}:
                    self.session.undo.redo()
                case {"type": "theme", "name": ("light" | "dark") as name}:
                    state.theme = name
                case {"type": "mode", "name": str(name)} if name in MODES:
                    state.mode = name
                case {"type": "color", "name": str(name)} if name in self.shell.colors:
                    state.color = Color(name) if name else None
                case {"type": "select", "what": str(what)}:
                    self._select(what)
                case {"type": "action", "name": str(name)} if name in self.shell.actions:
                    self.session.catalog.actions[name](self.session)
                case {"type": "layout", "name": str(name)} if name in self.shell.layouts:
                    self._arrange(name)
                case {"type": "export", "format": str(form)}:
                    self._export(form)
                case {"type": "shot", "ticket": str(ticket), "data": str(data)}:
                    self._tickets.pop(ticket, lambda data: None)(data)
                case _:
                    self.words.hear(message)
        except BaseException as error:
            reraise_interrupt(error)
            self.complain(error)

    def _select(self, what: str) -> None:
        state = self.session.state
        if state.dataset is None:
            return
        match what:
            case "none":
                state.selection = Selection()
            case "all":
                state.selection = Selection((Clause(SOURCE, Everything()),))
            case "invert":
                predicate = state.selection.predicate()
                inverse = Everything() if predicate is None else ~predicate
                carried = {k: v for c in state.selection for k, v in c.columns.items()}
                state.selection = Selection((Clause(SOURCE, inverse, columns=carried),))

    def _arrange(self, name: str) -> None:
        layout = parse_layout(name, self.session.catalog)
        self.session.arrange(layout)
        self.shell.layout = name

    def _export(self, form: str) -> None:
        state = self.session.state
        if form == "layout":
            text = self.session.saved_layout().to_text()
            self.shell.send(type="download", name="hdvis-layout.json", data=text.encode())
            return
        self.session.jobs.run(
            _selection_file,
            form,
            state.rows,
            then=lambda made: self.shell.send(type="download", name=made[0], data=made[1]),
            key="page/export",
            failed=lambda error: self.warn(str(error)),
        )

    def ask_picture(self, ticket: str, answer: Any) -> None:
        """Ask the browser for a picture of the page; `answer` gets it as base64 text."""
        self._tickets[ticket] = answer
        self.shell.send(type="shot", ticket=ticket)


def _focus_in_words(focus: Focus | None) -> str:
    if focus is None:
        return ""
    if focus.row is not None:
        return f"focus row {focus.row:,}"
    return f"focus free point{f' of {focus.space}' if focus.space else ''}"


def _selection_file(form: str, rows: RowSets) -> tuple[str, bytes]:
    table = rows.table
    chosen = np.flatnonzero(rows.selected) if rows.selection else np.arange(table.n)
    return rows_file(form, {name: table.columns[name] for name in table.names}, chosen)


def _counted(rows: RowSets) -> tuple[Selection, int, int]:
    return rows.selection, rows.chosen_count, rows.shown_count
