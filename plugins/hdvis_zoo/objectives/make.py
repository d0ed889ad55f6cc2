"""Objectives by name, as the command line spells them."""

from ..objectives_names import NAMES
from .elbo import ELBO
from .features import DFC, VGGFeatures
from .iwae import IWAE
from .terms import Objective
from .total_correlation import BetaTC


def make_objective(
    name: str,
    *,
    beta: float | None = None,
    k: int = 5,
    data_size: int = 1,
    vgg_weights: str | None = None,
) -> Objective:
    """An objective; `beta` None takes 1 (vae, dfc), 4 (beta-vae) or 6 (beta-tcvae).

    Raises ValueError for an unknown name.
    """
    if name in ("vae", "beta-vae"):
        return ELBO(beta if beta is not None else {"vae": 1.0, "beta-vae": 4.0}[name])
    if name == "beta-tcvae":
        return BetaTC(data_size, 6.0 if beta is None else beta)
    if name == "iwae":
        return IWAE(k)
    if name == "dfc":
        return DFC(VGGFeatures(vgg_weights), 1.0 if beta is None else beta)
    raise ValueError(f"objective: got {name!r}, expected one of {', '.join(NAMES)}")
