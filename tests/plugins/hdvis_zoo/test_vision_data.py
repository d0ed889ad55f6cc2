"""What torchvision fetches, read from files in its own format that the test writes."""

import hashlib
import pickle
import struct

import numpy as np
import pytest
from hdvis_zoo import load_training_data


def idx(array):
    sizes = struct.pack(f">{array.ndim}I", *array.shape)
    return b"\0\0\x08" + bytes([array.ndim]) + sizes + array.tobytes()


@pytest.mark.parametrize(
    ("name", "folder"), [("mnist", "MNIST"), ("fashion_mnist", "FashionMNIST")]
)
def test_digits_and_clothes_are_read_as_torchvision_keeps_them(name, folder, tmp_path, rng):
    images = rng.integers(0, 256, (6, 28, 28), dtype=np.uint8)
    labels = np.array([3, 1, 4, 1, 5, 9], np.uint8)
    raw = tmp_path / folder / "raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        (raw / f"{part}-images-idx3-ubyte").write_bytes(idx(images))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(idx(labels))
    data = load_training_data(name, root=tmp_path)
    assert np.array_equal(data.images[..., 0], images)
    classes = data.labels["class"]
    assert classes[1] == classes[3] != classes[0]
    assert classes[0] == {"mnist": "3 - three", "fashion_mnist": "Dress"}[name]


@pytest.fixture
def cifar(tmp_path, monkeypatch, rng):
    from torchvision import datasets

    images = rng.integers(0, 256, (4, 3, 32, 32), dtype=np.uint8)
    names = ["airplane", "automobile", "bird", "cat"]
    base = tmp_path / datasets.CIFAR10.base_folder
    base.mkdir()
    batch = pickle.dumps({"data": images.reshape(4, -1), "labels": [2, 0, 1, 3]})
    meta = pickle.dumps({"label_names": names})
    (base / "data_batch_1").write_bytes(batch)
    (base / "batches.meta").write_bytes(meta)
    # The digests of the published files are replaced by those of the test's own.
    lists = [["data_batch_1", hashlib.md5(batch).hexdigest()]]
    monkeypatch.setattr(datasets.CIFAR10, "train_list", lists)
    monkeypatch.setattr(datasets.CIFAR10, "test_list", lists)
    about = {"filename": "batches.meta", "key": "label_names", "md5": hashlib.md5(meta).hexdigest()}
    monkeypatch.setattr(datasets.CIFAR10, "meta", about)
    return images


def test_cifar_is_read_in_colour(cifar, tmp_path):
    data = load_training_data("cifar10", root=tmp_path)
    assert np.array_equal(data.images, cifar.transpose(0, 2, 3, 1))
    assert list(data.labels["class"]) == ["bird", "airplane", "automobile", "cat"]


def test_grey_cifar_is_its_luma(cifar, tmp_path):
    data = load_training_data("cifar10_gray", root=tmp_path)
    luma = np.einsum("ncij,c->nij", cifar.astype(float), [0.299, 0.587, 0.114])
    assert data.images.shape == (4, 32, 32, 1)
    assert np.abs(data.images[..., 0] - luma).max() <= 0.51
