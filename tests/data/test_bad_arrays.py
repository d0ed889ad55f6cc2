"""Every row of the published table of arrays and tables (A1 to A47) behaves as promised."""

import json
import os
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from data.bad_inputs import Case, X, ids, judge

from hdvis.data import Column, Dataset, as_vectors
from hdvis.data.function import default_function
from hdvis.errors import DataError, LimitError

make = Dataset.from_arrays


def labelled(values: Any, name: str = "a") -> Dataset:
    return make(np.zeros((len(values), 2), np.float32), labels={name: values})


def with_nan() -> np.ndarray:
    values = np.ones((1000, 5), np.float32)
    values[:37, 3] = np.nan
    return values


def column(values: Any) -> Column:
    return make(np.asarray(values)).columns["x0"]


def a1(_: Path) -> Sequence[str]:
    made = make(with_nan(), names=["c0", "c1", "c2", "c3", "c4"])
    assert made.n == 1000
    assert made.columns["c3"].missing == 37
    return made.warnings


def a2(_: Path) -> Sequence[str]:
    made = make(np.array([[1.0], [np.inf], [-np.inf], [3.0]]))
    assert made.columns["x0"].limits == (1.0, 3.0)
    return made.warnings


def a4(_: Path) -> None:
    constant = column(np.full((5, 1), 7.0))
    assert constant.limits == (6.5, 7.5)
    assert np.all(constant.unit_values == 0.5)
    assert len(set(constant.codes.tolist())) == 1


def a5(_: Path) -> None:
    made = make(np.empty((0, 3)), labels=np.empty(0, int))
    assert (made.n, made.columns["x1"].missing, made.columns["x1"].limits) == (0, 0, (0.0, 1.0))
    assert made.columns["label"].text() == []
    assert len(made.fingerprint) == 32


def a6(_: Path) -> None:
    for rows in (1, 2):
        assert make(X[:rows]).columns["x0"].codes.shape == (rows,)


def a15(_: Path) -> None:
    assert labelled(["b", "a", "b"]).columns["a"].categories == ("a", "b")


def a17(_: Path) -> None:
    assert as_vectors(X.astype(np.float16)).dtype == np.float32


def a18(_: Path) -> Sequence[str]:
    swapped = as_vectors(X.astype(">f8"))
    assert swapped.dtype.isnative
    assert np.array_equal(swapped, X)
    return make((X + np.longdouble(1e-19)) / np.longdouble(3)).warnings


def a19(_: Path) -> None:
    assert as_vectors(X > 3).dtype == np.float32
    assert labelled([True, False]).columns["a"].kind == "category"


def a20(_: Path) -> Sequence[str]:
    big = 2**60 + 1
    made = make(np.array([[big], [1]]))
    assert made.columns["x0"].text([0]) == [str(big)]
    assert np.array_equal(as_vectors(np.array([[2**63 + 1]], np.uint64)), [[2.0**63]])
    return made.warnings


def a21(_: Path) -> None:
    stamps = np.array(["2020-01-01", "NaT"], "datetime64[D]")
    times = labelled(stamps).columns["a"]
    assert (times.kind, times.missing) == ("time", 1)
    assert times.text() == ["2020-01-01 00:00:00", ""]
    spans = labelled(np.array([90, 60], "timedelta64[m]")).columns["a"]
    assert (spans.unit, spans.values.tolist()) == ("s", [5400.0, 3600.0])


def a22(_: Path) -> Sequence[str]:
    made = labelled([b"ok", b"\xff\xfe"])
    assert made.columns["a"].text([1]) == ["\ufffd\ufffd"]
    return made.warnings


def a24(_: Path) -> None:
    for dtype in (np.float32, np.int64):
        masked = np.ma.MaskedArray(np.ones((3, 2), dtype), mask=[[0, 1], [0, 0], [0, 0]])
        assert np.isnan(as_vectors(masked)[0, 1])
        assert as_vectors(masked)[0, 0] == 1


def a25(_: Path) -> None:
    for view in (X[::-1], X[:, ::2], np.asfortranarray(X), X.T):
        settled = as_vectors(view)
        assert settled.flags.c_contiguous
        assert np.array_equal(settled, view)


def a26(tmp: Path) -> None:
    np.save(tmp / "m.npy", X)
    before = (tmp / "m.npy").read_bytes()
    mapped = np.load(tmp / "m.npy", mmap_mode="r")
    made = make(mapped)
    assert isinstance(made.vectors, np.memmap)
    assert np.shares_memory(made.vectors, mapped)
    assert not made.vectors.flags.writeable
    _ = made.columns["x0"].codes, made.fingerprint
    assert (tmp / "m.npy").read_bytes() == before


def a27(_: Path) -> None:
    mine = X.copy()
    made = make(mine)
    assert made.columns["x0"].values[0] == 0
    mine[0, 0] = 99
    assert made.columns["x0"].values[0] == 0
    assert made.refreshed().columns["x0"].values[0] == 99


