"""A study in one file comes out as it went in, and a stranger's file does no harm."""

import json
import zipfile

import numpy as np
import pytest

from hdvis.bundle import CarriedModel, read_bundle, write_bundle
from hdvis.bundle.manifest import ModelEntry
from hdvis.data import Dataset
from hdvis.errors import DataError, HdvisError, LimitError
from hdvis.workspace import Workspace

RNG = np.random.default_rng(5)
WORK = Workspace({"selection": "x0 > 1 and `größe` == 'ü'", "notes": ["a", None, 1.5]})


@pytest.fixture
def dataset():
    n = 300
    made = Dataset.from_arrays(
        RNG.normal(size=(n, 4)).astype("f4"),
        name="study",
        names=["a", "b", "größe", "a b"],
        images={"picture": RNG.integers(0, 256, (n, 6, 5, 3), dtype=np.uint8)},
        labels={
            "digit": RNG.integers(0, 10, n).astype(str),
            "id": np.arange(n) + 2**60,
            "day": np.datetime64("2026-01-01") + np.arange(n),
            "score": np.where(np.arange(n) % 7, RNG.normal(size=n), np.nan),
        },
        spaces={"other": RNG.normal(size=(n, 3))},
    )
    return made.with_function(["a", "b"], "größe", "scaled")


def changed(path, member, content):
    """The same file with one member's content replaced; its digest is not."""
    with zipfile.ZipFile(path) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    members[member] = content
    with zipfile.ZipFile(path, "w") as archive:
        for name, kept in members.items():
            archive.writestr(name, kept)


def manifest_of(path):
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))


def with_manifest(path, **values):
    changed(path, "manifest.json", json.dumps({**manifest_of(path), **values}).encode())


def test_everything_comes_out_as_it_went_in(dataset, tmp_path):
    path = tmp_path / "study.hdvis"
    write_bundle(path, WORK, dataset)
    found = read_bundle(path)
    again = found.dataset
    assert found.workspace.parts == WORK.parts
    assert again.fingerprint == dataset.fingerprint == found.manifest.fingerprint
    for space in dataset.spaces:
        np.testing.assert_array_equal(again.spaces[space], dataset.spaces[space])
    assert list(again.columns) == list(dataset.columns)
    for name, column in dataset.labels.items():
        assert again.labels[name].kind == column.kind, name
        assert again.labels[name].categories == column.categories
        assert again.labels[name].full_text() == column.full_text(), name
    rows = np.arange(dataset.n)
    np.testing.assert_array_equal(
        again.images["picture"].get(rows), dataset.images["picture"].get(rows)
    )
    assert again.function == dataset.function


def test_pictures_of_different_sizes_keep_theirs(tmp_path):
    pictures = [
        RNG.integers(0, 256, (h, 7, c), dtype=np.uint8) for h, c in ((4, 3), (9, 1), (5, 4))
    ]
    given = Dataset.from_arrays(RNG.normal(size=(3, 2)), images=pictures)
    write_bundle(tmp_path / "s.hdvis", WORK, given)
    again = read_bundle(tmp_path / "s.hdvis").dataset.images["image"]
    for row, picture in enumerate(pictures):
        np.testing.assert_array_equal(again.get([row])[0], given.images["image"].get([row])[0])
        assert again.get([row]).shape[1:] == picture.shape


def test_a_sample_is_evenly_spaced_and_says_of_what(dataset, tmp_path):
    manifest = write_bundle(tmp_path / "s.hdvis", WORK, dataset, data="sample", sample=30)
    found = read_bundle(tmp_path / "s.hdvis")
    assert (found.dataset.n, manifest.rows, manifest.n) == (30, 30, 300)
    np.testing.assert_array_equal(found.dataset.vectors[-1], dataset.vectors[-1])
    assert manifest.fingerprint == dataset.fingerprint


def test_without_data_it_is_bound_to_them(dataset, tmp_path):
    write_bundle(tmp_path / "s.hdvis", WORK, dataset, data="none")
    found = read_bundle(tmp_path / "s.hdvis")
    assert found.dataset is None
    assert found.for_data(dataset) is dataset
    with pytest.raises(DataError, match=r"made on 300 rows .* got 10 rows"):
        found.for_data(Dataset.from_arrays(RNG.normal(size=(10, 4))))


