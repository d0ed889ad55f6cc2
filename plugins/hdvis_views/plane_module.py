"""What views that draw rows on a plane have in common: colour, and the chosen rows over all."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import param

from hdvis import Module
from hdvis.components import PlaneView
from hdvis.components.theme import Theme
from hdvis.data import Dataset
from hdvis.selection import Mode, OneOf, Selection
from hdvis.state import RowSets
from hdvis_views.plane_pictures import Coloring, Picture, Planes, Tint, ValueTint

P = TypeVar("P", bound=Planes)
SMALLEST, LARGEST = 16, 4000
"""Sides of a plane in pixels."""


class PlaneModule(Module, Generic[P]):
    """Rows on a plane of pixels, coloured by a column, with the chosen ones over all others.

    Subclasses have an option `color`, ask for pictures in `_redraw` and `_keep` what comes.
    """

    color: str
    view: PlaneView
    _made: P | None = None
    _made_of: Dataset | None = None
    _tint: Tint | None = None
    _pixels: tuple[int, int] | None = None
    _ratio: float = 1.0
    """Pixels of the planes per CSS pixel."""

    # -- what is asked of a subclass ------------------------------------------------------

    @staticmethod
    def chosen_picture(planes: P, rows: RowSets, tinted: Tint | None) -> tuple[Selection, Picture]:
        """The selection with the picture of its rows; a worker calls it."""
        raise NotImplementedError

    def _redraw(self) -> None:
        raise NotImplementedError

    def _overlays(self) -> dict[str, Any]:
        """What is drawn over the planes: brushes and the focus."""
        raise NotImplementedError

    def _settle(self) -> None:
        """Called when the chosen rows of a finished selection are drawn."""

    # -- the planes -----------------------------------------------------------------------

    @property
    def _planes(self) -> P | None:
        """The planes on the page, or None while they are those of another data set."""
        return self._made if self._made_of is self.table.dataset else None

    def _keep(self, planes: P, tinted: Tint | None, dataset: Dataset) -> bool:
        """Keep what a worker made of a data set, unless another has come since."""
        if dataset is not self.table.dataset:
            return False
        self._made, self._made_of, self._tint = planes, dataset, tinted
        return True

    # -- colour ---------------------------------------------------------------------------

    @property
    def color_column(self) -> str:
        """The column that colours the rows, or an empty text."""
        shared, columns = self.state.color, self.table.columns
        names = (self.color, "" if shared is None else shared.column)
        return next((name for name in names if name and name in columns), "")

    def _coloring(self, palette: str = "", middle: float | None = None) -> Coloring | None:
        """How rows are coloured; `palette` and `middle` are this view's own.

        Those of the shared colour come first where it means the same column and has any.
        """
        name, shared = self.color_column, self.state.color
        if not name:
            return None
        if shared is not None and shared.column == name and shared.palette:
            palette, middle = shared.palette, middle if shared.middle is None else shared.middle
        theme: Theme = "dark" if self.state.theme == "dark" else "light"
        return Coloring(self.table.columns[name], palette, middle, theme)

    @param.depends("state.color", "state.filters", watch=True)
    def _recolor(self) -> None:
        self._redraw()

    @param.depends("state.theme", watch=True)
    def _follow_theme(self) -> None:
        """Only the middle of a diverging map is the colour of the pane; all else is the page's."""
        if isinstance(self._tint, ValueTint) and self._tint.is_diverging:
            self._redraw()

    def _select_label(self, label: str, mode: Mode | None) -> None:
        """Select the rows of an entry of the legend."""
        predicate = OneOf(self.color_column, (label,))
        self.select(predicate, gesture=f"legend {label}", mode=mode)

    # -- following the selection and the focus --------------------------------------------

    @param.depends("state.selection", watch=True)
    def _select_again(self) -> None:
        """Draw the chosen rows over those that are on the page."""
        planes, selection = self._planes, self.state.selection
        if planes is None:
            return
        if not selection.live:
            self.view.param.update(**self._overlays())
        if not selection:
            self.cancel("selected")
            self.view.show_chosen(None)
            return
        self.run(
            self.chosen_picture, planes, self.state.rows, self._tint,
            then=self._show_chosen, key="selected",
        )  # fmt: skip

    def _show_chosen(self, made: tuple[Selection, Picture]) -> None:
        selection, picture = made
        if selection.is_passed_by(self.state.selection):
            return
        self.view.show_chosen(picture, live=selection.live)
        if not selection.live:
            self._settle()

    @param.depends("state.focus", "state.model", watch=True)
    def _follow_focus(self) -> None:
        self.view.param.update(**self._overlays())


def plane_size(width: int, height: int) -> tuple[int, int]:
    """The size of a plane that a browser asks for, within bounds."""
    return min(max(width, SMALLEST), LARGEST), min(max(height, SMALLEST), LARGEST)
