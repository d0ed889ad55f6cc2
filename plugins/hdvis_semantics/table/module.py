"""The Direction Table as a module: how directions are fitted, and how well each is founded."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.analysis import Directions
from hdvis.analysis.directions.estimators import ESTIMATORS
from hdvis.data import Dataset
from hdvis.data.text import display
from hdvis.errors import DataError
from hdvis.models import LatentModel
from hdvis_semantics.attributes import left_out
from hdvis_semantics.direction_service import fit_labels, with_fitted
from hdvis_semantics.focus import model_space
from hdvis_semantics.naming import recolor_direction, remove_direction, rename_direction
from hdvis_semantics.table.explanation import NAME
from hdvis_semantics.table.metrics import METRICS, row
from hdvis_semantics.table.view import MetricTable
from hdvis_semantics.validation_jobs import PANEL, POOL, judged, method_of, put

UNSUPERVISED = ("PCA", "SeFa", "Jacobian SVD", "random")
SUPERVISED = [name for name in ESTIMATORS if name not in UNSUPERVISED]


class DirectionTable(Module):
    """Accuracy, AUC, chance and stability of every direction, one line each."""

    title = "Direction Table"
    needs = ("dataset", "directions")

    method = param.Selector(
        default="ridge", objects=SUPERVISED, doc="How the labels' directions are fitted."
    )
    condition = param.String(
        "", label="conditional on", doc="Directions to project out of the others, with commas."
    )

    def __panel__(self) -> Viewable:
        self._problem = self._given = ""
        heads = [{"label": label, "doc": doc} for label, doc, _ in METRICS]
        norm = {"label": "norm", "doc": "Length of the direction as fitted."}
        forms = ["directions as .npz", "table as CSV"]
        self.view = self.part(
            MetricTable, self._on_message, heads=[*heads, norm], forms=forms, editable=True
        )
        self._list()
        self._judge_all()
        return self.view

    @param.depends("state.directions", "state.validations", watch=True)
    def _list(self) -> None:
        directions, known = self.state.directions, self.state.validations or {}
        self.view.rows = [
            row(name, known.get(name), reason, float(length))
            | {"label": display(name, NAME), "color": color, "origin": origin}
            for name, reason, length, color, origin in zip(
                directions.names,
                directions.reasons,
                directions.lengths,
                directions.colors,
                directions.origins,
                strict=True,
            )
        ]
        weak = sum(line["weak"] for line in self.view.rows)
        chance = f" · {weak} not better than chance" if weak else ""
        method = "several methods" if directions.method == "mixed" else directions.method
        given = f" given {self._given}" if self._given else ""
        left = "".join(f" · {note}" for note in left_out(self.dataset.labels))
        said = f"{len(directions)} directions by {method}{given}{chance}{left}"
        self.caption = self._problem or said
        self._follow()

    @param.depends("state.direction", watch=True)
    def _follow(self) -> None:
        self.view.picked = self.state.direction or ""

    @param.depends("method", "condition", watch=True)
    def _refit(self) -> None:
        self.run(
            refitted, self.state.dataset, model_space(self.state), self.state.model, self.method,
            self._conditions(), self.state.directions, then=self._replace, key="fit",
        )  # fmt: skip

    def _replace(self, made: Directions | str) -> None:
        if isinstance(made, str):
            self._problem = made
            self._list()
            return
        self._problem, self._given = "", self.condition
        self.state.directions = made
        self._judge_all(self._conditions())

    def _conditions(self) -> list[str]:
        return [name.strip() for name in self.condition.split(",") if name.strip()]

    @param.depends("state.dataset", watch=True)
    def _judge_all(self, on: Sequence[str] = ()) -> None:
        """Folds and resamples, which the number beside a handle does without."""
        dataset, made = self.dataset, self.state.directions
        method = self.method if made.method == "mixed" else method_of(made)
        self.run(
            judged, dataset, made.space, method, PANEL, on,
            then=partial(put, self.state, dataset), key="judge", pool=POOL,
        )  # fmt: skip

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "pick", "name": str(name)} if name in self.state.directions.names:
                self.state.direction = name
            case {"type": "rename", "name": str(name), "to": str(new)}:
                self._change(rename_direction, name, new)
            case {"type": "color", "name": str(name), "color": str(color)}:
                self._change(recolor_direction, name, color)
            case {"type": "remove", "name": str(name)}:
                self._change(remove_direction, name)
            case {"type": "save", "form": "directions as .npz"}:
                data = _npz(self.state.directions)
                self.view.send(type="download", name="directions.npz", data=data)
            case {"type": "save", "form": "table as CSV"}:
                data = _csv(self.view.heads, self.view.rows)
                self.view.send(type="download", name="directions.csv", data=data)

    def _change(self, change: Callable[..., None], *about: str) -> None:
        """Do what was asked for, or say why it cannot be."""
        self._problem = ""
        try:
            change(self.state, *about)
        except DataError as error:
            self._problem = error.message
            self._list()


def refitted(
    dataset: Dataset,
    space: str,
    model: LatentModel | None,
    method: str,
    on: list[str],
    before: Directions,
) -> Directions | str:
    """The labels' directions by `method`, with those made by hand, then made orthogonal to `on`.

    Words instead where the conditions cannot be met.
    """
    fitted = fit_labels(dataset, space, model, method)
    made = before if fitted is None else with_fitted(before, fitted)
    try:
        return made.conditional(on).measured(dataset.spaces[space]) if on else made
    except DataError as error:
        return error.message


def _npz(directions: Directions) -> bytes:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "directions.npz"
        directions.save(file)
        return file.read_bytes()


def _csv(heads: list[Any], rows: list[Any]) -> bytes:
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["name", *(head["label"] for head in heads), "note"])
    for line in rows:
        numbers = ["" if value is None else value for _, value in line["cells"]]
        writer.writerow([line["name"], *numbers, line["note"]])
    return out.getvalue().encode("utf-8")
