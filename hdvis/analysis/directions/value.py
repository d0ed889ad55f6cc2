"""Named directions of one latent space, with everything needed to move along them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hdvis.analysis.directions.attributes import as_latents
from hdvis.analysis.directions.conditional import IN_SPAN, project_away
from hdvis.errors import DataError, shorten

Array = NDArray[Any]


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
    _places: dict[str, int] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._places.update({name: i for i, name in enumerate(self.names)})
        if len(self._places) != len(self.names):
            raise DataError("directions: a name occurs twice. Rename one of the two.")
        k, d = len(self.names), np.shape(self.normals)[-1:]
        if len(self.reasons) != k:
            raise DataError(f"directions: {len(self.reasons)} reasons given for {k} names")
        for name in ARRAYS:
            array = np.array(getattr(self, name), dtype=np.float64)
            expected = (k, *d) if name in ("normals", "displacements") else (k,)
            if array.shape != expected:
                raise DataError(
                    f"directions: got {name} of shape {array.shape} for {k} names, expected"
                    f" {expected}. Give one per direction."
                )
            array.flags.writeable = False
            object.__setattr__(self, name, array)

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

    def index(self, name: str) -> int:
        """Place of the direction called `name`; DataError when there is none."""
        if name not in self._places:
            known = shorten(", ".join(self.names), 120)
            raise DataError(f"directions: no direction {shorten(name)!r}; there are {known}")
        return self._places[name]

    def step(self, name: str, scale: str = "std") -> Array:
        """The displacement (d,) of strength one: scale "raw", "unit", "std" or "fitted"."""
        i = self.index(name)
        lengths = {"raw": self.lengths[i], "unit": 1.0, "std": self.deviations[i]}
        if scale == "fitted":
            return np.asarray(self.displacements[i])
        if scale not in lengths:
            raise DataError(f"scale: got {scale!r}, expected raw, unit, std or fitted")
        if scale == "std" and np.isnan(self.deviations[i]) and self.defined[i]:
            raise DataError(
                f"{shorten(name)}: got scale std, expected data to measure it on."
                " Call `directions.measured(vectors)` first."
            )
        return np.asarray(self.normals[i] * lengths[scale])

    def towards(self, name: str) -> Array:
        """What moves a latent (d,) by one standard deviation of the data along the normal.

        It goes along the displacement: where dimensions differ in spread a normal points along the
        narrow ones, those above all that a VAE does not use, and a decoder would show nothing
        (Haufe et al., NeuroImage 87, 2014). Without one it goes along the normal itself.
        """
        i, straight = self.index(name), self.step(name, "std")
        gain = float(self.normals[i] @ self.displacements[i])
        if not gain > 0:
            return straight
        return np.asarray(self.displacements[i] * (np.linalg.norm(straight) / gain))

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
        """The same directions with the deviations of `vectors` (n, d), finite rows, along them."""
        z = as_latents(vectors)
        self.check_width(z.shape[1])
        usable = np.isfinite(z).all(axis=1)
        if not usable.any():
            raise DataError("vectors: got no row without a missing value, expected at least one")
        z = z if usable.all() else z[usable]
        return replace(self, deviations=deviations_along(z, self.normals))

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
            **joined,
        )

    def rename(self, old: str, new: str) -> "Directions":
        """The same directions with `old` called `new`."""
        i = self.index(old)
        return replace(self, names=(*self.names[:i], new, *self.names[i + 1 :]))

    def flip(self, name: str) -> "Directions":
        """The same directions with the sign of `name` turned round."""
        i = self.index(name)
        sign = np.ones(len(self))
        sign[i] = -1.0
        return replace(
            self,
            normals=self.normals * sign[:, None],
            displacements=self.displacements * sign[:, None],
            intercepts=self.intercepts * sign,
        )

    def conditional(self, on: str | Sequence[str]) -> "Directions":
        """The other directions, made orthogonal to the normals of those named in `on`.

        Lengths stay. Each hyperplane meets the old one where latents have no part along the
        conditions. A direction in the span of its conditions becomes a marked NaN row when there
        are others, and a DataError when it is the only one. The deviations along the new
        directions are unknown until `measured(vectors)`.
        """
        conditions = (on,) if isinstance(on, str) else tuple(on)
        against = self.select(conditions)
        if not against.defined.all():
            raise DataError("conditional: a condition is undefined. Leave it out of `on`.")
        kept = self.select([name for name in self.names if name not in conditions])
        if not len(kept):
            raise DataError("conditional: every direction is a condition. Leave one out of `on`.")
        normals, sizes = project_away(kept.normals, against.normals)
        called = shorten(", ".join(conditions))
        inside = sizes < IN_SPAN
        if inside.any() and len(kept) == 1:
            raise DataError(
                f"conditional: {shorten(kept.names[0])} lies in the span of {called} (residual"
                f" {sizes[0]:.1e}, expected at least {IN_SPAN:g}). Leave one of the conditions out."
            )
        gone = zip(inside.tolist(), kept.reasons, strict=True)
        with np.errstate(all="ignore"):
            intercepts = kept.intercepts / sizes
        return replace(
            kept,
            normals=normals,
            displacements=normals * np.linalg.norm(kept.displacements, axis=1, keepdims=True),
            intercepts=np.where(inside, np.nan, intercepts),
            lengths=np.where(inside, np.nan, kept.lengths),
            deviations=np.full(len(kept), np.nan),
            reasons=tuple(f"in the span of {called}" if lost else why for lost, why in gone),
        )

    def save(self, path: str | Path) -> None:
        """Write an .npz file that `Directions.load` reads; holds arrays and text only."""
        from hdvis.analysis.directions.files import save_directions

        save_directions(self, path)

    @staticmethod
    def load(path: str | Path) -> "Directions":
        """Read what `save` wrote; never unpickles. DataError for any other file."""
        from hdvis.analysis.directions.files import load_directions

        return load_directions(Path(path))

    def _take(self, places: Sequence[int]) -> "Directions":
        chosen = list(places)
        arrays: dict[str, Any] = {name: getattr(self, name)[chosen] for name in ARRAYS}
        return replace(
            self,
            names=tuple(self.names[i] for i in chosen),
            reasons=tuple(self.reasons[i] for i in chosen),
            **arrays,
        )


ARRAYS = (
    "normals",
    "displacements",
    "intercepts",
    "lengths",
    "deviations",
    "rows",
)


def deviations_along(vectors: Array, normals: Array) -> Array:
    """Standard deviation (k,) of `vectors` (n, d) along each of `normals` (k, d), by chunks."""
    shift = vectors[0].astype(np.float64)
    axes = normals.T.astype(vectors.dtype)
    total, squares = np.zeros(len(normals)), np.zeros(len(normals))
    for start in range(0, len(vectors), 65_536):
        along = (vectors[start : start + 65_536] - shift.astype(vectors.dtype)) @ axes
        total += along.sum(axis=0, dtype=np.float64)
        squares += np.square(along).sum(axis=0, dtype=np.float64)
    mean = total / len(vectors)
    return np.asarray(np.sqrt(np.maximum(squares / len(vectors) - mean**2, 0.0)))
