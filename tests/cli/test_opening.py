"""Files named on the command line become vectors, images and labels."""

from argparse import Namespace

import numpy as np
import pytest

from hdvis.cli.opening import opened as open_words
from hdvis.models import ProcessAdapter

ROWS = 12


@pytest.fixture
def folder(tmp_path, rng):
    np.save(tmp_path / "latents.npy", rng.normal(size=(ROWS, 3)))
    np.save(tmp_path / "images.npy", np.zeros((ROWS, 5, 4), np.uint8))
    return tmp_path


def opened(folder, **names):
    asked = dict.fromkeys(("images", "labels", "model", "space", "layout", "vectors", "id"))
    asked |= {name: str(folder / file) for name, file in names.items()}
    words = Namespace(trust=False, isolate=False, scale="auto", **asked)
    made = open_words(words, str(folder / "latents.npy"))
    return made.data.dataset


def test_vectors_and_images_share_rows(folder):
    dataset = opened(folder, images="images.npy")
    assert (dataset.n, dataset.d) == (ROWS, 3)
    assert next(iter(dataset.images.values())).get([0]).shape[1:3] == (5, 4)


@pytest.mark.parametrize("suffix", ["npy", "npz", "csv", "tsv"])
def test_labels_keep_their_names_and_words(folder, suffix):
    words = np.array(["cat", "dog"])[np.arange(ROWS) % 2]
    file = folder / f"kind.{suffix}"
    if suffix == "npy":
        np.save(file, words)
    elif suffix == "npz":
        np.savez(file, kind=words)
    else:
        file.write_text("\n".join(["kind", *words]) + "\n")
    column = opened(folder, labels=file.name).columns["kind"]
    assert column.text([0, 1]) == ["cat", "dog"]


def decoder_in(folder):
    """An ONNX file that decodes three latents to pictures 4 × 4."""
    onnx = pytest.importorskip("onnx")
    helper = onnx.helper
    kind = onnx.TensorProto.FLOAT
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["z", "w"], ["x"])], "decoder",
        [helper.make_tensor_value_info("z", kind, ["n", 3])],
        [helper.make_tensor_value_info("x", kind, ["n", 16])],
        [helper.make_tensor("w", kind, [3, 16], np.zeros(48))],
    )  # fmt: skip
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, folder / "decoder.onnx")
    return str(folder / "decoder.onnx")


@pytest.mark.parametrize(("layout", "title"), [(None, "traverse"), ("Table", "")])
def test_a_decoder_in_a_file_is_attached_and_shown(folder, layout, title):
    asked = {
        "images": None,
        "vectors": None,
        "id": None,
        "scale": "auto",
        "labels": None,
        "space": None,
        "trust": False,
        "layout": layout,
        "isolate": False,
    }
    asked["model"] = decoder_in(folder)
    made = open_words(Namespace(**asked), str(folder / "latents.npy"))
    assert made.session.state.model is not None
    assert made.layout.title == title
    made.stop()


def test_a_model_may_be_given_a_process_of_its_own(folder):
    asked = dict.fromkeys(("images", "labels", "space", "layout", "vectors", "id")) | {
        "trust": False,
        "scale": "auto",
    }
    asked |= {"model": decoder_in(folder), "isolate": True}
    made = open_words(Namespace(**asked), str(folder / "latents.npy"))
    model = made.session.state.model
    assert isinstance(model.adapter, ProcessAdapter)
    assert (model.render(made.data.dataset.vectors) == 0).all()
    made.stop()
    assert not model.adapter._process.is_alive()


def test_columns_of_a_table_are_chosen_by_words(folder):
    rows = [f"{i},{i % 3},{i * i % 7}" for i in range(40)]
    (folder / "t.csv").write_text("\n".join(["n,k,y", *rows]))
    base = dict.fromkeys(("images", "labels", "model", "space", "layout", "vectors", "id"))

    def dataset(**words):
        asked = Namespace(trust=False, isolate=False, **{**base, "scale": "auto", **words})
        return open_words(asked, str(folder / "t.csv")).data.dataset

    assert dataset().vector_names == ("n", "k", "y")
    made = dataset(vectors="y, k", id="n")
    assert (made.vector_names, list(made.labels)) == (("y", "k"), ["n"])
    assert list(dataset(labels="k").labels) == ["k"]
    assert dataset(scale="standard").spaces.keys() == {"vectors", "raw"}