def test_a_model_travels_as_its_bytes(dataset, tmp_path):
    entry = ModelEntry(
        "VAE",
        "model/decoder.onnx",
        "vectors",
        (4,),
        "image",
        (1, 8, 8),
        "CHW",
        "identity",
        (0.0, 1.0),
    )
    write_bundle(tmp_path / "s.hdvis", WORK, dataset, model=CarriedModel(b"onnx", entry))
    found = read_bundle(tmp_path / "s.hdvis")
    assert (found.model, found.manifest.model) == (b"onnx", entry)


def test_black_pictures_are_no_bomb(tmp_path):
    black = np.zeros((1500, 128, 128, 3), np.uint8)
    given = Dataset.from_arrays(RNG.normal(size=(1500, 2)), images=black)
    write_bundle(tmp_path / "s.hdvis", WORK, given)
    assert read_bundle(tmp_path / "s.hdvis").dataset.images["image"].n == 1500


def test_a_failed_save_leaves_the_old_file(dataset, tmp_path):
    path = tmp_path / "s.hdvis"
    write_bundle(path, WORK, dataset)
    before = path.read_bytes()

    def stop(share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_bundle(path, WORK, dataset, checkpoint=stop)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["s.hdvis"]


# -- strangers' files -----------------------------------------------------------------------


@pytest.fixture
def path(dataset, tmp_path):
    write_bundle(tmp_path / "s.hdvis", WORK, dataset)
    return tmp_path / "s.hdvis"


def test_changed_content_is_refused(path):
    with zipfile.ZipFile(path) as archive:
        content = archive.read("spaces/0.npy")
    changed(path, "spaces/0.npy", content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(DataError, match=r"spaces/0.npy.*changed"):
        read_bundle(path)


@pytest.mark.parametrize("name", ["../evil", "/etc/passwd", "a/../../b", "C:/x", "..\\x"])
def test_a_member_outside_its_folder_is_refused(path, name):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(DataError, match="outside its folder"):
        read_bundle(path)


def test_a_bomb_is_refused_before_it_is_inflated(path):
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.npy", bytes(200 * 2**20))
    with pytest.raises(LimitError, match="would grow"):
        read_bundle(path)


def test_more_than_the_memory_limit_is_refused(path, monkeypatch):
    monkeypatch.setenv("HDVIS_MEMORY_LIMIT", "10 kB")
    with pytest.raises(LimitError, match="needs about"):
        read_bundle(path)


def test_a_pickle_is_not_opened(path):
    import io

    buffer = io.BytesIO()
    np.save(buffer, np.array([{"a": 1}], object), allow_pickle=True)
    changed(path, "spaces/0.npy", buffer.getvalue())
    found = manifest_of(path)
    import hashlib

    digests = {
        **dict(found["digests"]),
        "spaces/0.npy": hashlib.sha256(buffer.getvalue()).hexdigest(),
    }
    with_manifest(path, digests=list(digests.items()))
    with pytest.raises(DataError, match="Python objects"):
        read_bundle(path)


def test_a_bundle_of_the_future_says_so(path):
    with_manifest(path, format=7)
    with pytest.raises(DataError, match="format 7"):
        read_bundle(path)


@pytest.mark.parametrize(
    "values",
    [
        {"n": -1}, {"n": "many"}, {"n": True}, {"name": 3}, {"data": "some"}, {"spaces": {}},
        {"spaces": []}, {"spaces": [3]}, {"spaces": [{"name": "v"}]}, {"columns": [{"name": 1}]},
        {"images": [{"name": "p", "file": "images/0.npy", "single": 1}]}, {"function": [1, 2]},
        {"model": {"name": "m", "file": "model/x", "space": "v", "latent": [0]}},
        {"digests": [[1]]}, {"rows": 299}, {"hdvis": "workspace"}, {"format": 0}, {"digests": []},
    ],
)  # fmt: skip
def test_a_manifest_that_lies_is_refused(path, values):
    with_manifest(path, **values)
    with pytest.raises(HdvisError, match=r"s\.hdvis"):
        read_bundle(path)


@pytest.mark.parametrize("content", [b"", b"PK", b"{}", b"PK\x05\x06" + bytes(18)])
def test_something_else_is_no_bundle(tmp_path, content):
    path = tmp_path / "x.hdvis"
    path.write_bytes(content)
    with pytest.raises(DataError):
        read_bundle(path)
