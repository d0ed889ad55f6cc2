"""Training as a module: the prediction matrix and the losses of each stage, and their film."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import param

from hdvis import Module
from hdvis.errors import DataError
from hdvis.render import film_file, raw_rgba
from hdvis_zoo.training.stage_view import StageView

if TYPE_CHECKING:
    from hdvis_zoo.run import Run

NO_RUN = "Shows the stages of a run folder of hdvis train. This model brings none."


class Training(Module):
    """What the model of a run made of the same test pictures after each stage of its training."""

    title = "Training"
    needs = ("model",)

    term = param.Selector(
        default="loss", objects=["loss", "reconstruction", "kl"], doc="Which curve is drawn."
    )

    def __panel__(self) -> Any:
        self.view = self.part(StageView, self._on_message)
        self._open()
        return self.view

    @property
    def _run(self) -> Run | None:
        return getattr(self.state.model.adapter, "run", None)

    @param.depends("state.model", watch=True)
    def _open(self) -> None:
        run = self._run
        if run is None:
            self.caption = ""
            self.view.param.update(note=NO_RUN, stages=[], curves=[])
        else:
            self.run(_history, run, then=partial(self._show_history, run), key="history")

    def _show_history(self, run: Run, history: list[dict[str, float]]) -> None:
        if run is not self._run:
            return
        self._history = history
        last = history[-1]["stage"] if history else 0
        self.caption = f"{run.title} · {last} stages · {run.settings.objective}"
        self.view.param.update(note="", stages=[int(stage["stage"]) for stage in history])
        self._draw_curves()

    @param.depends("term", watch=True)
    def _draw_curves(self) -> None:
        """Draw the chosen term over the training pictures and over the held-out ones."""
        if self._run is None:
            return
        names = {"training": self.term, "test": f"test_{self.term}"}
        self.view.curves = [
            {"name": f"{self.term}, {where}", "values": [stage.get(key) for stage in self._history]}
            for where, key in names.items()
        ]

    def _on_message(self, message: dict[str, Any]) -> None:
        run, stages = self._run, self.view.stages
        if run is None:
            return
        match message:
            case {"type": "sheet", "index": int(index)} if 0 <= index < len(stages):
                self.run(
                    _sheet, run, stages[index], then=partial(self._show_sheet, run, index),
                    key=f"sheet {index}",
                )  # fmt: skip
            case {"type": "export", "form": "png" | "gif" | "mp4" as form, "index": int(index)} if (
                0 <= index < len(stages)
            ):
                self.run(_file, run, stages[index], form, then=self._send_file, key="export")

    def _show_sheet(self, run: Run, index: int, sheet: Any) -> None:
        if run is not self._run:
            return
        height, width = sheet.shape[:2]
        picture = {"data": raw_rgba(sheet), "width": width, "height": height, "greyed": False}
        self.view.send(type="sheet", index=index, picture=picture)

    def _send_file(self, made: tuple[str, bytes] | DataError) -> None:
        if isinstance(made, DataError):
            self.caption = str(made)
            return
        self.view.send(type="download", name=made[0], data=made[1])


def _history(run: Run) -> list[dict[str, float]]:
    return [dict(stage) for stage in run.history]


def _sheet(run: Run, stage: int) -> Any:
    return run.sheet(stage, zoom=1)


def _file(run: Run, stage: int, form: str) -> tuple[str, bytes] | DataError:
    try:
        if form != "png":
            return run.film(form)
        return film_file("png", run.sheet(stage)[None], f"{run.title} stage {stage}")
    except DataError as error:
        return error
