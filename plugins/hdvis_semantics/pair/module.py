"""Direction Pair as a module: which two directions, how far along each, what that decodes to."""

from __future__ import annotations

from typing import Any

import numpy as np
import param
from panel.viewable import Viewable

from hdvis import Module
from hdvis.analysis.directions.similarity import cosine_matrix, null_quantile
from hdvis.analysis.directions.value import Units
from hdvis.models import DecodeResult
from hdvis.render import typeset
from hdvis.render.palette import category_colors, hexes
from hdvis_semantics.dimensions import collapsed_text
from hdvis_semantics.focus import focused_latent
from hdvis_semantics.pair.view import PairView
from hdvis_semantics.pictures import pictures

COLORS = tuple(hexes(category_colors(6)))[4:6]
START = 0.5
"""Where the ends begin, as a share of the reach."""


class DirectionPair(Module):
    """Two directions at the angle of what they decode, their lengths to drag and to decode."""

    title = "Direction Pair"
    needs = ("dataset", "directions")

    scale = param.Selector(
        default="std", objects=["std", "raw", "unit"], doc="What a strength of one is."
    )
    reach = param.Number(4.0, bounds=(0.5, 250.0), doc="The largest strength; 10 for raw.")

    def __panel__(self) -> Viewable:
        self._strengths = [START * self.reach, START * self.reach]
        self._live, self._note = False, ""
        self.view = self.part(PairView, self._on_message, colors=list(COLORS))
        self._compare()
        return self.view

    @property
    def pair(self) -> tuple[str, str]:
        """The two names: those chosen, else the direction in hand and the one least like it."""
        directions, chosen = self.state.directions, self.state.pair
        names = [n for n, ok in zip(directions.names, directions.defined, strict=True) if ok]
        if chosen and chosen[0] in names and chosen[1] in names:
            return str(chosen[0]), str(chosen[1])
        if len(names) < 2:
            return "", ""
        first = self.state.direction if self.state.direction in names else names[0]
        ways = directions.select(names).displaced(self._units)
        cosines = cosine_matrix(ways[[names.index(first)]], ways)[0]
        return first, names[int(np.nanargmin(cosines))]

    @property
    def _units(self) -> Units:
        """What lengths and angles are measured in: raw steps are drawn in the numbers they have."""
        return "σ" if self.scale == "std" else "raw"

    @param.depends("state.directions", "state.pair", "state.direction", "scale", watch=True)
    def _compare(self) -> None:
        directions, (first, second) = self.state.directions, self.pair
        if not first:
            self.view.param.update(names=[], note="two directions are needed")
            self._decode()
            return
        self._steps = [directions.displacement(name, self.scale) for name in (first, second)]
        measured = directions.spread if self._units == "σ" else np.ones(directions.d)
        drawn = np.divide(
            self._steps, measured, out=np.zeros((2, directions.d)), where=measured > 0
        )
        cosine = float(cosine_matrix(drawn)[0, 1])
        chance = null_quantile(directions.d)
        beside = ", as chance gives" if abs(cosine) < chance else ""
        units = "in σ" if self._units == "σ" else "in raw numbers"
        collapsed = collapsed_text(self.dataset, directions)
        said = typeset(f"cosine {cosine:.2f} {units}")
        self._note = f"{said}{beside}"
        self.caption = " · ".join(filter(None, (f"{first} and {second}", said, collapsed)))
        self.view.param.update(
            names=[first, second],
            angle=float(np.degrees(np.arccos(cosine))) if np.isfinite(cosine) else 90.0,
            steps=np.linalg.norm(drawn, axis=1).tolist(),
            strengths=list(self._strengths),
            reach=self.reach,
            note=self._note,
            colors=[
                directions.colors[directions.index(name)] or color
                for name, color in zip((first, second), COLORS, strict=True)
            ],
        )
        self._decode()

    @param.depends("reach", watch=True)
    def _rescale(self) -> None:
        self._strengths = [START * self.reach, START * self.reach]
        self._compare()

    @param.depends("state.focus", "state.model", watch=True)
    def _decode(self) -> None:
        model, directions = self.state.model, self.state.directions
        if not self.view.names or model is None or model.space != directions.space:
            self.view.pictures = []
            self.view.send(type="ack")
            return
        bare = np.stack([s * step for s, step in zip(self._strengths, self._steps, strict=True)])
        start, self.view.start = focused_latent(self.state, directions.space)
        latents = bare if start is None else np.concatenate([bare, start + bare])
        self.decode(latents.astype(np.float32), then=self._show)

    def _show(self, shown: DecodeResult) -> None:
        self.view.note = shown.message or self._note
        if self._live:
            self.view.send(type="pictures", pictures=pictures(shown))
        else:
            self.view.pictures = pictures(shown)
            self.view.send(type="ack")

    def _on_message(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "drag", "which": 0 | 1 as which, "strength": float() | int() as strength}:
                self._live = bool(message.get("live"))
                self._strengths[which] = float(np.clip(strength, -self.reach, self.reach))
                if not self._live:
                    self.view.strengths = list(self._strengths)
                self._decode()
            case {"type": "home"}:
                self._rescale()
