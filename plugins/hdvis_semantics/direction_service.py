"""The directions slot of a session: filled from labels, and from selections on request."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from param.parameterized import Event

from hdvis.analysis import Directions, fit_directions
from hdvis.data import Column, Dataset
from hdvis.errors import DataError
from hdvis.hooks import SessionContext
from hdvis.models import LatentModel
from hdvis.modules import Service
from hdvis.state import RowSets, State
from hdvis_semantics.attributes import attributes_of
from hdvis_semantics.focus import model_space
from hdvis_semantics.validation_jobs import METHOD, POOL, QUICK, judged, judged_rows, method_of, put

Array = NDArray[Any]


class DirectionService(Service):
    """Fits a direction for every label when data or model change; those made by hand stay."""

    title = "directions"

    def __init__(self, session: SessionContext) -> None:
        super().__init__(session)
        self.watch(self._refit, "dataset", "model")
        self.watch(self._place_rows, "directions")
        self._refit()

    def _refit(self, *events: Event) -> None:
        state = self.state
        if state.dataset is not None:
            keep = partial(self._keep, state.dataset)
            self.run(
                fit_labels, state.dataset, model_space(state), state.model, then=keep, key="fit"
            )

    def _keep(self, dataset: Dataset, fitted: Directions | None) -> None:
        state = self.state
        if state.dataset is not dataset:
            return
        if fitted is None:
            return
        before, made = state.directions, with_fitted(state.directions, fitted)
        if before is not None and before.space != made.space:
            state.validations = None
        with self.session.undo.unrecorded():
            state.directions = made
        self._judge(dataset, made)

    def _place_rows(self, *events: Event) -> None:
        """Rows get a column for where they lie along each direction that was made of a selection.

        So that a page without a view of directions shows it too, as a colour, an axis, a filter.
        """
        dataset, directions = self.state.dataset, self.state.directions
        made = None if directions is None else made_by_hand(directions)
        if dataset is not None and made is not None and len(made):
            then = partial(self._publish, dataset)
            self.run(along_columns, dataset, made, then=then, key="along")

    def _publish(self, dataset: Dataset, columns: list[Column]) -> None:
        """Put columns beside those there are; a filter may go on reading those of before."""
        if self.state.dataset is dataset and columns:
            self.state.add_columns(*columns)

    def _judge(self, dataset: Dataset, directions: Directions) -> None:
        """Validate every label's direction in the background, once for all sessions."""
        self.run(
            judged, dataset, directions.space, method_of(directions), QUICK,
            then=partial(put, self.state, dataset), key="judge", pool=POOL,
        )  # fmt: skip


def made_by_hand(directions: Directions) -> Directions:
    """Those of `directions` that were made in the session."""
    every = zip(directions.names, directions.origins, strict=True)
    return directions.select([name for name, origin in every if origin == "made"])


def along_columns(dataset: Dataset, made: Directions) -> list[Column]:
    """How many deviations each row lies along each direction from its hyperplane, as columns."""
    if made.space not in dataset.spaces:
        return []
    with np.errstate(all="ignore"):
        places = made.distances(dataset.spaces[made.space]) / made.deviations
    return [
        Column(f"along {name}", values.astype(np.float32))
        for name, values in zip(made.names, places.T, strict=True)
    ]


def with_fitted(before: Directions | None, fitted: Directions) -> Directions:
    """`fitted` in the colours it had, then what `before` has of other origins and names.

    Nothing of `before` where it is of another space or model.
    """
    if before is None or not fitted.goes_with(before):
        return fitted
    colors = dict(zip(before.names, before.colors, strict=True))
    fitted = replace(fitted, colors=tuple(colors.get(name, "") for name in fitted.names))
    own = [
        name
        for name, origin in zip(before.names, before.origins, strict=True)
        if origin != "fitted" and name not in fitted
    ]
    return fitted.append(before.select(own)) if own else fitted


def fit_labels(
    dataset: Dataset, space: str, model: LatentModel | None, method: str = METHOD
) -> Directions | None:
    """Directions of all labels in a space, fitted once for all sessions; None without labels."""
    fingerprint = "" if model is None else model.adapter.fingerprint()

    def make() -> Directions | None:
        attributes, _ = attributes_of(dataset.labels)
        if not attributes or dataset.n < 2:
            return None
        vectors = dataset.spaces[space]
        return fit_directions(vectors, attributes, method=method, space=space, model=fingerprint)

    return dataset.derived(("directions", space, fingerprint, method), make)


def make_direction(session: SessionContext) -> None:
    """Add the direction from the rows that are not selected to those that are."""
    state = session.state
    if state.dataset is None or not state.selection:
        raise DataError("direction: nothing is selected, expected some rows. Brush some first")
    name, dataset, space = free_name(state), state.dataset, model_space(state)

    def keep(made: tuple[Directions, Array]) -> None:
        direction, mask = made
        before = state.directions
        joined = before is not None and before.goes_with(direction)
        kept = before.append(direction) if joined else direction
        state.param.update(directions=kept, direction=name)
        session.note(f"made the direction {name}; colour by “along {name}” to see where rows lie")
        session.jobs.run(
            judged_rows, direction, dataset.spaces[space], mask,
            then=partial(put, state, dataset), key=f"directions/{name}", failed=session.complain,
        )  # fmt: skip

    session.jobs.run(
        contrast, state.rows, space, state.model, name,
        then=keep, key="directions/selection", failed=session.complain,
    )  # fmt: skip


def contrast(
    rows: RowSets, space: str, model: LatentModel | None, name: str
) -> tuple[Directions, Array]:
    """The direction from the other rows to those selected, and the mask (n,) of these."""
    mask = rows.selected
    if mask.all() or not mask.any():
        raise DataError(
            f"direction: {np.count_nonzero(mask):,} of {mask.size:,} rows are selected, expected "
            "some rows on both sides. Select fewer or more"
        )
    fingerprint = "" if model is None else model.adapter.fingerprint()
    vectors = rows.table.spaces[space]
    made = fit_directions(vectors, mask, [name], "contrast", space=space, model=fingerprint)
    return replace(made, origins=("made",)), mask


def free_name(state: State) -> str:
    """The selection's own name if it has one, else "selection 1", "selection 2", …"""
    taken = set() if state.directions is None else set(state.directions.names)
    saved = [name for name, kept in state.saved.items() if kept is state.selection]
    numbered = (f"selection {i}" for i in range(1, len(taken) + 2))
    free: str = next(name for name in (*saved, *numbered) if name not in taken)
    return free
