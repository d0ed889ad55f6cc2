"""Named directions of one latent space, with everything needed to move along them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_latents
from hdvis.analysis.directions.fields import ARRAYS, checked_fields
from hdvis.analysis.directions.spread import (
    collapsed_dimensions,
    deviations_along,
    deviations_of,
    steps,
)
from hdvis.errors import DataError, shorten

Array = NDArray[Any]
Origin = Literal["fitted", "imported", "made"]
Scale = Literal["std", "raw", "unit"]
Units = Literal["σ", "raw"]
UNMEASURED = "expected data to measure it on. Call `directions.measured(vectors)` first."


@dataclass(frozen=True, eq=False)
class Directions:
    """k directions of a d-dimensional latent space.

    names          one per direction, all different
    normals        (k, d) unit rows: the normals of the fitted hyperplanes, in raw units
    displacements  (k, d): the step that moves one unit in the space the fit was made in
    intercepts     (k,): `normals @ z + intercepts` is the signed distance from the hyperplane
    lengths        (k,): norm of the direction as fitted, so `raw` = normals × lengths
    deviations     (k,): standard deviation of the data along each normal; NaN when no data was seen
    rows           (k,): rows each direction was fitted on
    reasons        why a direction is undefined (its row is NaN), "" when it is defined
    method, space, model: the estimator's name, the space's name and the model's fingerprint
    spread         (d,): standard deviation of the data in each dimension; NaN when none was seen
    origins        "fitted" to a label, "imported", or "made" from a selection; one per direction
    colors         "#rrggbb" that a user chose, "" where none was; one per direction
    """

    names: tuple[str, ...]
    normals: Array
    displacements: Array
    intercepts: Array
    lengths: Array
    deviations: Array
    rows: Array
    reasons: tuple[str, ...]
    method: str = ""
    space: str = ""
    model: str = ""
    spread: Array = field(default_factory=lambda: np.array(np.nan))
    origins: tuple[Origin, ...] = ()
    colors: tuple[str, ...] = ()
    _places: dict[str, int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, value in checked_fields(self.names, vars(self)).items():
            object.__setattr__(self, name, value)
        self._places.update({name: i for i, name in enumerate(self.names)})

    @classmethod
    def from_vectors(
        cls,
        names: Sequence[str],
        vectors: ArrayLike,
        *,
        intercepts: ArrayLike = 0.0,
        displacements: ArrayLike | None = None,
        deviations: ArrayLike = np.nan,
        rows: ArrayLike = 0,
        reasons: Sequence[str] | None = None,
        method: str = "",
        space: str = "",
        model: str = "",
    ) -> "Directions":
        """Directions along `vectors` (k, d) of any length, whose norms become the `lengths`.

        A vector that is zero or not finite becomes a NaN row with a reason.
        """
        raw = np.atleast_2d(np.asarray(vectors, np.float64))
        if raw.ndim != 2:
            raise DataError(f"directions: got shape {raw.shape}, expected (k, d)")
        k = len(raw)
        lengths = np.linalg.norm(raw, axis=1)
        defined = np.isfinite(lengths) & (lengths > 0)
        with np.errstate(all="ignore"):
            normals = np.where(defined[:, None], raw / lengths[:, None], np.nan)
        given = ("",) * k if reasons is None else tuple(reasons)
        why = tuple(
            text or ("" if fine else "the direction is zero or not finite")
            for text, fine in zip(given, defined.tolist(), strict=True)
        )
        steps = normals if displacements is None else np.asarray(displacements, np.float64)
        return cls(
            tuple(map(str, names)),
            normals,
            np.where(defined[:, None], steps, np.nan),
            np.broadcast_to(intercepts, (k,)),
            np.where(defined, lengths, np.nan),
            np.broadcast_to(deviations, (k,)),
            np.broadcast_to(rows, (k,)),
            why,
            method,
            space,
            model,
        )

    def __contains__(self, name: str) -> bool:
        return name in self._places

    def __len__(self) -> int:
        return len(self.names)

    @property
    def d(self) -> int:
        """Width of the latent space."""
        return int(self.normals.shape[1])

    @property
    def raw(self) -> Array:
        """The directions as fitted (for least squares the rows of Wᵀ), (k, d)."""
        return np.asarray(self.normals * self.lengths[:, None])

    @property
    def defined(self) -> Array:
        """True for the directions that exist, (k,)."""
        return np.asarray(np.isfinite(self.normals).all(axis=1))

    @property
    def collapsed(self) -> Array:
        """Places of the dimensions that the model does not use; none when no data was seen."""
        return collapsed_dimensions(self.spread)

    def index(self, name: str) -> int:
        """Place of the direction called `name`; DataError when there is none."""
        if name not in self._places:
            known = shorten(", ".join(self.names), 120)
            raise DataError(f"directions: no direction {shorten(name)!r}; there are {known}")
        return self._places[name]

    def displacement(self, name: str, scale: Scale = "std") -> Array:
        """What a strength of one adds to a latent, (d,); every view decodes this and no other.

        "raw" is the direction as fitted and "unit" its unit vector. "std" moves a latent by one
        standard deviation of the data along the normal. It goes along the displacement: where
        dimensions differ in spread a normal points along the narrow ones, those above all that a
        VAE does not use, and a decoder would show nothing (Haufe et al., NeuroImage 87, 2014).
        """
        i = self.index(name)
        if scale not in ("std", "raw", "unit"):
            raise DataError(f"scale: got {scale!r}, expected raw, unit or std")
        if scale != "std":
            return np.asarray(self.normals[i] * (self.lengths[i] if scale == "raw" else 1.0))
        if np.isnan(self.deviations[i]) and self.defined[i]:
            raise DataError(f"{shorten(name)}: got scale std, {UNMEASURED}")
        one = slice(i, i + 1)
        moves = steps(self.normals[one], self.displacements[one], self.deviations[one])
        return np.asarray(moves[0])

    def displaced(self, units: Units = "σ") -> Array:
        """The displacements (k, d) of scale std, to be compared by their angles.

        In units "σ" each dimension counts in standard deviations of the data, so that no unit of
        measurement and no unused dimension decides; "raw" are the normals in the numbers of the
        space. Raises DataError in σ when no data was seen.
        """
        if units == "raw":
            return self.normals
        if np.isnan(self.spread).any():
            raise DataError(f"units: got σ, {UNMEASURED}")
        moves = steps(self.normals, self.displacements, self.deviations)
        with np.errstate(all="ignore"):
            return np.where(self.spread > 0, moves / self.spread, 0.0)

    def distances(self, vectors: ArrayLike) -> Array:
        """Signed distances (n, k) of `vectors` (n, d) from the hyperplanes."""
        z = as_latents(np.atleast_2d(np.asarray(vectors)))
        self.check_width(z.shape[1])
        return np.asarray(z @ self.normals.T.astype(z.dtype) + self.intercepts)

    def check_width(self, width: int, what: str = "vectors") -> None:
        """Raise DataError unless `width` is the width of the space of these directions."""
        if width != self.d:
            raise DataError(
                f"{what}: got width {width}, expected {self.d}, the width of the space"
                f" {self.space or '(unnamed)'} these directions were fitted in."
                " Fit directions in the space in use.",
                code="HDV-M8",
            )

    def check_model(self, model: str, width: int) -> None:
        """Raise DataError unless these directions belong to `model` (fingerprint) and `width`."""
        self.check_width(width, f"model {shorten(model, 24)}")
        if self.model and model and self.model != model:
            raise DataError(
                f"directions: fitted on the latents of model {shorten(self.model, 24)}, expected"
                f" model {shorten(model, 24)}. Fit them on the latents of the model in use."
            )

    def measured(self, vectors: ArrayLike) -> "Directions":
        """The same directions with what `vectors` (n, d) spread along them and in each dimension.

        Rows with a value that is not finite are left out.
        """
        z = as_latents(vectors)
        self.check_width(z.shape[1])
        usable = np.isfinite(z).all(axis=1)
        if not usable.any():
            raise DataError("vectors: got no row without a missing value, expected at least one")
        z = z if usable.all() else z[usable]
        deviations = deviations_along(z, self.normals)
        return replace(self, deviations=deviations, spread=deviations_of(z))

    def select(self, names: Sequence[str]) -> "Directions":
        """The named directions, in the order given."""
        return self._take([self.index(name) for name in names])

    def goes_with(self, other: "Directions") -> bool:
        """Whether `other` is of the same width, space and model, as far as both know theirs."""
        about = ((self.space, other.space), (self.model, other.model))
        return self.d == other.d and all(a == b for a, b in about if a and b)

    def append(self, other: "Directions") -> "Directions":
        """These directions followed by `other`, which must be of the same space and model."""
        self.check_width(other.d, "directions")
        self.check_model(other.model, other.d)
        if self.space and other.space and self.space != other.space:
            raise DataError(
                f"directions: got some of space {shorten(other.space)}, expected"
                f" {shorten(self.space)}. Fit them in the space in use."
            )
        joined: dict[str, Any] = {
            name: np.concatenate([getattr(self, name), getattr(other, name)]) for name in ARRAYS
        }
        return replace(
            self,
            names=self.names + other.names,
            reasons=self.reasons + other.reasons,
            method=self.method if self.method == other.method else "mixed",
            space=self.space or other.space,
            model=self.model or other.model,
            spread=other.spread if np.isnan(self.spread).any() else self.spread,
            origins=self.origins + other.origins,
            colors=self.colors + other.colors,
            **joined,
        )

    def rename(self, old: str, new: str) -> "Directions":
        """The same directions with `old` called `new`, which no label's fit replaces any more."""
        i = self.index(old)
        origin = "made" if self.origins[i] == "fitted" else self.origins[i]
        return replace(
            self,
            names=(*self.names[:i], new, *self.names[i + 1 :]),
            origins=(*self.origins[:i], origin, *self.origins[i + 1 :]),
        )

    def recolor(self, name: str, color: str) -> "Directions":
        """The same directions with `name` in `color`, "#rrggbb", or "" for none of its own."""
        i = self.index(name)
        return replace(self, colors=(*self.colors[:i], color, *self.colors[i + 1 :]))

    def conditional(self, on: str | Sequence[str]) -> "Directions":
        """The other directions, made orthogonal to the normals of those named in `on`.

        Lengths stay. Each hyperplane meets the old one where latents have no part along the
        conditions, and no displacement moves a latent along them. A direction in the span of its
        conditions becomes a marked NaN row when there are others, and a DataError when it is the
        only one. The deviations along the new directions are unknown until `measured(vectors)`.
        """
        from hdvis.analysis.directions.conditional import conditional_directions

        return conditional_directions(self, (on,) if isinstance(on, str) else tuple(on))

    def save(self, path: str | Path) -> None:
        """Write an .npz file that `read_directions` reads; holds arrays and text only."""
        from hdvis.analysis.directions.files import save_directions

        save_directions(self, path)

    def _take(self, places: Sequence[int]) -> "Directions":
        chosen = list(places)
        arrays: dict[str, Any] = {name: getattr(self, name)[chosen] for name in ARRAYS}
        return replace(
            self,
            names=tuple(self.names[i] for i in chosen),
            reasons=tuple(self.reasons[i] for i in chosen),
            origins=tuple(self.origins[i] for i in chosen),
            colors=tuple(self.colors[i] for i in chosen),
            **arrays,
        )
