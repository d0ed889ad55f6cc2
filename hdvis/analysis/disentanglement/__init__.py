"""How well single codes hold single known factors, by scores that carry their estimator's name."""

from hdvis.analysis.disentanglement.aggregate import KlParts, kl_parts
from hdvis.analysis.disentanglement.importance import tree_importance
from hdvis.analysis.disentanglement.information import (
    dci,
    gaussian_total_correlation,
    mig,
    modularity,
    mutual_information,
    sap,
)
from hdvis.analysis.disentanglement.table import disentanglement_table
from hdvis.analysis.disentanglement.votes import beta_vae_score, factor_vae_score

__all__ = [
    "KlParts",
    "beta_vae_score",
    "dci",
    "disentanglement_table",
    "factor_vae_score",
    "gaussian_total_correlation",
    "kl_parts",
    "mig",
    "modularity",
    "mutual_information",
    "sap",
    "tree_importance",
]