def a28(_: Path) -> None:
    from scipy.sparse import csr_matrix

    as_vectors(csr_matrix(X))


def a29(_: Path) -> None:
    import torch

    tensor = torch.ones(3, 2, requires_grad=True)
    assert as_vectors(tensor).tolist() == [[1, 1]] * 3
    assert as_vectors(tensor.to(torch.bfloat16)).dtype == np.float32
    assert as_vectors([torch.ones(2), torch.zeros(2)]).shape == (2, 2)


def a31(_: Path) -> None:
    frame = pd.DataFrame(X, columns=[0, ("a", "b"), "c"])
    assert make(frame).vector_names == ("0", "a / b", "c")
    levels = pd.DataFrame(X[:, :2], columns=pd.MultiIndex.from_tuples([("a", 1), ("a", 2)]))
    assert make(levels).vector_names == ("a / 1", "a / 2")


def a32(_: Path) -> None:
    assert make(X, names=["", " ", "c"]).vector_names == ("(unnamed 0)", "(unnamed 1)", "c")


def a33(_: Path) -> None:
    names = ["a b", "{x} @y $z", "\"q'"]
    assert make(X, names=names).vector_names == tuple(names)


def a34(_: Path) -> None:
    html = "<img src=x onerror=alert(1)>"
    assert labelled([html, "b"], html).columns[html].text([0]) == [html]


def a35(_: Path) -> None:
    texts = ["👩‍🔬", "e\u0301", "a\u202eb", "z\u200bw"]
    shown = labelled(texts).columns["a"].text()
    assert shown == ["👩‍🔬", "e\u0301", "a[U+202E]b", "z[U+200B]w"]


def a36(tmp: Path) -> Sequence[str]:
    made = labelled(["x\ud800", "y"])
    (tmp / "out.txt").write_text("".join(made.columns["a"].full_text()), encoding="utf-8")
    return made.warnings


def a37(_: Path) -> Sequence[str]:
    made = labelled(["x\x00y", "z"])
    assert made.columns["a"].text([0]) == ["x\u2400y"]
    return made.warnings


def a38(_: Path) -> None:
    long = "x" * 1_000_000
    shown = labelled([long, "b"]).columns["a"]
    assert len(shown.text([0])[0]) == 200
    assert shown.full_text([0]) == [long]


def a41(_: Path) -> None:
    os.environ["HDVIS_MEMORY_LIMIT"] = "2 GB"
    try:
        as_vectors(np.broadcast_to(np.float32(0), (100_000_000, 16)))
    finally:
        del os.environ["HDVIS_MEMORY_LIMIT"]


def a42(_: Path) -> None:
    made = make(np.zeros((3, 10_000), np.float32))
    assert len(made.columns) == 10_000
    assert made.columns["x9999"].values.shape == (3,)


def a43(_: Path) -> Sequence[str]:
    made = labelled(np.array([f"c{i % 5000}" for i in range(20_000)] + ["c7"] * 9))
    found = made.columns["a"]
    assert found.categories[found.frequent[0]] == "c7"
    return made.warnings


def a44(_: Path) -> None:
    for low, high in ((-1.7e308, 1.7e308), (0.0, 5e-324), (1e-308, 2e-308)):
        wide = column(np.array([[low], [high]]))
        assert np.all(np.isfinite(wide.limits))
        assert wide.unit_values.tolist() == [0.0, 1.0]
    assert column(np.full((2, 1), 1.7e308)).limits[1] > 1.69e308


def a46(_: Path) -> None:
    made = make({"u": [1.0, 2.0], "v": [3.0, 4.0]})
    assert made.vector_names == ("u", "v")
    for wrong in ((x for x in [1, 2]), {1, 2}, iter([1])):
        with pytest.raises(DataError, match="list"):
            as_vectors(wrong)


def a47(_: Path) -> None:
    frame = pd.DataFrame(
        {
            "f": [1.5, 2.5, None],
            "i": pd.array([1, None, 3], dtype="Int64"),
            "c": pd.Categorical(["u", None, "v"]),
            "s": pd.array(["p", pd.NA, "q"], dtype="string"),
            "t": pd.to_datetime(["2020-01-01", None, "2020-01-03"]).tz_localize("UTC"),
            "arrow": pd.array([1, 2, None], dtype="int64[pyarrow]"),
        }
    )
    made = make(frame)
    assert made.vector_names == ("f", "i", "arrow")
    kinds = {name: found.kind for name, found in made.labels.items()}
    assert kinds == {"c": "category", "s": "category", "t": "time"}
    assert all(found.missing == 1 for found in made.columns.values())


def frames(left: Sequence[Any], right: Sequence[Any]) -> Dataset:
    return make(
        pd.DataFrame({"x": np.arange(len(left))}, index=left),
        labels=pd.DataFrame({"y": np.arange(len(right))}, index=right),
    )


