"""Fit one direction per attribute, each on the rows where latents and attribute are present."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import Attributes, as_attributes, as_latents, is_finite
from hdvis.analysis.directions.estimators import ESTIMATORS, DirectionEstimator
from hdvis.analysis.directions.spread import deviations_along, deviations_of
from hdvis.analysis.directions.value import Directions
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

    if Y is None:
        whole = latents if usable.all() else latents[usable]
        found = _unsupervised(make(), whole, names, method)
    else:
        attributes = as_attributes(Y, len(latents), names)
        parts = [
            _fit_group(make(), latents, attributes, places, rows)
            for places, rows in _groups(attributes, usable)
        ]
        found = _in_order(attributes.names, parts)
    return replace(found, method=method, space=space, model=model)


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


Part = tuple[Array, Directions]
"""Places of some attributes, and their directions, named by number."""


def _fit_group(
    estimator: DirectionEstimator,
    latents: Array,
    attributes: Attributes,
    places: Array,
    rows: Array | None,
) -> Part:
    if rows is None:
        z, y = latents, attributes.values
    else:
        z, y = latents[rows], attributes.values[np.ix_(rows, places)]
    names = [str(place) for place in places.tolist()]
    if not len(z):
        gone = np.full((len(places), latents.shape[1]), np.nan)
        return places, Directions.from_vectors(names, gone, reasons=("no rows",) * len(places))
    estimator.fit(z, y)
    count = len(np.atleast_2d(estimator.normals_))
    if getattr(estimator, "names_", None) is not None or count != len(places):
        raise DataError(
            f"method: got {count} directions for {len(places)} attributes, expected"
            " one each. Methods that look at the latents alone take no attributes: leave `Y` out."
        )
    return places, _found(estimator, z, names)


def _found(estimator: DirectionEstimator, z: Array, names: Sequence[str]) -> Directions:
    """What an estimator found; a third party's needs only normals, displacements, intercepts."""
    normals = np.atleast_2d(estimator.normals_)
    covariance: Array | None = getattr(estimator, "covariance_", None)
    if covariance is None:
        deviations, spread = deviations_along(z, normals), deviations_of(z)
    else:
        variances = ((normals @ covariance) * normals).sum(axis=1)
        deviations = np.sqrt(np.maximum(variances, 0.0))
        spread = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    undefined = ~np.isfinite(normals).all(axis=1)
    reasons = tuple("undefined" if gone else "" for gone in undefined.tolist())
    return Directions(
        tuple(names),
        normals,
        np.atleast_2d(estimator.displacements_),
        np.atleast_1d(estimator.intercepts_),
        np.atleast_1d(getattr(estimator, "lengths_", np.where(undefined, np.nan, 1.0))),
        deviations,
        np.full(len(normals), len(z)),
        getattr(estimator, "reasons_", reasons),
        spread=spread,
    )


def _in_order(names: tuple[str, ...], parts: Sequence[Part]) -> Directions:
    """The directions of all parts in the order of their places, called `names`."""
    together = parts[0][1]
    for _, more in parts[1:]:
        together = together.append(more)
    order = np.argsort(np.concatenate([places for places, _ in parts]))
    largest = max((found for _, found in parts), key=lambda found: found.rows.max())
    chosen = together.select([together.names[i] for i in order])
    return replace(chosen, names=names, spread=largest.spread)


def _unsupervised(
    estimator: DirectionEstimator, latents: Array, names: Sequence[str] | None, method: str
) -> Directions:
    estimator.fit(latents)
    count = len(np.atleast_2d(estimator.normals_))
    given = getattr(estimator, "names_", None) if names is None else tuple(names)
    return _found(estimator, latents, given or [f"{method} {i + 1}" for i in range(count)])
