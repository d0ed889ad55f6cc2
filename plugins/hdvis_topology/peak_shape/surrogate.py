"""A regression in place of the function, with how well it predicts rows it has not seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hdvis.checkpoint import Checkpoint, no_checkpoint
from hdvis.errors import DataError
from hdvis_topology.topology import Topology

Floats = NDArray[np.float64]
ROWS, FOLDS = 20_000, 5


class Regressor(Protocol):
    """What scikit-learn's regressors do."""

    def fit(self, X: Floats, y: Floats) -> Regressor: ...

    def predict(self, X: Floats) -> Floats: ...


def _nearest() -> Regressor:
    from sklearn.neighbors import KNeighborsRegressor

    return KNeighborsRegressor(12, weights="distance")  # type: ignore[no-any-return]


def _forest() -> Regressor:
    from sklearn.ensemble import RandomForestRegressor

    return RandomForestRegressor(80, min_samples_leaf=2, random_state=0)  # type: ignore[no-any-return]


def _network() -> Regressor:
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.neural_network import MLPRegressor
    from sklearn.preprocessing import StandardScaler

    net = MLPRegressor(
        hidden_layer_sizes=(64, 64), early_stopping=True, max_iter=300, random_state=0
    )
    return TransformedTargetRegressor(net, transformer=StandardScaler())  # type: ignore[no-any-return]


SURROGATES: Mapping[str, Callable[[], Regressor]] = {
    "nearest rows": _nearest,
    "random forest": _forest,
    "small network": _network,
}


@dataclass(frozen=True, eq=False)
class Surrogate:
    """A regressor fitted on a topology's rows; r2 is its mean over held-out folds."""

    topology: Topology
    kind: str
    regressor: Regressor
    r2: float
    rows: int


def fit_surrogate(
    topology: Topology, kind: str, checkpoint: Checkpoint = no_checkpoint
) -> Surrogate:
    """Fit `kind` on up to 20,000 rows, and judge it by five-fold cross-validation.

    Raises `DataError` with fewer than ten rows.
    """
    from sklearn.model_selection import KFold

    values = topology.tree.values
    rows = np.flatnonzero(np.isfinite(values))
    if len(rows) < 2 * FOLDS:
        raise DataError(f"surrogate: {len(rows)} rows with a value; {2 * FOLDS} are needed")
    if len(rows) > ROWS:
        rows = np.sort(np.random.default_rng(0).choice(rows, ROWS, replace=False))
    X, y = topology.domain[rows], values[rows]
    scores = []
    for fold, (seen, unseen) in enumerate(KFold(FOLDS, shuffle=True, random_state=0).split(X)):
        checkpoint(fold / (FOLDS + 1))
        predicted = SURROGATES[kind]().fit(X[seen], y[seen]).predict(X[unseen])
        left = float(((predicted - y[unseen]) ** 2).sum())
        spread = float(((y[unseen] - y[unseen].mean()) ** 2).sum())
        scores.append(1 - left / spread if spread > 0 else float("nan"))
    return Surrogate(
        topology, kind, SURROGATES[kind]().fit(X, y), float(np.mean(scores)), len(rows)
    )
