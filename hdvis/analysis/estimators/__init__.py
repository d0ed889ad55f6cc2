"""The direction estimators of hdvis, by the names users choose them with."""

from collections.abc import Callable, Mapping

from hdvis.analysis.estimators.base import DirectionEstimator
from hdvis.analysis.estimators.class_means import ClassMeans, WhitenedClassMeans
from hdvis.analysis.estimators.classifiers import LinearSVM, Logistic
from hdvis.analysis.estimators.contrast import Contrast
from hdvis.analysis.estimators.decoders import JacobianSVD, SeFa
from hdvis.analysis.estimators.extremes import ExtremeSVM
from hdvis.analysis.estimators.principal import PrincipalComponents
from hdvis.analysis.estimators.random import RandomDirections
from hdvis.analysis.estimators.ridge import Ridge

ESTIMATORS: Mapping[str, Callable[..., DirectionEstimator]] = {
    "ridge": Ridge,
    "class means": ClassMeans,
    "whitened class means": WhitenedClassMeans,
    "logistic": Logistic,
    "linear SVM": LinearSVM,
    "extreme-score SVM": ExtremeSVM,
    "contrast": Contrast,
    "PCA": PrincipalComponents,
    "SeFa": SeFa,
    "Jacobian SVD": JacobianSVD,
    "random": RandomDirections,
}

__all__ = [
    "ESTIMATORS",
    "ClassMeans",
    "Contrast",
    "DirectionEstimator",
    "ExtremeSVM",
    "JacobianSVD",
    "LinearSVM",
    "Logistic",
    "PrincipalComponents",
    "RandomDirections",
    "Ridge",
    "SeFa",
    "WhitenedClassMeans",
]
