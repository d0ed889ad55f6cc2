"""A dictionary of thousands of directions is compared around the one in hand."""

import numpy as np
from hdvis_semantics.matrix import SimilarityMatrix
from hdvis_semantics.matrix.module import MOST, nearest

from hdvis.analysis import Directions


def dictionary(world, count=1500):
    vectors = np.random.default_rng(2).normal(size=(count, 6))
    made = Directions.from_vectors([f"f{i}" for i in range(count)], vectors, space="vectors")
    return made.measured(world.latents)


def test_the_nearest_are_those_of_the_whole_matrix(world):
    made = dictionary(world)
    ways = made.displaced("σ")
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    want = np.argsort(-np.abs(ways @ ways[7]), kind="stable")[:MOST]
    found = nearest(made, "f7", "σ")
    assert found[0] == "f7"
    assert set(found) == {f"f{i}" for i in want}
    assert nearest(made, "no such", "σ")[0] == "f0"


def test_the_matrix_says_what_it_leaves_out_and_follows_the_direction_in_hand(room, world):
    room.state.directions = dictionary(world)
    matrix = room.place(SimilarityMatrix, order="given").module
    room.settle()
    assert len(matrix.view.rows) == MOST
    assert f"the {MOST} of 1,500 directions nearest to f0" in matrix.caption
    room.state.direction = "f11"
    room.settle()
    assert "nearest to f11" in matrix.caption
    assert matrix.view.rows[0] == "f11"
