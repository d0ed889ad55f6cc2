"""The filter in the making: what the browser says of its form, and what the form then shows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from hdvis import Module
from hdvis.data.text import display
from hdvis.errors import HdvisError
from hdvis.selection import Predicate, Table
from hdvis_views.filtering.drafts import (
    ChoiceDraft,
    Draft,
    RangeDraft,
    TextDraft,
    default_draft,
    typed_end,
)
from hdvis_views.filtering.figures import BINS, bar_range, figures, outcome, value_at
from hdvis_views.filtering.view import FilterList

NAME = 80
"""Characters of a name that are shown."""


class DraftBase(Module):
    """A module with a form that makes one filter; subclasses offer `names` and have a `view`."""

    view: FilterList
    _draft: Draft | None = None
    _edited: int | None = None
    _look = ""

    @property
    def names(self) -> list[str]:
        """The columns offered."""
        raise NotImplementedError

    def _redraft(self, message: dict[str, Any]) -> None:
        draft, names = self._draft, self.names
        match message, draft:
            case {"type": "begin", "column": int(i)}, _ if -1 <= i < len(names):
                self._edited = None
                begun = TextDraft() if i < 0 else default_draft(self.table.columns[names[i]])
                self._begin(begun, "expression" if i < 0 else names[i])
            case {"type": "ends", "shares": [low, high]}, RangeDraft(name):
                column = self.table.columns[name]
                self._draw(replace(
                    draft, lo=value_at(float(low), column), hi=value_at(float(high), column)
                ))  # fmt: skip
            case {"type": "typed_ends", "texts": [str(low), str(high)]}, RangeDraft(name):
                column = self.table.columns[name]
                low, high = typed_end(low, column, -np.inf), typed_end(high, column, np.inf)
                self._draw(replace(draft, lo=low, hi=high))
            case {"type": "bar", "index": int(i)}, RangeDraft(name) if 0 <= i < BINS:
                self._choose(bar_range(self.table.columns[name], i), message)
            case {"type": "choose"}, draft if draft is not None:
                self._choose(draft.predicate(self.table), message)
            case {"type": "tick", "code": int(code)}, ChoiceDraft(name):
                self._tick(draft, self.table.columns[name].categories, code)
            case {"type": "tick_all", "on": bool(on)}, ChoiceDraft():
                self._draw(replace(draft, named=frozenset(), rest=on))
            case {"type": "look", "text": str(text)}, ChoiceDraft():
                self._look = text[:200]
                self._draw(draft)
            case {"type": "expression", "text": str(text)}, TextDraft():
                self._draw(TextDraft(text))

    def _choose(self, predicate: Predicate, message: dict[str, Any]) -> None:
        """Make a condition of the form the selection; another one stands beside it."""
        gesture = f"form {predicate.summary()}"
        self.select(predicate, gesture=gesture, mode=message.get("mode"))
        self.view.problem = ""

    def _tick(self, draft: ChoiceDraft, labels: tuple[str, ...], code: int) -> None:
        if 0 <= code < len(labels):
            self._draw(replace(draft, named=draft.named ^ {labels[code]}))
            return
        shown = frozenset(labels[entry["code"]] for entry in (self.view.draft or {})["entries"])
        kept = {label for label in shown if draft.holds(label)}
        named = frozenset(kept) if draft.rest else shown - kept
        self._draw(replace(draft, named=named, rest=not draft.rest))

    def _begin(self, draft: Draft, name: str) -> None:
        self._look = ""
        self.view.param.update(draft=None, problem="")
        self._title = display(name, NAME)
        self._draw(draft)

    def _draw(self, draft: Draft) -> None:
        self._draft = draft
        self.run(_drawn, draft, self.table, self._look, then=self._show_draft, key="draft")

    def _show_draft(self, made: tuple[Draft, dict[str, Any], str]) -> None:
        draft, drawn, problem = made
        if draft is not self._draft:
            return
        fresh = {"title": self._title, "edits": self._edited is not None, **drawn}
        self.view.param.update(draft=fresh, problem=problem if _is_begun(draft) else "")
        self.view.send(type="ack")

    def _discard(self) -> None:
        self._draft, self._edited = None, None
        self.view.param.update(draft=None, problem="")


def _drawn(draft: Draft, table: Table, look: str) -> tuple[Draft, dict[str, Any], str]:
    drawn = figures(draft, table, look)
    try:
        return draft, {**drawn, **outcome(draft, table)}, ""
    except HdvisError as error:
        return draft, drawn, error.message


def _is_begun(draft: Draft) -> bool:
    return not isinstance(draft, TextDraft) or bool(draft.text.strip())
