"""Every view that decodes moves a latent by the same vector, and says what angles are measured in.

The world has a dimension that its model does not use and that follows the labels all the same, as
the published btcvae_mnist has two: raw normals lie along it and decode to nothing.
"""

import numpy as np
import pytest
from hdvis_semantics.direction_service import fit_labels
from hdvis_semantics.lattice import LatentLattice
from hdvis_semantics.matrix import SimilarityMatrix, WeightMatrix
from hdvis_semantics.pair import DirectionPair
from hdvis_semantics.traversal import SemanticTraversal
from hdvis_semantics.traversal.axes import axes_of, stack_of

from hdvis.data import Dataset
from hdvis.models import LatentModel

SIGMA = np.array([1, 0.8, 0.6, 0.02])


@pytest.fixture
def narrow(room):
    """The session with latents of three used dimensions and a collapsed one, and their model."""
    rng = np.random.default_rng(5)
    z = rng.standard_normal((1500, 4))
    hat, smile = (z[:, i] + 0.4 * rng.standard_normal(1500) > 0 for i in (0, 1))
    z[:, 3] = 0.3 * z[:, 3] + 2 * (hat | smile) - 1
    z = (z * SIGMA / z.std(axis=0)).astype(np.float32)
    matrix = rng.standard_normal((4, 64)) * np.array([[1], [1], [1], [0]])

    def decode(latents):
        flat = 0.5 + 0.07 * np.asarray(latents, np.float64) @ matrix
        return np.clip(flat, 0, 1).reshape(-1, 8, 8).astype(np.float32)

    dataset = Dataset.from_arrays(z, labels={"hat": hat, "smile": smile})
    model = LatentModel.attach(
        None, space="vectors", vectors=z, decode=decode, latent=4, value_range=(0, 1), name="narrow"
    )
    room.load(dataset, directions=fit_labels(dataset, "vectors", None), model=model)
    yield room
    model.close()


def grey(picture):
    rgba = np.frombuffer(picture["data"], np.uint8)
    return rgba.reshape(picture["height"], picture["width"], 4)[..., 0].astype(int)


def test_traversal_pair_and_lattice_decode_one_picture_for_one_strength(narrow, until):
    narrow.state.param.update(direction="smile", pair=("smile", "hat"))
    traversal = narrow.place(SemanticTraversal, steps=5, reach=2.0).module
    pair = narrow.place(DirectionPair, reach=2.0).module
    lattice = narrow.place(
        LatentLattice, plane="two directions", through="focus", steps=5, extent=2.0
    ).module
    pair.focus(row=3)
    pair.view._handle_msg({"type": "drag", "which": 0, "strength": 2.0, "live": False})

    def agree():
        if len(pair.view.pictures) < 4 or not lattice.view.cells or not traversal.view.strip:
            return False
        strip = traversal.view.strip["pictures"]
        rest, far = grey(strip[2]), grey(strip[4])
        return (
            np.abs(far - rest).max() > 20
            and np.abs(far - grey(pair.view.pictures[2])).max() <= 1
            and np.abs(far - grey(lattice.view.cells[5 * 2 + 4])).max() <= 1
        )

    until(agree)
    assert "row 3" in traversal.view.film


def test_the_angle_of_a_pair_is_the_matrixs_and_both_say_in_what(narrow):
    pair = narrow.place(DirectionPair).module
    matrix = narrow.place(SimilarityMatrix).module
    narrow.settle()

    def cosine():
        values = np.frombuffer(matrix.view.panels[0]["values"], np.float32).reshape(2, 2)
        return values[0, 1]

    assert np.cos(np.radians(pair.view.angle)) == pytest.approx(cosine(), abs=1e-5)
    assert abs(cosine()) < 0.5
    assert "in σ" in pair.view.note
    assert "in σ" in pair.caption
    assert "cosine in σ" in matrix.caption
    matrix.units, pair.scale = "raw", "raw"
    narrow.settle()
    assert cosine() > 0.95
    assert np.cos(np.radians(pair.view.angle)) == pytest.approx(cosine(), abs=1e-5)
    assert "in raw numbers" in pair.view.note
    assert "cosine, raw" in matrix.caption


def test_collapsed_dimensions_are_named_where_angles_and_weights_are_shown(narrow):
    for kind in (SimilarityMatrix, WeightMatrix, DirectionPair):
        module = narrow.place(kind).module
        narrow.settle()
        assert "1 of 4 dimensions collapsed: x3" in module.caption


def test_weights_per_deviation_do_not_lie_on_the_unused_dimension(narrow):
    weights = narrow.place(WeightMatrix).module
    for units, largest in (("σ", [0, 1]), ("raw", [3, 3])):
        weights.units = units
        shares = np.frombuffer(weights.view.panels[0]["values"], np.float32).reshape(2, 4)
        assert np.abs(shares).argmax(axis=1).tolist() == largest


def test_a_distance_from_the_boundary_is_walked_where_the_decoder_looks(narrow):
    directions, dataset = narrow.state.directions, narrow.state.dataset
    axes = axes_of(directions, dataset, "vectors", "directions", [])
    start = dataset.spaces["vectors"][:1]
    edited = stack_of(axes, {"hat": 0.05}, "boundary", (4,)).apply(start)
    assert directions.distances(edited)[0, 0] == pytest.approx(0.05, abs=1e-5)
    moved = (edited - start)[0]
    assert abs(moved[0]) > 5 * abs(moved[3])
