"""No data or layout file runs code, leaves its folder, or takes memory before it is refused."""

import io
import json
import os
import pickle
import stat
import tracemalloc
import zipfile
import zlib

import numpy as np
import pandas as pd
import pytest
from data.bad_inputs import Canary, bomb, npy_bytes, npy_header, written, zipped
from PIL import Image

from hdvis.data import Images, as_vectors, load
from hdvis.errors import DataError, HdvisError, LayoutError, LimitError
from hdvis.layout import parse_layout
from hdvis.selection import parse_expression

CODE = "__import__('pathlib').Path({0!r}).touch()"
TEXTS = (
    CODE,
    "lambda: " + CODE,
    "!!python/object/apply:os.system ['touch {0}']",
    "$(touch {0})",
    "=cmd|'touch {0}'!A1",
    "{{{{ " + CODE + " }}}}",
    "javascript:" + CODE,
)


def objects(canary):
    """An array that runs code when unpickled."""
    array = np.empty(2, object)
    array[:] = [Canary(canary), Canary(canary)]
    return array


def zip_with(name, data, mode=0):
    """The bytes of a zip with one member."""
    stream = io.BytesIO()
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, data)
    return stream.getvalue()


def corpus(folder, canary):
    """(file, how it is opened) of some forty files with a trap in each."""
    pickled = pickle.dumps(Canary(canary))
    npy = npy_bytes(objects(canary))
    raw = {
        "objects.npy": npy,
        "pickle.npy": pickled,
        "pickle.npz": pickled,
        "pickle.csv": pickled,
        "pickle.parquet": pickled,
        "pickle.txt": pickled,
        "pickle.zip": pickled,
        "pickle.png.zip": zip_with("a.png", pickled),
        "member.npz": zip_with("vectors.npy", npy),
        "member_pickle.npz": zip_with("vectors.npy", pickled),
        "nested.npz": zip_with("inner.npz", zip_with("vectors.npy", npy)),
        "up.npz": zip_with(f"../{canary.name}", b"x"),
        "up.zip": zip_with(f"../{canary.name}.png", b"x"),
        "back.zip": zip_with(f"..\\{canary.name}.png", b"x"),
        "absolute.zip": zip_with(f"{canary}.png", b"x"),
        "drive.zip": zip_with("C:\\x.png", b"x"),
        "link.zip": zip_with("a.png", str(canary), stat.S_IFLNK | 0o777),
        "link.npz": zip_with("a.npy", str(canary), stat.S_IFLNK | 0o777),
        "header.npy": npy_header(CODE.format(str(canary))),
        "dtype.npy": npy_header(
            "{'descr': " + CODE.format(str(canary)) + ", 'fortran_order': False, 'shape': (1,)}"
        ),
        "svg.zip": zip_with("a.png", b"<svg onload='alert(1)'/>"),
        "tar.tar": b"ustar" * 200,
    }
    found = [(written(folder, name, data), load) for name, data in raw.items()]
    for number, template in enumerate(TEXTS):
        text = template.format(str(canary))
        table = pd.DataFrame({text: [1.0, 2.0], "label": [text, "b"]})
        csv = folder / f"text{number}.csv"
        table.to_csv(csv, index=False)
        parquet = folder / f"text{number}.parquet"
        table.to_parquet(parquet)
        layout = folder / f"text{number}.json"
        layout.write_text(json.dumps({"row": [text, {"module": text, "options": {"x": text}}]}))
        found += [(csv, load), (parquet, load), (layout, parse_layout)]
    return found


