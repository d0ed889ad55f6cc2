"""A function over the rows: domain columns, one range column, a norm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from hdvis.data.arrays.interop import Array
from hdvis.data.columns import Column
from hdvis.data.text import count
from hdvis.errors import DataError, shorten

Norm = Literal["none", "stddev", "scaled"]


@dataclass(frozen=True)
class Function:
    """Names of the domain columns and of the range column, and how the domain is normalised.

    norm "none": as it is; "stddev": (x - mean) / standard deviation; "scaled":
    (x - mean) / (largest - smallest). The range is never normalised.
    """

    domain: tuple[str, ...]
    range: str
    norm: Norm = "stddev"

    def __post_init__(self) -> None:
        if self.norm not in get_args(Norm):
            raise DataError(f"function: got norm {self.norm!r}, expected none, stddev or scaled")
        if not self.domain:
            raise DataError("function: has no domain columns; name at least one")
        if self.range in self.domain:
            raise DataError(
                f"function: `{shorten(self.range)}` is both domain and range; leave it out of one"
            )

    def checked(self, columns: Mapping[str, Column]) -> "Function":
        """Itself, after every name was found among numeric `columns`."""
        for name in (*self.domain, self.range):
            if name not in columns:
                known = ", ".join(shorten(known, 20) for known in list(columns)[:8])
                raise DataError(
                    f"function: no column `{shorten(name)}`; pass one of {known}", code="HDV-L17"
                )
            if columns[name].kind == "category":
                raise DataError(
                    f"function: `{shorten(name)}` is a category, expected numbers", code="HDV-A14"
                )
        return self


@dataclass(frozen=True, eq=False)
class Samples:
    """A function's values: `domain` (n, k) float64 normalised, `range` (n,) float64, notes."""

    domain: Array
    range: Array
    notes: tuple[str, ...]


def default_function(names: Sequence[str], norm: Norm = "stddev") -> Function:
    """All columns but the last as domain, the last as range."""
    if len(names) < 2:
        raise DataError(
            f"function: got {count(len(names), 'column')}, expected at least 2 (domain and range)",
            code="HDV-A7",
        )
    return Function(tuple(names[:-1]), names[-1], norm)


def sample_function(function: Function, columns: Mapping[str, Column]) -> Samples:
    """The values of `function`, its domain normalised; zero-spread columns are left as they are."""
    function.checked(columns)
    notes: list[str] = []
    domain = np.empty((len(columns[function.range]), len(function.domain)), np.float64)
    for i, name in enumerate(function.domain):
        domain[:, i], note = _normalised(columns[name], function.norm)
        notes += note
    repeated = len(domain) - len(np.unique(domain, axis=0))
    if repeated:
        notes.append(f"function: {count(repeated, 'row')} repeat the domain values of another")
    values = np.asarray(columns[function.range].values, np.float64)
    return Samples(domain, values, tuple(notes))


def _normalised(column: Column, norm: Norm) -> tuple[Array, list[str]]:
    values = np.asarray(column.values, np.float64)
    finite = values[np.isfinite(values)]
    if norm == "none" or not finite.size:
        return values, []
    spread = float(finite.std() if norm == "stddev" else np.ptp(finite))
    if spread == 0 or not np.isfinite(spread):
        return values, [f"function: `{shorten(column.name)}` has no spread; left as it is"]
    return (values - finite.mean()) / spread, []
