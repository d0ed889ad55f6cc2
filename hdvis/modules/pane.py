"""The pane a module stands in: its title and options, and what it shows when it cannot draw."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import panel as pn
import param

from hdvis.components import PanePart
from hdvis.components.theme import follow_theme
from hdvis.errors import LayoutError, reraise_interrupt
from hdvis.jobs import Job, Jobs
from hdvis.modules.absent import absent_names, naming_options
from hdvis.modules.base import Failure, Module
from hdvis.modules.options import fields, set_option


class Pane:
    """Draws a module when it can, says what it waits for when it cannot, and offers Retry.

    `make` builds the module anew, with its options, after a failure.
    """

    def __init__(self, make: Callable[[], Module], *, heading: str = "") -> None:
        self._make = make
        self.module = make()
        self.part = PanePart(
            heading=heading or self.module.title,
            on_message=self._on_message,
            sizing_mode="stretch_both",
        )
        self._watch()
        self._refresh()

    def _watch(self) -> None:
        module = self.module
        module.param.watch(self._on_failure, ["failure"])
        module.param.watch(self._on_visible, ["visible"])
        module.param.watch(self._describe, ["caption", *naming_options(module)])
        self._names = module.state.param.watch(self._describe, ["dataset", "columns"])
        if module.needs:
            self._slots = module.state.param.watch(self._on_slot, list(module.needs))

    def _on_slot(self, *events: param.parameterized.Event) -> None:
        self._refresh()

    def _on_visible(self, event: param.parameterized.Event) -> None:
        self._refresh()

    def _describe(self, *events: param.parameterized.Event) -> None:
        """The grey line: first what options name that is not there, then the module's own words."""
        words = (absent_names(self.module), self.module.caption)
        self.part.caption = " · ".join(word for word in words if word)

    def _on_failure(self, event: param.parameterized.Event) -> None:
        failure: Failure | None = event.new
        if failure is not None:
            self._say("failed", failure.message, failure.id)

    def _say(self, status: str, note: str = "", reference: str = "") -> None:
        self.part.param.update(status=status, note=note, reference=reference)

    def _refresh(self) -> None:
        module = self.module
        if module.failure is not None:
            self._say("failed", module.failure.message, module.failure.id)
            return
        if module.waits_for:
            self._say("waiting", self._waiting_words(module.waits_for[0]))
            return
        if self.part.content is None and module.visible:
            try:
                view = follow_theme(pn.panel(module.draw()))
            except BaseException as error:
                reraise_interrupt(error)
                module.fail(error)
                return
            view.sizing_mode = "stretch_both"
            self.part.content = view
        self._say("ok")

    def _waiting_words(self, slot: str) -> str:
        return self.module.state.slots[slot].waiting or f"Waiting for {slot}."

    def show_job(self, key: str, job: Job | None) -> None:
        """Follow the module's work: a busy bar that can be stopped while it goes on."""
        if job is None or not job.slow or self.module.shows_work:
            self.part.busy = None
            return
        self.part.busy = {
            "label": _words(key, job),
            "progress": job.progress,
            "stop": job.progress is not None,
        }

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "options"}:
                self._show_fields()
            case {"type": "option", "name": str(name), "value": value}:
                self._set(name, value)
            case {"type": "stop"}:
                self.module.jobs.cancel_all(f"{self.module.id}/")
            case {"type": "retry"}:
                self.retry()

    def _show_fields(self) -> None:
        if self.module.state.dataset is not None:
            self.part.param.update(fields=fields(self.module), problem="")

    def _set(self, name: str, value: Any) -> None:
        try:
            set_option(self.module, name, value)
        except LayoutError as error:
            self.part.param.update(fields=fields(self.module), problem=error.message)
            return
        self._show_fields()

    def retry(self) -> None:
        """Build the module again and draw it."""
        jobs: Jobs = self.module.jobs
        jobs.cancel_all(f"{self.module.id}/")
        self.retire()
        self.module = self._make()
        self.part.content = None
        self._watch()
        self._refresh()

    def retire(self) -> None:
        """Let go of the module: it hears nothing more."""
        if not self.module.is_retired:
            self.module.state.param.unwatch(self._names)
            if self.module.needs:
                self.module.state.param.unwatch(self._slots)
        self.module.retire()


def _words(key: str, job: Job) -> str:
    """What goes on: the name of work that reports its progress, else why it may take a while."""
    if job.progress is not None:
        return key.rsplit("/", 1)[-1].replace("_", " ")
    from hdvis.accel.compiling import is_compiling

    return "preparing (first time on this machine)" if is_compiling() else "working"
