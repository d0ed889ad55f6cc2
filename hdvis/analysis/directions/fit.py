"""Fit one direction per attribute, each on the rows where latents and attribute are present."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import Attributes, as_attributes, as_latents, is_finite
from hdvis.analysis.directions.estimators import ESTIMATORS, DirectionEstimator
from hdvis.analysis.directions.value import Directions, deviations_along
from hdvis.errors import DataError, shorten

Array = NDArray[Any]


def fit_directions(
    Z: ArrayLike,
    Y: ArrayLike | Mapping[str, ArrayLike] | None = None,
    names: Sequence[str] | None = None,
    method: str = "ridge",
    *,
    estimators: Mapping[str, Callable[..., DirectionEstimator]] = ESTIMATORS,
    space: str = "",
    model: str = "",
    **options: Any,
) -> Directions:
    """Directions of the attributes `Y` (n,), (n, k) or name → (n,) in the latents `Z` (n, d).

    `method` is a name in `estimators`, `options` its keyword arguments. Unsupervised methods take
    no `Y`. Rows with a latent that is not finite are left out, and a missing value (NaN) leaves
    the row out for its attribute alone. An attribute that cannot be fitted (one class, no rows,
    latents all equal) becomes a NaN row with its reason; the others are fitted. Raises DataError
    for arrays that do not fit together and for an unknown method.
    """
    if method not in estimators:
        known = ", ".join(sorted(estimators))
        raise DataError(f"method: got {shorten(method)!r}, expected one of {known}")
    latents = as_latents(Z)
    usable = _usable(latents)
    if not usable.any():
        raise DataError("vectors: got no row without a missing value, expected at least one")

    def make() -> DirectionEstimator:
        return estimators[method](**options)

    about: dict[str, Any] = {"method": method, "space": space, "model": model}
    if Y is None:
        return _unsupervised(make(), latents[usable] if not usable.all() else latents, names, about)
    attributes = as_attributes(Y, len(latents), names)
    parts = [
        _fit_group(make(), latents, attributes, places, rows)
        for places, rows in _groups(attributes, usable)
    ]
    return _assemble(attributes.names, parts, about)


def _usable(latents: Array) -> Array:
    if is_finite(latents):
        return np.ones(len(latents), bool)
    return np.asarray(np.isfinite(latents).all(axis=1))


def _groups(attributes: Attributes, usable: Array) -> list[tuple[Array, Array | None]]:
    """Attributes that share their rows: (places, row mask); None is every row."""
    k = len(attributes.names)
    if usable.all() and attributes.complete:
        return [(np.arange(k), None)]
    masks = attributes.observed & usable[:, None]
    keys = [np.packbits(masks[:, i]).tobytes() for i in range(k)]
    groups: dict[bytes, list[int]] = {}
    for i, key in enumerate(keys):
        groups.setdefault(key, []).append(i)
    return [(np.array(places), masks[:, places[0]]) for places in groups.values()]


def _fit_group(
    estimator: DirectionEstimator,
    latents: Array,
    attributes: Attributes,
    places: Array,
    rows: Array | None,
) -> dict[str, Any]:
    if rows is None:
        z, y = latents, attributes.values
    else:
        z, y = latents[rows], attributes.values[np.ix_(rows, places)]
    if not len(z):
        return _nothing(places, latents.shape[1])
    estimator.fit(z, y)
    kept = _kept(estimator, z)
    if getattr(estimator, "names_", None) is not None or len(kept["normals"]) != len(places):
        raise DataError(
            f"method: got {len(kept['normals'])} directions for {len(places)} attributes, expected"
            " one each. Methods that look at the latents alone take no attributes: leave `Y` out."
        )
    return {"places": places, **kept}


def _kept(estimator: DirectionEstimator, z: Array) -> dict[str, Any]:
    """What an estimator found; a third party's needs only normals, displacements, intercepts."""
    normals = np.atleast_2d(estimator.normals_)
    k = len(normals)
    covariance = getattr(estimator, "covariance_", None)
    if covariance is None:
        deviations = deviations_along(z, normals)
    else:
        variances = np.einsum("ki,ij,kj->k", normals, covariance, normals, optimize=True)
        deviations = np.sqrt(np.maximum(variances, 0.0))
    undefined = ~np.isfinite(normals).all(axis=1)
    reasons = tuple("undefined" if gone else "" for gone in undefined.tolist())
    return {
        "normals": normals,
        "displacements": np.atleast_2d(estimator.displacements_),
        "intercepts": np.atleast_1d(estimator.intercepts_),
        "lengths": np.atleast_1d(getattr(estimator, "lengths_", np.where(undefined, np.nan, 1.0))),
        "deviations": deviations,
        "rows": np.full(k, len(z)),
        "reasons": getattr(estimator, "reasons_", reasons),
    }


def _nothing(places: Array, d: int) -> dict[str, Any]:
    k = len(places)
    gone = np.full(k, np.nan)
    wide = np.full((k, d), np.nan)
    return {
        "places": places,
        "normals": wide,
        "displacements": wide,
        "intercepts": gone,
        "lengths": gone,
        "deviations": gone,
        "rows": np.zeros(k),
        "reasons": ("no rows",) * k,
    }


def _assemble(
    names: tuple[str, ...], parts: list[dict[str, Any]], about: Mapping[str, Any]
) -> Directions:
    order = np.argsort(np.concatenate([part.pop("places") for part in parts]))
    reasons = [reason for part in parts for reason in part.pop("reasons")]
    joined: dict[str, Any] = {
        key: np.concatenate([part[key] for part in parts])[order] for key in parts[0]
    }
    return Directions(names, **joined, reasons=tuple(reasons[i] for i in order), **about)


def _unsupervised(
    estimator: DirectionEstimator,
    latents: Array,
    names: Sequence[str] | None,
    about: Mapping[str, Any],
) -> Directions:
    estimator.fit(latents)
    kept = _kept(estimator, latents)
    k = len(kept["normals"])
    given = getattr(estimator, "names_", None) if names is None else tuple(names)
    chosen = given or tuple(f"{about['method']} {i + 1}" for i in range(k))
    return Directions(tuple(chosen), **kept, **about)
