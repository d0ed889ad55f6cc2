"""Direction Validation as a module: which direction, what is judged, what comes of following it."""

from __future__ import annotations

from functools import partial

import numpy as np
import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.analysis import Directions
from hdvis.analysis.directions.estimators import ESTIMATORS
from hdvis.analysis.directions.validation import Validation
from hdvis_semantics.validation.response import DirectionResponse, ResponsePlan, direction_response
from hdvis_semantics.validation.text import charts, cycle, facts
from hdvis_semantics.validation.view import ValidationView
from hdvis_semantics.validation_jobs import judged_label, put


class DirectionValidation(Module):
    """All that speaks for one direction: held-out rows, chance, and what the model makes of it."""

    title = "Direction Validation"
    needs = ("dataset", "directions")

    reader = param.Selector(
        default="pictures",
        objects=["pictures", "encoder"],
        doc="Who says how far an edit went: a classifier of real pictures, or the encoder.",
    )
    reach = param.Number(4.0, bounds=(0.5, 20.0), doc="How far edits go, in σ.")
    rows = param.Integer(16, bounds=(4, 64), doc="Rows, drawn at random, that edits start from.")

    def __panel__(self) -> Viewable:
        self._walk, self._judging = DirectionResponse(), False
        self.view = self.part(ValidationView, lambda message: None)
        self._choose()
        return self.view

    @property
    def name_in_hand(self) -> str:
        """The direction that is validated: the one in hand, else the first that is defined."""
        directions = self.state.directions
        names = [n for n, ok in zip(directions.names, directions.defined, strict=True) if ok]
        if self.state.direction in directions.names:
            return str(self.state.direction)
        return names[0] if names else ""

    @param.depends(
        "state.direction", "state.directions", "state.model", "reader", "reach", "rows", watch=True
    )
    def _choose(self) -> None:
        name, directions, model = self.name_in_hand, self.state.directions, self.state.model
        self._walk = DirectionResponse()
        self._judge(name)
        self._tell()
        if model is None or model.space != directions.space or not name:
            self.cancel("walk")
            self._keep(DirectionResponse(why_not=NO_MODEL if model is None else OTHER_SPACE), name)
            return
        self.view.waiting = True
        plan = ResponsePlan(self.reader, self.reach, self.rows)
        self.run(
            direction_response, model, self.state.dataset, directions, name, plan,
            then=partial(self._keep, name=name), key="walk",
        )  # fmt: skip

    def _judge(self, name: str) -> None:
        """Have the direction judged thoroughly, unless it was."""
        self._judging = False
        known = (self.state.validations or {}).get(name)
        dataset, directions = self.dataset, self.state.directions
        if known is not None and (np.isfinite(known.stability) or known.method not in ESTIMATORS):
            return

        def keep(found: dict[str, Validation]) -> None:
            self._judging = False
            put(self.state, dataset, found)
            self._tell()

        self._judging = True
        self.run(
            judged_label, dataset, directions.space, directions.method, name, then=keep,
            key="judge",
        )  # fmt: skip

    def _keep(self, walk: DirectionResponse, name: str) -> None:
        if name == self.name_in_hand:
            self._walk, self.view.waiting = walk, False
            self._tell()

    @param.depends("state.validations", watch=True)
    def _tell(self) -> None:
        name, directions = self.name_in_hand, self.state.directions
        known = (self.state.validations or {}).get(name)
        verdict, weak = said(directions, name, known, self._judging)
        walk = self._walk
        self.view.param.update(
            about=name,
            verdict=verdict,
            weak=weak,
            facts=[*(facts(known) if known is not None else []), *cycle(walk, self.reach)],
            charts=charts(walk),
            leaks=[[other, value] for other, value in walk.leaks],
            note=walk.why_not,
        )
        self.caption = f"{name} · {verdict}" if name else "no direction is defined"


NO_MODEL = "there is no model to say what the direction does to pictures"
OTHER_SPACE = "the model decodes another space than that of these directions"


def said(
    directions: Directions, name: str, known: Validation | None, judging: bool
) -> tuple[str, bool]:
    """The verdict in words, and whether it is a warning."""
    if not name:
        return "", False
    reason = directions.reasons[directions.index(name)]
    if reason:
        return reason, True
    if known is None:
        return ("being judged" if judging else "no label to judge it by"), False
    if known.meaningful:
        return "; ".join(filter(None, ("better than chance", known.finding, known.reason))), False
    return known.reason, True