def test_no_file_of_a_hostile_corpus_runs_code_or_leaves_its_folder(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    canary = tmp_path / "fired"
    tried = corpus(folder, canary)
    for path, reader in tried:
        try:
            made = reader(path)
        except HdvisError:
            continue
        for column in getattr(made, "labels", {}).values():
            column.text()
    for template in TEXTS:
        with pytest.raises(HdvisError):
            parse_expression(template.format(str(canary)))
    assert len(tried) >= 40
    assert sorted(item.name for item in tmp_path.iterdir()) == ["in"]


def test_the_trap_of_the_corpus_does_spring(tmp_path):
    pickle.loads(pickle.dumps(Canary(tmp_path / "fired")))
    assert (tmp_path / "fired").exists()


def wide_zip(tmp_path, side):
    """A zip with a PNG whose header promises `side` x `side` pixels and that holds none."""

    def chunk(kind, data):
        checked = kind + data
        return len(data).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")

    size = side.to_bytes(4, "big") * 2 + bytes([8, 2, 0, 0, 0])
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0" * 99))
    return written(tmp_path, "wide.zip", zip_with("a.png", png))


SHAPE = "{'descr': '<f8', 'fortran_order': False, 'shape': (%s,), }"
LONG = b"\x93NUMPY\x02\x00" + (10**8).to_bytes(4, "little") + b"{"
TERA = npy_header(SHAPE % (7 * 2**37))


def first_image(path):
    """The first image in full size."""
    return Images.of(path).get([0])


BOMBS = {
    "npz bomb": (lambda t: bomb(t, "b.npz", "vectors.npy"), load),
    "npz that says less than it holds": (lambda t: bomb(t, "b.npz", "vectors.npy", 1000), load),
    "npz that says more than there is": (lambda t: bomb(t, "b.npz", "v.npy", 2**32 - 2), load),
    "image in a zip bomb": (lambda t: bomb(t, "b.zip", "a.png"), load),
    "7 TiB header": (lambda t: written(t, "a.npy", TERA), load),
    "header beyond 64 bits": (lambda t: written(t, "a.npy", npy_header(SHAPE % 10**30)), load),
    "7 TiB member": (lambda t: zipped(t, "a.npz", {"v.npy": TERA}), load),
    "100 MB header": (lambda t: written(t, "a.npy", LONG), load),
    "one line of 40 MB": (lambda t: written(t, "a.csv", b"1," * (20 * 2**20)), load),
    "100,000 deep": (lambda t: "[" * 100_000, parse_layout),
    "1e6 panels": (lambda t: '{"row":[' + '"a",' * 999_999 + '"a"]}', parse_layout),
    "wide PNG": (lambda t: wide_zip(t, 60_000), first_image),
    "1e9 rows": (lambda t: np.broadcast_to(np.int64(1), (10**9, 16)), as_vectors),
    "1e12 rows selected": (lambda t: "rows[0:999999999999]", parse_expression),
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_would_take_too_much_is_refused_before_it_does(name, tmp_path, monkeypatch):
    monkeypatch.setenv("HDVIS_MEMORY_LIMIT", "2 GB")
    prepare, reader = BOMBS[name]
    given = prepare(tmp_path)
    tracemalloc.start()
    try:
        with pytest.raises(HdvisError):
            reader(given)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 64e6


def test_a_parquet_of_constants_is_refused_by_what_it_takes_in_memory(tmp_path, monkeypatch):
    """Its pages take kilobytes; 64 columns of a million numbers take 512 MB twice."""
    import pyarrow as pa
    from pyarrow import parquet

    zeros = pa.array(np.zeros(1_000_000))
    parquet.write_table(pa.table({f"c{i}": zeros for i in range(64)}), tmp_path / "z.parquet")
    assert (tmp_path / "z.parquet").stat().st_size < 1_000_000
    monkeypatch.setenv("HDVIS_MEMORY_LIMIT", "900 MB")
    with pytest.raises(LimitError, match=r"z.parquet: needs about 1\.02 GB, limit 900 MB"):
        load(tmp_path / "z.parquet")


def test_an_npz_is_refused_by_what_becomes_of_its_bytes(tmp_path, monkeypatch):
    """A byte of a matrix becomes a float: five bytes for each."""
    rng = np.random.default_rng(0)
    part = rng.integers(0, 9, (1000, 100), np.uint8)
    np.savez_compressed(tmp_path / "z.npz", vectors=np.tile(part, (20, 1)))
    monkeypatch.setenv("HDVIS_MEMORY_LIMIT", "9 MB")
    with pytest.raises(LimitError, match=r"z\.npz: needs about 10 MB, limit 9 MB"):
        load(tmp_path / "z.npz")
    monkeypatch.setenv("HDVIS_MEMORY_LIMIT", "11 MB")
    assert load(tmp_path / "z.npz").d == 100


@pytest.mark.parametrize("name", ["z.npy", "z.npz", "z.csv", "z.txt", "z.parquet", "z.zip"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path, name):
    os.mkfifo(tmp_path / name)
    with pytest.raises(DataError, match="a pipe, socket or device, expected a file"):
        load(tmp_path / name)


def test_a_device_under_the_name_of_a_file_is_refused(tmp_path):
    (tmp_path / "z.npz").symlink_to("/dev/zero")
    (tmp_path / "z.json").symlink_to("/dev/zero")
    with pytest.raises(DataError, match="device"):
        load(tmp_path / "z.npz")
    with pytest.raises(LayoutError, match="device"):
        parse_layout(tmp_path / "z.json")


def test_a_pipe_among_the_pictures_is_a_placeholder(tmp_path):
    Image.fromarray(np.zeros((4, 4), np.uint8)).save(tmp_path / "a.png")
    os.mkfifo(tmp_path / "b.png")
    found = Images.of([tmp_path / "a.png", tmp_path / "b.png"])
    assert found.get([0, 1]).shape == (2, 4, 4, 1)
    assert "device" in found.warnings[0]
