"""Every public function of data and selection answers odd values, or refuses them as hdvis does."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import ml_dtypes
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import torch
from scipy.sparse import csr_matrix

from hdvis.data import Column, Dataset, Images, as_vectors, load
from hdvis.data.alignment import align_labels, match_ids
from hdvis.data.labels import read_label, read_labels
from hdvis.data.names import column_names, names_for
from hdvis.errors import HdvisError
from hdvis.selection import (
    OneOf,
    Rows,
    parse_expression,
)

BASE = np.arange(12, dtype=np.float32).reshape(4, 3)
JUNK = {
    "scalar": np.float64(3),
    "None": None,
    "text": "abc",
    "bytes": b"\xff\xfe",
    "empty 1-d": np.empty(0),
    "no rows": np.empty((0, 3)),
    "no columns": np.empty((4, 0)),
    "no pixels": np.empty((4, 0, 5)),
    "4-d": np.zeros((4, 3, 3, 3)),
    "6-d": np.zeros((1,) * 6),
    "nan": np.full((4, 3), np.nan),
    "inf": np.array([[np.inf, -np.inf, 1.0]]),
    "denormal": np.array([[5e-324, 1.8e308 / 1.1, -1.7e308]]),
    "float16": BASE.astype(np.float16),
    "bfloat16": BASE.astype(ml_dtypes.bfloat16),
    "float8": BASE.astype(ml_dtypes.float8_e4m3fn),
    "int4": BASE.astype(ml_dtypes.int4),
    "longdouble": BASE.astype(np.longdouble),
    "big-endian": BASE.astype(">f8"),
    "uint64": np.array([[2**64 - 1, 0, 5]], np.uint64),
    "least int": np.array([[-(2**63), 1]], np.int64),
    "bool": BASE > 3,
    "complex": BASE * 1j,
    "datetime": np.array(["2020-01-01", "NaT"], "datetime64[ns]"),
    "datetime generic": np.array(["NaT"], "datetime64"),
    "timedelta": np.array([1, 2], "timedelta64[D]"),
    "unicode": np.array([["1", "é"], ["\ud800", "x" * 300]]),
    "byte strings": np.array([b"a", b"\xff"]),
    "string dtype": np.array(["a", "b"], np.dtypes.StringDType()),
    "structured": np.zeros((3, 1), [("u", "f4"), ("v", "f4")]),
    "void": np.zeros(3, "V5"),
    "objects": np.array([object(), {}, []], dtype=object),
    "mixed": np.array([[1, "a"], [None, Decimal(3)]], object),
    "numbers as objects": np.array([[1, Fraction(1, 3)], [10**400, None]], object),
    "dates as objects": np.array([dt.date(2020, 1, 1), None, dt.datetime(2020, 1, 2)], object),
    "late dates": np.array([dt.date(9999, 12, 31), pd.NaT], object),
    "nested": np.array([[1, [2, 3]], [4, (5,)]], object),
    "recursive": (lambda found: found.append(found) or found)([]),
    "ragged": [[1, 2], [3]],
    "deep ragged": [[[1], [2]], [[1, 2], [3]]],
    "masked": np.ma.MaskedArray(BASE, BASE > 5),
    "masked text": np.ma.MaskedArray(["a", "b"], [True, False]),
    "matrix": np.asmatrix(BASE),
    "strided": BASE[::-1, ::-2],
    "broadcast": np.broadcast_to(np.float32(1), (5, 4)),
    "read-only": np.frombuffer(b"\x00" * 48, np.float32).reshape(4, 3),
    "generator": (i for i in range(3)),
    "set": {1, 2},
    "dict": {"a": [1, 2], "b": ["x", None]},
    "odd dict": {1: [1.0], (2, "b"): np.zeros((1, 2)), None: {1}},
    "sparse": csr_matrix(BASE),
    "tensor": torch.ones((4, 3), requires_grad=True),
    "sparse tensor": torch.eye(3).to_sparse(),
    "half tensor": torch.ones(3, dtype=torch.bfloat16),
    "meta tensor": torch.ones((4, 3), device="meta"),
    "frame": pd.DataFrame({"a": [1, 2], "b": ["x", None], 3: [True, False]}),
    "empty frame": pd.DataFrame(),
    "doubled frame": pd.DataFrame(BASE, columns=["a", "a", "b"]),
    "series": pd.Series([1.5, None], name=("a", 1)),
    "categorical": pd.Series(["a", None], dtype="category"),
    "periods": pd.Series(pd.period_range("2020", periods=3, freq="M")),
    "intervals": pd.Series(pd.interval_range(0, 3)),
    "arrow": pa.table({"a": [1, None], "l": [[1, 2], None], "s": [{"x": 1}, None]}),
    "arrow decimals": pa.table({"d": pa.array([Decimal("1.5"), None])}),
    "integer": 7,
    "huge": 10**400,
    "float": float("nan"),
    "class": Column,
    "function": len,
    "backwards": np.array([9, -1, 4]),
    "list of texts": ["a", "b"],
    "list of None": [None, None],
}

TABLE = Dataset.from_arrays(
    np.random.default_rng(0).normal(size=(4, 3)),
    labels={"kind": ["a", "b", None, "a"], "day": np.array(["2020-01-01"] * 4, "datetime64[D]")},
)
COLUMN, KIND, DAY = (TABLE.columns[name] for name in ("x0", "kind", "day"))
STACK = Images.of(np.zeros((4, 2, 2), np.uint8))


def column_of_all(value):
    """A column of `value` and everything it answers."""
    column, _ = read_label("a", value)
    _ = column.limits, column.codes, column.unit_values, column.missing, column.is_finite
    _ = column.text(), column.full_text(), column.frequent, column.places
    return column


def dataset_of(value):
    """A dataset of `value` and everything it answers."""
    made = Dataset.from_arrays(value)
    _ = made.fingerprint, made.d, made.vector_names, made.refreshed()
    for column in made.columns.values():
        _ = column.limits, column.codes, column.unit_values, column.text()
    return made


def image_of(value, layout=None):
    """Images of `value` and the first of them."""
    found = Images.of(value, layout=layout)
    return found.get(range(min(2, found.n))), found.thumbnails([0] if found.n else [], 8)


FUNCTIONS = {
    "as_vectors": as_vectors,
    "Dataset.from_arrays": dataset_of,
    "from_arrays names": lambda v: Dataset.from_arrays(BASE, names=v),
    "from_arrays labels": lambda v: Dataset.from_arrays(BASE, labels=v),
    "from_arrays images": lambda v: Dataset.from_arrays(BASE, images=v),
    "from_arrays spaces": lambda v: Dataset.from_arrays(BASE, spaces={"s": v}),
    "with_columns": lambda v: TABLE.with_columns(v),
    "with_column": lambda v: TABLE.with_column("c", v),
    "with_images": lambda v: TABLE.with_images(v, layout="nchw"),
    "with_space": lambda v: TABLE.with_space("s", v),
    "Column": lambda v: Column("a", v),
    "Images.of": image_of,
    "Images.of nchw": lambda v: image_of(v, "nchw"),
    "Images.get": STACK.get,
    "Images.thumbnails": lambda v: STACK.thumbnails(v, 4),
    "load": load,
    "read_label": column_of_all,
    "read_labels": lambda v: read_labels(v, 4),
    "column_names": lambda v: column_names(v, "t"),
    "names_for": lambda v: names_for(v, 3, "t"),
    "align_labels": lambda v: align_labels(np.array(list("abcd")), v, 4),
    "match_ids": lambda v: match_ids(v, v, "t"),
    "parse_expression": parse_expression,
    "Rows.of": lambda v: Rows.of(v).mask(TABLE),
    "OneOf": lambda v: OneOf("x0", (v,)).mask(TABLE),
    "OneOf category": lambda v: OneOf("kind", (v, v)).mask(TABLE),
    "OneOf time": lambda v: OneOf("day", (v,)).mask(TABLE),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("function", FUNCTIONS)
def test_junk_is_answered_or_refused_as_hdvis_does(function, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    foreign = {}
    for name, value in JUNK.items():
        try:
            FUNCTIONS[function](value)
        except HdvisError as error:
            text = str(error)
            text.encode("utf-8")
            if len(text) > 700:
                foreign[name] = f"{len(text)} characters: {text[:100]}"
        except Exception as error:
            foreign[name] = f"{type(error).__name__}: {error}"[:150]
    assert foreign == {}
