"""Directions for classes and for measured strokes, on digits or on a file like Fashion-MNIST's.

    python measured_attributes.py [FILE.npz]

The file has `x_train` (n, 28, 28) uint8 and `y_train` (n,), perhaps `class_names`. The latents are
principal components, whose decoder is a product; give `hdvis.show` your own model instead.
"""

import sys

import numpy as np
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA

import hdvis
from hdvis.analysis.morphology import stroke_attributes

ROWS, WIDTH = 10_000, 32


def pictures():
    """Pictures (n, h, w) in 0..1 and a class name for each."""
    if len(sys.argv) < 2:
        digits = load_digits()
        return (digits.images / 16).astype(np.float32), digits.target.astype(str)
    with np.load(sys.argv[1], allow_pickle=False) as file:
        names = file["class_names"] if "class_names" in file else np.arange(256).astype(str)
        return file["x_train"][:ROWS].astype(np.float32) / 255, names[file["y_train"][:ROWS]]


images, classes = pictures()
flat = images.reshape(len(images), -1)
components = PCA(min(WIDTH, flat.shape[1]), random_state=0).fit(flat)


def decode(z):
    """Latents (B, d) to pictures (B, h, w)."""
    return components.inverse_transform(z).reshape(-1, *images.shape[1:]).astype(np.float32)


def encode(x):
    """Pictures (B, h, w) to latents (B, d)."""
    return components.transform(x.reshape(len(x), -1)).astype(np.float32)


vis = hdvis.Visualizer("latentvis")
vis.data.set_data(components.transform(flat).astype(np.float32), name="strokes")
vis.data.set_images(images)
vis.data.set_labels({"class": classes, **stroke_attributes(images)})
vis.set_model(
    None, decode=decode, encode=encode, latent=components.n_components_, value_range=(0, 1),
    name="PCA",
)  # fmt: skip
vis.show()
