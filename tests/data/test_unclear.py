"""What once was answered in a library's words, or in none, is a sentence with a way out."""

import re
import sys

import numpy as np
import pandas as pd
import pytest

import hdvis
from hdvis import Dataset, Visualizer, load
from hdvis.errors import HdvisError

X = np.zeros((4, 3))


def header(tmp_path, **fields):
    """An npy file whose header says `fields`."""
    said = {"descr": "<f8", "fortran_order": False, "shape": (2, 3), **fields}
    text = repr(said).encode() + b"\n"
    path = tmp_path / "z.npy"
    path.write_bytes(b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + bytes(64))
    return path


def tensor(kind):
    torch = pytest.importorskip("torch")
    if kind == "nested":
        return torch.nested.nested_tensor([torch.zeros(3), torch.zeros(2)])
    return torch.quantize_per_tensor(torch.zeros(3, 2), 0.1, 0, torch.qint8)


def empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return load(".")


CASES = {
    "a quantized tensor": (lambda t, m: Dataset.from_arrays(tensor("quantized")),
                           "qint8 whose values NumPy cannot hold. Pass a plain one"),
    "a nested tensor": (lambda t, m: Dataset.from_arrays(tensor("nested")), "Pass a plain one"),
    "numbers and arrays": (lambda t, m: Dataset.from_arrays([np.array(1.0), np.array([2.0, 3.0])]),
                           "row 1 has 2 values, expected a single number, as row 0"),
    "a structured array": (lambda t, m: Dataset.from_arrays(np.zeros(5, [("a", "f4")])),
                           r"structured array with fields a.*Pass `rec\['a'\]` or a table"),
    "a module": (lambda t, m: Dataset.from_arrays(sys), "got a module, expected 2-d"),
    "a function": (lambda t, m: Dataset.from_arrays(len), "got a builtin_function_or_method"),
    "10**400": (lambda t, m: Dataset.from_arrays([[10**400, 1]]),
                "row 0 holds a whole number of about 400 digits, too large for a float"),
    "words and numbers": (lambda t, m: Dataset.from_arrays(X, labels={"y": [1, "a", 2, "b"]}),
                          r"holds words and numbers \(row 0: 1, row 1: 'a'\).*str\(v\) for v"),
    "a shape beyond numbers": (lambda t, m: load(header(t, shape=(10**400, 3))), "2 axes of float"),
    "70 axes": (lambda t, m: load(header(t, shape=(1,) * 70)), "70 axes of float64"),
    "no bytes an item": (lambda t, m: load(header(t, descr="|V0")), "axes of |V0"),
    "no characters an item": (lambda t, m: load(header(t, descr="<U0")), "axes of <U0"),
    "a dot": (empty_folder, r"^HDV-F10: [^:]+: holds no image files"),
    "no picture in a list": (lambda t, m: Dataset.from_arrays(X[:2], images=[X, None]),
                             "images: image 1: got None"),
    "channels first": (lambda t, m: Dataset.from_arrays(X, images=np.zeros((4, 3, 8, 8))),
                       r'layout="nchw"` \(`image_layout="nchw"`'),
    "port 70000": (lambda t, m: hdvis.show(X, port=70_000), "got port 70000, expected a whole"),
    "port abc": (lambda t, m: hdvis.show(X, port="abc"), "got port 'abc', expected a whole"),
    "show(foo=1)": (lambda t, m: hdvis.show(X, foo=1), "got foo="),
    "vis.show(blok=1)": (lambda t, m: Visualizer(dataset=X).show(blok=1),
                         'got blok=, which it does not take; did you mean "block"'),
    "plugins=3": (lambda t, m: Visualizer(plugins=3), "got 3, expected a list of plugin objects"),
    "no directions": (lambda t, m: Visualizer(dataset=X).add_directions({}), "an empty mapping"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", CASES)
def test_the_answer_is_a_sentence_with_a_way_out(name, tmp_path, monkeypatch):
    act, says = CASES[name]
    with pytest.raises(HdvisError) as caught:
        act(tmp_path, monkeypatch)
    assert re.search(says, str(caught.value)), caught.value
    assert "\n" not in str(caught.value)


def test_sparse_columns_of_pandas_are_numbers():
    frame = pd.DataFrame({"a": pd.arrays.SparseArray([0, 0, 1]), "b": [1.0, 2, 3]})
    assert Dataset.from_arrays(frame).vectors.tolist() == [[0, 1], [0, 2], [1, 3]]


def test_the_ways_out_that_are_proposed_are_ways_out():
    chw = np.zeros((4, 3, 8, 8), np.uint8)
    vis = hdvis.show(X, images=chw, image_layout="nchw", open_browser=False, block=False)
    assert vis.data.dataset.images["image"].shape == (8, 8, 3)
    vis.data.set_images(chw, layout="nchw")
    vis.stop()
    double = pd.DataFrame(X, columns=["a", "a", "b"])
    vis = hdvis.show(double, rename=True, open_browser=False, block=False)
    assert vis.data.dataset.vector_names == ("a", "a (2)", "b")
    vis.stop()
