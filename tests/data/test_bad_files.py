"""Every row of the published table of files (F1 to F13) behaves as promised."""

import zipfile
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from data.bad_inputs import (
    Canary,
    Case,
    X,
    bomb,
    ids,
    judge,
    npy_bytes,
    npy_header,
    written,
    zipped,
)

from hdvis.data import load
from hdvis.errors import DataError, LimitError


def f1(tmp: Path) -> None:
    path = written(tmp, "o.npy", npy_bytes(np.array([Canary(tmp / "fired")], object)))
    try:
        load(path)
    finally:
        assert not (tmp / "fired").exists()


def f4(tmp: Path) -> None:
    header = "{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }"
    load(written(tmp, "big.npy", npy_header(header)))


def f6(tmp: Path) -> None:
    load(bomb(tmp, "bomb.npz", "vectors.npy"))


def f10_denied(tmp: Path) -> None:
    (tmp / "a.npy").write_bytes(npy_bytes(X))
    with mock.patch.object(Path, "open", side_effect=PermissionError(13, "Permission denied")):
        load(tmp / "a.npy")


def f10_gone(tmp: Path) -> None:
    (tmp / "a.npy").write_bytes(npy_bytes(X))
    with mock.patch.object(Path, "open", side_effect=OSError(116, "Stale file handle")):
        load(tmp / "a.npy")


def f10(tmp: Path) -> None:
    load(tmp / "absent.npy")


def f11(tmp: Path) -> None:
    np.save(tmp / "a.npy", X)
    made = load(tmp / "a.npy")
    assert not made.outdated
    np.save(tmp / "a.npy", np.zeros((9, 9)))
    assert made.outdated


def f12(tmp: Path) -> None:
    marked = load(written(tmp, "bom.csv", b"\xef\xbb\xbfa,b\n1,2\n3,4\n"))
    assert marked.vector_names == ("a", "b")
    semicolon = load(written(tmp, "semi.csv", b"a;b\n1,5;2\n3,5;4\n"))
    assert semicolon.vectors.tolist() == [[1.5, 2], [3.5, 4]]


def link_zip(tmp: Path) -> Path:
    info = zipfile.ZipInfo("a.png")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp / "link.zip", "w") as archive:
        archive.writestr(info, "/etc/hostname")
    return tmp / "link.zip"


FILES: list[Case] = [
    ("F1", f1, DataError, "Python objects; not opened"),
    ("F2", lambda t: load(written(t, "t.npy", b"a,b\n1,2\n")), DataError, "expected an npy file"),
    ("F2", lambda t: load(written(t, "t.npz", b"hello")), DataError, "not a npz"),
    ("F3", lambda t: load(written(t, "c.npy", npy_bytes(np.zeros((10, 10)))[:300])), DataError,
     "expected 800 bytes, got 172"),
    ("F4", f4, DataError, "promises 8 TB"),
    ("F5", lambda t: load(written(t, "h.npy", npy_header("{" + " " * 40_000))), DataError,
     "header of 40,002"),
    ("F6", f6, LimitError, "would grow from .* to 83.9 MB"),
    ("F7", lambda t: load(zipped(t, "k.npz", {"a.npy": npy_bytes(np.float64(3))})), DataError,
     "among the keys: a"),
    ("F8", lambda t: load(zipped(t, "e.zip", {"../../x.png": b"1"})), DataError, "outside"),
    ("F8", lambda t: load(zipped(t, "e.zip", {"/x.png": b"1"})), DataError, "outside"),
    ("F8", lambda t: load(link_zip(t)), DataError, "a link"),
    ("F9", lambda t: load(written(t, "a.tar", b"1")), DataError, "not unpacked"),
    ("F10", f10, DataError, "no such file or folder /"),
    ("F10", f10_denied, DataError, "no permission to read /"),
    ("F10", f10_gone, DataError, "cannot be read .Stale file handle"),
    ("F10", load, DataError, "holds no image files"),
    ("F10", lambda t: load(written(t, "a.xyz", b"1")), DataError, "expected one of .npy"),
    ("F11", f11, "works", ""),
    ("F12", f12, "works", ""),
    ("F12", lambda t: load(written(t, "r.csv", b"a,b\n1,2\n3\n")), DataError, "line 3 has 1"),
    ("F12", lambda t: load(written(t, "r.txt", b"1 2\n3 4\n5\n")), DataError, "line 3: 1 values"),
    ("F12", lambda t: load(written(t, "z.csv", b"")), DataError, "0 bytes"),
    ("F12", lambda t: load(written(t, "u.csv", "a,b\n1,2".encode("utf-16"))), DataError, "UTF-8"),
    ("F12", lambda t: load(written(t, "l.csv", b"a" * (17 * 2**20))), LimitError, "longer than"),
    ("F13", lambda t: load(written(t, "m.safetensors", b"1")), DataError, "expected one of"),
]  # fmt: skip


@pytest.mark.parametrize("case", FILES, ids=ids(FILES))
def test_a_bad_file_gives_one_clear_answer(case, tmp_path):
    judge(case, tmp_path, {"F13": "F10"})


def test_every_row_of_the_table_of_files_has_a_case():
    assert {case[0] for case in FILES} == {f"F{i}" for i in range(1, 14)}
