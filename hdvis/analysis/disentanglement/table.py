"""All scores of one set of codes, each under the name of its estimator."""

import numpy as np
from numpy.typing import ArrayLike

from hdvis.analysis.disentanglement.importance import tree_importance
from hdvis.analysis.disentanglement.information import (
    BINS,
    checked,
    dci,
    gaussian_total_correlation,
    mig,
    modularity,
    mutual_information,
    sap,
)
from hdvis.analysis.disentanglement.votes import beta_vae_score, factor_vae_score
from hdvis.checkpoint import Checkpoint, no_checkpoint

MOST = 10_000
"""Rows that scores look at, as the large study does."""


def disentanglement_table(
    codes: ArrayLike, factors: ArrayLike, seed: int = 0, checkpoint: Checkpoint = no_checkpoint
) -> dict[str, float]:
    """Scores of codes (n, d) against discrete factors (n, f), by name and estimator.

    Above 10,000 rows, that many drawn at random. The same model has other values under other
    estimators, so that only columns of one name may be compared.
    """
    Z, V = checked(codes, factors)
    if len(Z) > MOST:
        rows = np.random.default_rng(seed).choice(len(Z), MOST, replace=False)
        Z, V = Z[rows], V[rows]
    importance, informativeness = tree_importance(Z, V, seed=seed)
    checkpoint(0.3)
    disentangled, complete = dci(importance)
    return {
        f"MIG ({BINS} bins)": mig(Z, V),
        "SAP (squared correlation)": sap(Z, V),
        "DCI disentanglement (forest)": disentangled,
        "DCI completeness (forest)": complete,
        "DCI informativeness (forest accuracy)": informativeness,
        f"modularity ({BINS} bins)": modularity(mutual_information(Z, V)),
        "FactorVAE score (majority vote)": factor_vae_score(Z, V, seed=seed),
        "β-VAE score (logistic)": beta_vae_score(Z, V, seed=seed),
        "total correlation (Gaussian, nats)": gaussian_total_correlation(Z),
    }
