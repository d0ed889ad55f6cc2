"""How much each code matters for each factor, and how well factors are told from codes."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.disentanglement.information import checked

Array = NDArray[Any]

TREES, ROWS = 20, 5_000


def tree_importance(
    codes: ArrayLike, factors: ArrayLike, rows: int = ROWS, seed: int = 0
) -> tuple[Array, float]:
    """Importances (d, f) of codes (n, d) for factors (n, f), and the mean held-out accuracy.

    By forests of 20 trees, each factor a class (Eastwood and Williams, ICLR 2018, use forests;
    Locatello et al. boosted trees, which take minutes where these take seconds and give other
    numbers). Half of at most `rows` rows are fitted, the other half judge: DCI's informativeness.
    """
    from sklearn.ensemble import RandomForestClassifier

    Z, V = checked(codes, factors)
    order = np.random.default_rng(seed).permutation(len(Z))[:rows]
    fitted, held = np.array_split(order, 2)
    importance, accuracy = np.empty((Z.shape[1], V.shape[1])), []
    for j, factor in enumerate(V.T):
        forest = RandomForestClassifier(TREES, max_features=None, random_state=seed)
        forest.fit(Z[fitted], factor[fitted])
        importance[:, j] = forest.feature_importances_
        accuracy.append(forest.score(Z[held], factor[held]))
    return importance, float(np.mean(accuracy))
