"""Objectives apart from architectures: any of them trains any of the zoo's autoencoders."""

from .elbo import ELBO
from .features import DFC, VGGFeatures
from .iwae import IWAE, bound, log_weights
from .make import NAMES, make_objective
from .terms import Objective, Terms
from .total_correlation import BetaTC, Decomposition, decompose
from .warmup import Warmup

__all__ = [
    "DFC",
    "ELBO",
    "IWAE",
    "NAMES",
    "BetaTC",
    "Decomposition",
    "Objective",
    "Terms",
    "VGGFeatures",
    "Warmup",
    "bound",
    "decompose",
    "log_weights",
    "make_objective",
]
