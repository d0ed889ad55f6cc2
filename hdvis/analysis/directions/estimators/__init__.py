"""The direction estimators of hdvis, by the names users choose them with."""

from collections.abc import Callable, Mapping

from hdvis.analysis.directions.estimators.base import DirectionEstimator
from hdvis.analysis.directions.estimators.class_means import ClassMeans, WhitenedClassMeans
from hdvis.analysis.directions.estimators.classifiers import LinearSVM, Logistic
from hdvis.analysis.directions.estimators.contrast import Contrast
from hdvis.analysis.directions.estimators.decoders import JacobianSVD, SeFa
from hdvis.analysis.directions.estimators.extremes import ExtremeSVM
from hdvis.analysis.directions.estimators.principal import PrincipalComponents
from hdvis.analysis.directions.estimators.random import RandomDirections
from hdvis.analysis.directions.estimators.ridge import Ridge

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
