"""On the published btcvae_mnist, whose two unused units raw normals lie along, views agree.

The digits are scikit-learn's, enlarged: a stand-in for MNIST that the project has a licence for.
"""

import numpy as np
import pytest
import torch
from given_networks import Burgess
from hdvis_semantics.direction_service import fit_labels
from hdvis_semantics.pair import DirectionPair
from hdvis_semantics.traversal import SemanticTraversal
from sklearn.datasets import load_digits
from sklearn.linear_model import LinearRegression

from hdvis.analysis.directions.similarity import cosine_matrix
from hdvis.data import Dataset
from hdvis.models import LatentModel, adapt


@pytest.fixture
def published(room, shared_data):
    digits = load_digits()
    pictures = torch.from_numpy(digits.images / 16).float()[:, None]
    pictures = torch.nn.functional.interpolate(pictures, (28, 28), mode="bicubic").clip(0, 1)
    pictures = torch.nn.functional.pad(pictures, (2, 2, 2, 2)).numpy()
    file = shared_data / "weights/disentangling_vae/btcvae_mnist/model.pt"
    adapter = adapt.load(file, build=Burgess(32), split="interleaved", latent=10)
    z = adapter.encode(pictures).mean
    labels = {"digit": [str(each) for each in digits.target]}
    dataset = Dataset.from_arrays(z, labels=labels)
    model = LatentModel.attach(adapter, space="vectors", vectors=z)
    room.load(dataset, directions=fit_labels(dataset, "vectors", None), model=model)
    yield room
    model.close()


def test_zero_and_five_are_not_alike_once_unused_units_count_for_nothing(published):
    made = published.state.directions
    assert made.collapsed.tolist() == [2, 7]
    pair = made.select(["digit=0", "digit=5"])
    raw, standard = (cosine_matrix(pair.displaced(units))[0, 1] for units in ("raw", "σ"))
    z, codes = published.state.dataset.vectors, published.state.dataset.labels["digit"].values
    sides = np.stack([codes == 0, codes == 5], axis=1).astype(float)
    weights = LinearRegression().fit((z / z.std(axis=0)).astype(np.float64), sides).coef_
    assert standard == pytest.approx(cosine_matrix(weights)[0, 1], abs=1e-3)
    assert standard < -0.2 < 0.2 < raw


def test_a_pair_from_a_row_shows_what_the_traversals_strip_shows(published, until):
    published.state.param.update(direction="digit=0", pair=("digit=0", "digit=5"))
    traversal = published.place(SemanticTraversal, steps=9, reach=4.0).module
    pair = published.place(DirectionPair, reach=4.0).module
    pair.focus(row=1)
    pair.view._handle_msg({"type": "drag", "which": 0, "strength": 4.0, "live": False})

    def agree():
        if len(pair.view.pictures) < 4 or "row 1" not in traversal.view.film:
            return False
        strip = traversal.view.strip["pictures"]
        far, rest, other = (
            np.frombuffer(picture["data"], np.uint8).astype(int)
            for picture in (strip[8], strip[4], pair.view.pictures[2])
        )
        return np.abs(far - other).max() <= 1 and np.abs(far - rest).max() > 100

    until(agree)
