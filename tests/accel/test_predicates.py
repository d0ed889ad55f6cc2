"""A predicate means the same through kernels as by itself."""

import numpy as np
import pytest

from hdvis.accel import evaluate
from hdvis.data import Column
from hdvis.errors import DataError
from hdvis.selection import (
    And,
    Box,
    Everything,
    Nearest,
    Not,
    OneOf,
    Or,
    Polygon,
    Range,
    Rows,
)


class Table:
    """A thousand rows with numbers, doubles and categories, some missing."""

    def __init__(self):
        rng = np.random.default_rng(0)
        self.n = 1000
        a, b = rng.random(1000).astype(np.float32), rng.random(1000)
        a[::10] = np.nan
        kinds = rng.integers(-1, 3, 1000).astype(np.int32)
        self.columns = {
            "a": Column("a", a),
            "b": Column("b", b),
            "kind": Column("kind", kinds, kind="category", categories=("x", "y", "z")),
        }
        self.spaces = {"v": rng.random((1000, 3)).astype(np.float32)}


TRIANGLE = ((0.1, 0.1), (0.9, 0.2), (0.4, 0.8))
PREDICATES = [
    Range("a", 0.2, 0.6),
    Range("b", 0.2, 0.6, (True, True)),
    Range("a", hi=0.5),
    Range("kind", -5, 1),
    Box("a", "b", 0.8, 0.2, 0.1, 0.7),
    Polygon("a", "b", TRIANGLE),
    OneOf("kind", ("x", "z")),
    Rows.of([1, 2, 999]),
    Nearest("v", 3, 10),
    Everything(),
    And(()),
    Or(()),
    And((Range("a", 0.1, 0.9), Range("b", 0.3, 0.8), Not(OneOf("kind", ("y",))))),
    Or((Range("a", 0.1, 0.2), Polygon("b", "a", TRIANGLE))),
    Not(Range("a", 0.1, 0.9)),
]


@pytest.mark.parametrize("predicate", PREDICATES, ids=lambda p: p.text()[:40])
def test_kernels_and_the_predicate_itself_agree(predicate):
    table = Table()
    mask = evaluate(predicate, table)
    assert mask.dtype == np.bool_
    assert np.array_equal(mask, predicate.mask(table))


def test_an_unknown_column_is_named_as_the_predicate_names_it():
    with pytest.raises(DataError, match="no column"):
        evaluate(Range("absent", 0, 1), Table())
