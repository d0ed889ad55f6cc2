"""One value per row, ready to draw: numbers, categories or times."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Self

import numpy as np

from hdvis.data.arrays.convert import as_array, as_floats
from hdvis.data.arrays.interop import Array
from hdvis.data.shares import share_between
from hdvis.data.text import display
from hdvis.errors import DataError, shorten

Kind = Literal["numeric", "category", "time"]
MISSING_CODE = 255
TOP_CODE = 254
_CHUNK = 1 << 20


@dataclass(frozen=True, eq=False, repr=False)
class Column:
    """One named value per row.

    `values` is (n,), contiguous and read-only: float32 or float64 numbers with NaN for missing;
    int32 codes into `categories` with -1 for missing; or float64 seconds since the epoch with
    NaN for missing. `exact` keeps the original integers where a float would lose digits.
    """

    name: str
    values: Array
    kind: Kind = "numeric"
    categories: tuple[str, ...] = ()
    unit: str = ""
    exact: Array | None = None

    def __post_init__(self) -> None:
        values, exact = _stored(self.values, self.kind, self.name)
        object.__setattr__(self, "values", values)
        if self.exact is None and exact is not None:
            object.__setattr__(self, "exact", exact)

    def __len__(self) -> int:
        return len(self.values)

    def __repr__(self) -> str:
        kinds = f" of {len(self.categories):,}" if self.kind == "category" else ""
        return f"<Column {shorten(self.name, 30)}: {len(self):,} rows, {self.kind}{kinds}>"

    def renamed(self, name: str) -> Self:
        """The same values under another name."""
        return replace(self, name=name)

    @cached_property
    def limits(self) -> tuple[float, float]:
        """Smallest and largest finite value, one unit apart around a constant.

        (0, 1) where nothing is finite; for categories the first and last code.
        """
        if self.kind == "category":
            return _widened(0.0, float(max(0, len(self.categories) - 1)))
        low, high = np.inf, -np.inf
        for chunk in _chunks(self.values):
            finite = chunk[np.isfinite(chunk)]
            if finite.size:
                low, high = min(low, float(finite.min())), max(high, float(finite.max()))
        return _widened(low, high) if low <= high else (0.0, 1.0)

    @cached_property
    def is_finite(self) -> Array:
        """(n,) bool: rows with a value that can be drawn."""
        return self.values >= 0 if self.kind == "category" else np.isfinite(self.values)

    @cached_property
    def missing(self) -> int:
        """Rows without a finite value."""
        return sum(len(chunk) - _drawable(chunk, self.kind) for chunk in _chunks(self.values))

    @cached_property
    def unit_values(self) -> Array:
        """(n,) float32: `limits` scaled to 0..1, NaN where missing or infinite."""
        out = np.empty(len(self.values), np.float32)
        for start in range(0, len(out), _CHUNK):
            part = slice(start, start + _CHUNK)
            out[part] = self._unit(self.values[part])
        out.flags.writeable = False
        return out

    def units_at(self, rows: Array | Sequence[int]) -> Array:
        """`unit_values` of some rows, float32 (len(rows),), without making those of all."""
        return self._unit(self.values[np.asarray(rows)])

    @cached_property
    def codes(self) -> Array:
        """(n,) uint8: 0..254 over `limits`, 255 where missing.

        Category codes are kept as they are; those beyond 254 share code 254.
        """
        out = np.empty(len(self.values), np.uint8)
        for start in range(0, len(out), _CHUNK):
            part = slice(start, start + _CHUNK)
            out[part] = self._code(self.values[part])
        out.flags.writeable = False
        return out

    @cached_property
    def frequent(self) -> tuple[int, ...]:
        """Category codes from the most to the least frequent, ties in order of code."""
        if self.kind != "category":
            return ()
        counts = np.bincount(self.values[self.values >= 0], minlength=len(self.categories))
        return tuple(int(code) for code in np.argsort(-counts, kind="stable"))

    @cached_property
    def places(self) -> Array:
        """(k,) float64: where each category stands in comparisons such as `year > 2019`.

        The numbers that the labels spell where all spell one, else 0 to k - 1.
        """
        try:
            spelled = np.array([float(label) for label in self.categories], np.float64)
        except ValueError:
            spelled = np.full(1, np.nan)
        spells = len(spelled) == len(self.categories) and np.isfinite(spelled).all()
        return spelled if spells else np.arange(len(self.categories), dtype=np.float64)

    def text(self, rows: Array | Sequence[int] | slice = slice(None)) -> list[str]:
        """Values as a view shows them: unseen characters written out, at most 200 characters."""
        return [display(text) for text in self.full_text(rows)]

    def full_text(self, rows: Array | Sequence[int] | slice = slice(None)) -> list[str]:
        """Values as an export writes them: whole, missing as an empty text."""
        if self.exact is not None:
            return [str(value) for value in self.exact[rows].tolist()]
        values = self.values[rows]
        if self.kind == "category":
            return [self.categories[code] if code >= 0 else "" for code in values.tolist()]
        if self.kind == "time":
            return _times(values)
        form = "{:.7g}" if values.dtype == np.float32 else "{:.15g}"
        return ["" if value != value else form.format(value) for value in values.tolist()]

    def _unit(self, values: Array) -> Array:
        low, high = self.limits
        wide = np.asarray(values, np.float64)
        wide = np.where(np.isfinite(wide) & ((self.kind != "category") | (wide >= 0)), wide, np.nan)
        if np.isfinite(high - low):
            return ((wide - low) / (high - low)).astype(np.float32)
        return share_between(low, high, wide).astype(np.float32)

    def _code(self, values: Array) -> Array:
        if self.kind == "category":
            return np.where(values < 0, MISSING_CODE, np.minimum(values, TOP_CODE)).astype(np.uint8)
        unit = self._unit(values)
        gone = np.isnan(unit)
        unit[gone] = 0
        codes = np.minimum(unit * np.float32(MISSING_CODE), TOP_CODE).astype(np.uint8)
        codes[gone] = MISSING_CODE
        return codes


class SpaceColumns(Mapping[str, Column]):
    """The columns of one space, each made when first asked for and kept.

    `vectors` is (n, d); `exact` holds by name the integers whose digits floats would lose.
    """

    def __init__(
        self,
        vectors: Array,
        names: tuple[str, ...],
        exact: Mapping[str, Array] | None = None,
        units: Mapping[str, str] | None = None,
    ) -> None:
        self._vectors = vectors
        self._index = {name: i for i, name in enumerate(names)}
        self._exact = exact or {}
        self._units = units or {}
        self._made: dict[str, Column] = {}

    def __getitem__(self, name: str) -> Column:
        if name not in self._made:
            self._made[name] = self._make(name, self._index[name])
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index)

    def __len__(self) -> int:
        return len(self._index)

    def __contains__(self, name: object) -> bool:
        return name in self._index

    def _make(self, name: str, index: int) -> Column:
        values = np.asarray(self._vectors[:, index])
        return Column(name, values, unit=self._units.get(name, ""), exact=self._exact.get(name))


class JoinedColumns(Mapping[str, Column]):
    """Several mappings of columns read as one; the first that knows a name answers."""

    def __init__(self, *parts: Mapping[str, Column]) -> None:
        self._parts = parts

    def __getitem__(self, name: str) -> Column:
        for part in self._parts:
            if name in part:
                return part[name]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        seen: set[str] = set()
        for part in self._parts:
            for name in part:
                if name not in seen:
                    seen.add(name)
                    yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, name: object) -> bool:
        return any(name in part for part in self._parts)


def _stored(given: object, kind: Kind, name: str) -> tuple[Array, Array | None]:
    """`given` contiguous, read-only and of the type that `kind` has, with exact integers."""
    where = f"`{shorten(name)}`"
    values = as_array(given, where)
    if values.ndim != 1:
        raise DataError(f"{where}: got shape {values.shape}, expected (n,)", code="HDV-A10")
    exact: Array | None = None
    if kind == "category":
        values = values.astype(np.int32, copy=False)
    elif kind == "time":
        values = values.astype(np.float64, copy=False)
    else:
        values, exact, _ = as_floats(values, where)
    view = np.ascontiguousarray(values).view()
    view.flags.writeable = False
    return view, exact


def _chunks(values: Array) -> Iterator[Array]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _drawable(chunk: Array, kind: Kind) -> int:
    return int(np.count_nonzero(chunk >= 0 if kind == "category" else np.isfinite(chunk)))


def _widened(low: float, high: float) -> tuple[float, float]:
    if low < high:
        return low, high
    half = max(0.5, abs(low) * 1e-9)
    largest = float(np.finfo(np.float64).max)
    return max(low - half, -largest), min(high + half, largest)


def _times(values: Array) -> list[str]:
    gone = ~np.isfinite(values)
    micro = np.where(gone, 0.0, values * 1e6).astype(np.int64).astype("datetime64[us]")
    texts = [str(stamp).replace("T", " ").removesuffix(".000000") for stamp in micro]
    return ["" if none else text for text, none in zip(texts, gone.tolist(), strict=True)]
