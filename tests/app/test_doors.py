"""Whatever door a source comes in by, the same is on the table."""

from argparse import Namespace

import numpy as np
import pandas as pd
import pytest

import hdvis
from hdvis import Dataset, Visualizer
from hdvis.cli.opening import opened
from hdvis.hooks import hookimpl

ROWS = 8
rng = np.random.default_rng(3)
Z = rng.normal(size=(ROWS, 3)).astype(np.float32)
PICTURES = rng.integers(0, 255, (ROWS, 4, 4), np.uint8)
KIND = np.array(["cat", "dog"])[np.arange(ROWS) % 2]
TABLE = pd.DataFrame(Z, columns=["a", "b", "c"]).assign(kind=KIND)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The same rows in every kind of file, with pictures and labels beside them."""
    made = tmp_path_factory.mktemp("sources")
    np.save(made / "z.npy", Z)
    np.savez(made / "z.npz", vectors=Z, images=PICTURES, kind=KIND)
    TABLE.to_csv(made / "z.csv", index=False)
    TABLE.to_parquet(made / "z.parquet")
    np.savetxt(made / "z.txt", Z)
    np.save(made / "images.npy", PICTURES)
    np.save(made / "kind.npy", KIND)
    (made / "set").mkdir()
    np.save(made / "set" / "jag_params.npy", Z)
    (made / "pictures").mkdir()
    for i, picture in enumerate(PICTURES):
        from PIL import Image

        Image.fromarray(picture).save(made / "pictures" / f"{i}.png")
    return made


def by_show(what, parts):
    return hdvis.show(what, **parts, open_browser=False, block=False)


def by_visualizer(what, parts):
    made = Visualizer()
    made.data.set_data(what, **parts)
    return made


def by_steps(what, parts):
    """The constructor and then what a script sets one by one."""
    made = Visualizer(dataset=what)
    if "images" in parts:
        made.data.set_images(parts["images"])
    if "labels" in parts:
        made.data.set_labels(parts["labels"])
    if "model" in parts:
        made.set_model(parts["model"], latent=parts["latent"])
    return made


def by_file(what, parts):
    made = Visualizer()
    made.data.load_file(what)
    return made


def by_words(what, parts):
    asked = dict.fromkeys(("layout", "model", "space", "images", "labels", "vectors", "id")) | parts
    return opened(Namespace(trust=False, isolate=False, scale="auto", **asked), str(what))


def told(vis):
    """All that is known of the rows, and the page they open on."""
    dataset = vis.data.dataset
    try:
        return {
            "spaces": {name: (dataset.spaces[name].tolist(), tuple(dataset.space_columns[name]))
                       for name in dataset.spaces},
            "labels": {name: (c.kind, c.full_text()) for name, c in dataset.labels.items()},
            "images": {name: images.get(np.arange(dataset.n)).tolist()
                       for name, images in dataset.images.items()},
            "warnings": dataset.warnings,
            "name": dataset.name,
            "layout": vis.layout.to_json(),
            "model": vis.open().state.model is not None,
        }  # fmt: skip
    finally:
        vis.stop()


FILES = ("z.npy", "z.npz", "z.csv", "z.parquet", "z.txt", "pictures", "set", "set/jag_params.npy")


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_the_same_by_every_door(folder, file):
    path = folder / file
    first = told(by_visualizer(path, {}))
    for door in (by_show, by_steps, by_file, by_words):
        assert told(door(path, {})) == first, door.__name__
    assert told(by_visualizer(str(path), {})) == first
    assert told(by_visualizer(hdvis.load(path), {})) == first


@pytest.mark.parametrize("what", [Z, Z.tolist(), TABLE, dict(TABLE), Dataset.from_arrays(Z)])
def test_what_is_in_memory_is_the_same_by_every_door(what):
    first = told(by_visualizer(what, {}))
    assert told(by_show(what, {})) == first
    assert told(by_steps(what, {})) == first


@pytest.mark.parametrize("parts", [("images",), ("labels",), ("images", "labels")])
def test_parts_in_files_are_the_same_by_every_door(folder, parts):
    files = {"images": str(folder / "images.npy"), "labels": str(folder / "kind.npy")}
    given = {name: files[name] for name in parts}
    first = told(by_words(folder / "z.npy", given))
    for door in (by_show, by_visualizer, by_steps):
        assert told(door(folder / "z.npy", given)) == first, door.__name__


def test_names_and_spaces_count_for_a_path_and_a_dataset_too(folder):
    parts = {"names": ["p", "q", "r"], "spaces": {"wide": np.ones((ROWS, 9))}, "name": "mine"}
    first = told(by_show(Z, parts))
    assert first["spaces"]["vectors"][1] == ("p", "q", "r")
    assert first["name"] == "mine"
    assert told(by_show(folder / "z.npy", parts)) == first
    assert told(by_show(Dataset.from_arrays(Z), parts)) == first


def test_a_model_opens_the_page_that_decodes_by_every_door():
    def decode(z):
        return np.zeros((len(z), 4, 4), np.float32)

    parts = {"model": decode, "latent": 3}
    first = told(by_visualizer(Z, parts))
    assert first["model"]
    assert first["layout"]["title"] == "traverse"
    assert told(by_show(Z, parts)) == first
    assert told(by_steps(Z, parts)) == first


class Reader:
    """Reads files that hdvis does not know."""

    @hookimpl
    def hdvis_read_dataset(self, path):
        return Dataset.from_arrays(Z, name="by a plugin") if path.suffix == ".toy" else None


def test_plugins_are_asked_by_set_data_too(tmp_path):
    (tmp_path / "rows.toy").write_text("anything")
    for put in ("set_data", "load_file"):
        vis = Visualizer(plugins=[Reader()])
        getattr(vis.data, put)(tmp_path / "rows.toy")
        assert told(vis)["name"] == "by a plugin"
    assert told(Visualizer(dataset=tmp_path / "rows.toy", plugins=[Reader()]))["name"]


def test_a_layout_that_was_asked_for_stays():
    vis = Visualizer("nddav", dataset=Z)
    assert vis.layout.title == "nddav"
    assert next(place.module for place in vis.layout.places()) == "Parallel Coordinate"
    vis.stop()
