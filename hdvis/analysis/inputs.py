"""What a method works on: some columns of one space of a dataset, as they are or standardised."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hdvis.analysis.array_files import digest, user_folder
from hdvis.analysis.matrix import finite_rows
from hdvis.analysis.neighbors import Announce, GraphStore, NeighborGraph, SharedGraph, unheard
from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.data import Dataset
from hdvis.errors import DataError, shorten

SCALINGS = ("none", "standard")


@dataclass(frozen=True)
class Inputs:
    """`columns` (none means all) of `space` (empty means the primary one), scaled or not.

    "standard" gives each column mean 0 and standard deviation 1 over the finite rows.
    """

    space: str = ""
    columns: tuple[str, ...] = ()
    scaling: str = "none"

    def vectors(self, dataset: Dataset) -> NDArray[np.floating]:
        """(n, d) values; `DataError` for a space, column or scaling that is not there."""
        space = self.space or dataset.primary
        if space not in dataset.spaces:
            known = ", ".join(map(shorten, dataset.spaces))
            raise DataError(f"space: got {shorten(space)!r}, expected one of {known}. Choose one")
        values = dataset.spaces[space]
        if self.columns:
            place = {name: i for i, name in enumerate(dataset.space_columns[space])}
            gone = [name for name in self.columns if name not in place]
            if gone:
                raise DataError(f"columns: {shorten(gone[0])!r} is not in {space}. Choose others")
            values = values[:, [place[name] for name in self.columns]]
        return _standard(values) if self.scaling == "standard" else values

    def digest(self, dataset: Dataset) -> str:
        """32 hex digits of every value, worked out once per dataset."""
        return dataset.derived(("digest", self), lambda: digest(self.vectors(dataset)))

    def graph(
        self,
        dataset: Dataset,
        k: int,
        *,
        metric: str = "euclidean",
        checkpoint: Checkpoint = no_checkpoint,
        announce: Announce = unheard,
    ) -> NeighborGraph:
        """A graph of at least `k` neighbours (or all other rows), found once per dataset.

        It is kept in the user's folder, so the same values are searched once on a machine.
        """
        store = GraphStore(user_folder("neighbors"))
        shared = dataset.derived(
            ("neighbors", self, metric),
            lambda: SharedGraph(lambda: self.vectors(dataset), metric, store),
        )
        return shared.at_least(k, checkpoint=checkpoint, announce=announce)

    def words(self, dataset: Dataset) -> str:
        """What it is in short: "64 columns of vectors, standardised"."""
        space = self.space or dataset.primary
        count = len(self.columns) or dataset.spaces[space].shape[1]
        plural = "" if count == 1 else "s"
        scaled = ", standardised" if self.scaling == "standard" else ""
        return f"{count:,} column{plural} of {space}{scaled}"


def _standard(values: NDArray[np.floating]) -> NDArray[np.floating]:
    rows = finite_rows(values)
    known = values if len(rows) == len(values) else values[rows]
    mean = known.mean(axis=0, dtype=np.float64)
    deviation = known.std(axis=0, dtype=np.float64)
    scaled = (values - mean) / np.where(deviation > 0, deviation, 1)
    return np.asarray(scaled, values.dtype)