ARRAYS: list[Case] = [
    ("A1", a1, "warns", r"37 of 1,000 rows have NaN in `c3`; drawn without them"),
    ("A2", a2, "warns", r"2 of 4 rows have infinity in `x0`"),
    ("A3", lambda _: make(np.full((3, 1), np.nan)).warnings, "warns", "no finite values in `x0`"),
    ("A4", a4, "works", ""),
    ("A5", a5, "works", ""),
    ("A6", a6, "works", ""),
    ("A7", lambda _: make(np.empty((4, 0))), DataError, "no columns"),
    ("A7", lambda _: default_function(["x0"]), DataError, "at least 2"),
    ("A8", lambda _: make(np.float64(3)), DataError, "scalar.*2-d"),
    ("A8", lambda _: make(None), DataError, "expected an array"),
    ("A9", lambda _: make(np.arange(5.0)).warnings, "warns", "1-d, taken as one column"),
    ("A10", lambda _: make(np.zeros((10, 8, 8))), DataError, r"\(10, 8, 8\).*reshape\(10, 64\)"),
    ("A11", lambda _: make(np.array([[1, Decimal("2.5")], [None, True]], object)).warnings,
     "warns", "converted"),
    ("A14", lambda _: make(np.array([[1, 2], [3, "x"]], object)), DataError, "row 1 holds text"),
    ("A12", lambda _: make(np.array([[1, object()]], object)), DataError, "row 0 holds a object"),
    ("A13", lambda _: make([[1] * 6] * 7 + [[1] * 5]), DataError, "row 7 has 5 values, expected 6"),
    ("A14", lambda _: make([["1", "2"]]), DataError, "astype"),
    ("A15", a15, "works", ""),
    ("A16", lambda _: make(X * 1j), DataError, "real.*imag.*abs.*angle"),
    ("A17", a17, "works", ""),
    ("A18", a18, "warns", "digits were lost"),
    ("A19", a19, "works", ""),
    ("A20", a20, "warns", "beyond 2"),
    ("A21", a21, "works", ""),
    ("A22", a22, "warns", "not UTF-8"),
    ("A22", lambda _: make(np.array([[b"1"]])), DataError, "bytes"),
    ("A23", lambda _: make(np.zeros((3, 1), [("u", "f4"), ("v", "f4")])), DataError,
     r"rec\['u'\]"),
    ("A24", a24, "works", ""),
    ("A25", a25, "works", ""),
    ("A26", a26, "works", ""),
    ("A27", a27, "works", ""),
    ("A28", a28, DataError, "sparse.*toarray.*48 B"),
    ("A29", a29, "works", ""),
    ("A30", lambda _: make(pd.DataFrame(X, columns=["a", "b", "a"])), DataError,
     "`a` appears 2 times.*rename=True"),
    ("A30", lambda _: make(X, names=["a", "a", "b"], rename=True).vector_names[1] == "a (2)",
     "works", ""),
    ("A31", a31, "works", ""),
    ("A31", lambda _: make(pd.DataFrame(X, columns=[1, "1", "b"])), DataError, "1 and '1'"),
    ("A32", a32, "works", ""),
    ("A33", a33, "works", ""),
    ("A34", a34, "works", ""),
    ("A35", a35, "works", ""),
    ("A36", a36, "warns", "half characters"),
    ("A37", a37, "warns", "null bytes"),
    ("A38", a38, "works", ""),
    ("A39", lambda _: make(np.zeros((1000, 2)), labels=np.zeros(999)), DataError, "999.*1,000"),
    ("A40", lambda _: frames(["a", "b", "c"], ["b", "c", "d"]), DataError, "have no row: 'a'"),
    ("A40", lambda _: frames(["a", "b"], ["b", "b"]), DataError, "more than once: 'b'"),
    ("A40", lambda _: frames(["a", "b"], ["b", "a"]).columns["y"].text() == ["1", "0"],
     "works", ""),
    ("A41", a41, LimitError, r"needs about 6\.4 GB, limit 2 GB"),
    ("A42", a42, "works", ""),
    ("A43", a43, "warns", "5,000 distinct values in `a`; the 50 most frequent"),
    ("A44", a44, "works", ""),
    ("A45", lambda _: frames([1.5, 2.5], np.array([2.5, 1.5], np.float32)), DataError, "float"),
    ("A46", a46, "works", ""),
    ("A46", lambda _: make(x for x in [1, 2]), DataError, "list"),
    ("A47", a47, "works", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", ARRAYS, ids=ids(ARRAYS))
def test_a_bad_array_gives_one_clear_answer(case, tmp_path):
    judge(case, tmp_path, {})


def test_every_row_of_the_table_of_arrays_has_a_case():
    assert {case[0] for case in ARRAYS} == {f"A{i}" for i in range(1, 48)}


def test_messages_can_be_written_as_utf8_json() -> None:
    with pytest.raises(DataError) as caught:
        labelled([1, 2]).with_function(["\ud800" * 100], "x1")
    assert len(json.dumps(str(caught.value))) < 2000
