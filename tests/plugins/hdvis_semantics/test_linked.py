"""What is chosen in one semantic view is what the others show."""

import numpy as np
import pytest
from hdvis_semantics.concepts import ConceptMapView
from hdvis_semantics.lattice import LatentLattice
from hdvis_semantics.matrix import SimilarityMatrix, WeightMatrix
from hdvis_semantics.pair import DirectionPair
from hdvis_semantics.table import DirectionTable

from hdvis.models import LatentModel


@pytest.fixture
def placed(room):
    """`placed(kind)` draws a module; none may have stopped in the end."""
    frames = []

    def place(kind, **options):
        frames.append(room.place(kind, **options))
        return frames[-1].module

    yield place
    assert [room.failure(frame) for frame in frames] == [""] * len(frames)


def grey(picture):
    rgba = np.frombuffer(picture["data"], np.uint8)
    return rgba.reshape(picture["height"], picture["width"], 4)[..., 0].astype(int)


def close(pictures, images):
    want = np.round(255 * np.asarray(images))
    return all(np.abs(grey(p) - w).max() <= 1 for p, w in zip(pictures, want, strict=True))


def test_a_cell_opens_the_pair_whose_bare_vectors_are_decoded(room, placed, until, world):
    matrix, pair = placed(SimilarityMatrix), placed(DirectionPair)
    rows, columns = matrix.view.rows, matrix.view.columns
    row, column = rows.index("hat"), columns.index("smile")
    matrix.view._handle_msg({"type": "pick", "row": row, "column": column})
    until(lambda: len(pair.view.pictures) == 2)
    assert room.state.pair == ("hat", "smile")
    assert matrix.view.picked == [row, column]
    values = np.frombuffer(matrix.view.panels[0]["values"], np.float32).reshape(4, 4)
    assert np.cos(np.radians(pair.view.angle)) == pytest.approx(values[row, column], abs=1e-5)

    pair.view._handle_msg({"type": "drag", "which": 1, "strength": -3.0, "live": False})
    directions = room.state.directions
    step = directions.normals[:2] * world.latents.var(axis=0)
    gain = (step * directions.normals[:2]).sum(axis=1)
    bare = np.array([[2.0], [-3.0]]) * step * (directions.deviations[:2] / gain)[:, None]
    until(lambda: close(pair.view.pictures, world.decode(bare)))
    pair.focus(row=5)
    until(lambda: len(pair.view.pictures) == 4)
    assert close(pair.view.pictures, world.decode(np.vstack([bare, bare + world.latents[5]])))
    assert pair.view.start == "row 5"


def test_a_concept_selects_its_rows_and_takes_its_direction(room, placed, world):
    concepts = placed(ConceptMapView)
    concepts.view._handle_msg({"type": "pick", "name": "hat"})
    mask = room.state.rows.selected
    np.testing.assert_array_equal(mask, world.latents[:, 0] > 0)
    assert room.state.direction == concepts.view.picked == "hat"
    bubble = next(b for b in concepts.view.bubbles if b["name"] == "hat")
    assert bubble["count"] == mask.sum()


def test_a_cell_of_the_lattice_is_the_point_in_focus(room, placed, until, world):
    lattice = placed(LatentLattice, steps=3, plane="two columns", extent=2.0)
    until(lambda: len(lattice.view.cells) == 9)
    lattice.view._handle_msg({"type": "pick", "index": 2})
    centre, sigma = world.latents.mean(axis=0), world.latents.std(axis=0)
    want = centre.copy()
    want[:2] += 2 * sigma[:2]
    np.testing.assert_allclose(room.state.focus.point, want, rtol=1e-4, atol=1e-5)
    assert lattice.view.picked == 2
    assert close([lattice.view.cells[2]], world.decode(want[None]))


def test_a_plane_is_led_through_the_row_in_focus(room, placed, until, world):
    lattice = placed(LatentLattice, steps=3, through="focus")
    lattice.focus(row=8)
    until(
        lambda: (
            lattice.view.cells and close([lattice.view.cells[4]], world.decode(world.latents[[8]]))
        )
    )


def test_a_lattice_says_why_its_model_fails_and_forgets_it_when_it_works(
    room, placed, until, world
):
    broken = False

    def decode(z):
        if broken:
            raise RuntimeError("the decoder is out of order")
        return world.decode(z)

    before = room.state.model
    room.state.model = LatentModel.attach(
        None, space="vectors", vectors=world.latents, decode=decode, latent=6, value_range=(0, 1)
    )
    broken = True
    lattice = placed(LatentLattice, steps=3)
    until(lambda: "out of order" in lattice.caption)
    broken = False
    room.state.model.retry()
    lattice.steps = 4
    until(lambda: len(lattice.view.cells) == 16 and "4 × 4" in lattice.caption)
    room.state.model.close()
    room.state.model = before


def test_group_names_are_given_to_the_largest_groups_first(room, placed):
    matrix = placed(SimilarityMatrix, clusters=2)
    matrix.view._handle_msg({"type": "rename", "group": 1, "name": "sizes, mostly"})
    assert [group["name"] for group in matrix.view.groups] == ["group 1", "sizes  mostly"]
    sizes = np.bincount(matrix.view.row_groups)
    assert sizes[0] >= sizes[1]


def test_groups_keep_colours_and_names_when_a_direction_joins(room, placed):
    matrix = placed(SimilarityMatrix, clusters=2)
    matrix.view._handle_msg({"type": "rename", "group": 1, "name": "small"})
    before = dict(zip(matrix.view.rows, matrix.view.row_groups, strict=True))
    small = [name for name, group in before.items() if group == 1]
    for number in range(4):  # the smaller group becomes the larger
        copy = room.state.directions.select(small[:1]).rename(small[0], f"mine {number}")
        room.state.directions = room.state.directions.append(copy)
    room.settle()
    after = dict(zip(matrix.view.rows, matrix.view.row_groups, strict=True))
    assert {name: after[name] for name in before} == before
    assert after["mine 3"] == 1
    assert matrix.view.groups[1]["name"] == "small"


def test_hidden_views_compute_nothing_and_catch_up(room, placed):
    matrix, weights = placed(SimilarityMatrix), placed(WeightMatrix)
    for module in (matrix, weights):
        module.visible = False
    before = room.started()
    mine = room.state.directions.select(["size"]).rename("size", "mine")
    room.state.directions = room.state.directions.append(mine)
    room.settle()
    assert room.started() == before
    assert len(matrix.view.rows) == len(weights.view.rows) == 4
    for module in (matrix, weights):
        module.visible = True
    room.settle()
    assert len(matrix.view.rows) == len(weights.view.rows) == 5


def test_two_spaces_are_compared_label_by_label_on_the_diagonal(room, placed, world):
    turned = np.linalg.qr(np.random.default_rng(0).normal(size=(6, 6)))[0]
    dataset = world.dataset.with_space("turned", (world.latents @ turned).astype("f4"))
    directions = room.state.directions
    room.load(dataset, directions=directions)
    matrix = placed(SimilarityMatrix, against="turned", units="raw")
    assert matrix.view.rows == matrix.view.columns
    values = np.frombuffer(matrix.view.panels[0]["values"], np.float32).reshape(4, 4)
    # A direction of the turned space is the turned direction, up to the ridge penalty.
    expected = [normal @ (normal @ turned) for normal in directions.normals]
    order = [matrix.view.rows.index(name) for name in directions.names]
    np.testing.assert_allclose(np.diag(values)[order], expected, atol=0.01)
    assert f"mean cosine {np.mean(expected):.2f}".replace("-", "−") in matrix.caption


def test_a_condition_removes_a_planted_correlation_from_the_matrix(room, placed):
    matrix = placed(SimilarityMatrix)
    table = placed(DirectionTable)

    def cosine(one, other):
        view = matrix.view
        values = np.frombuffer(view.panels[0]["values"], np.float32)
        values = values.reshape(len(view.rows), len(view.columns))
        return values[view.rows.index(one), view.columns.index(other)]

    smile, hat = (room.state.directions.normals[room.state.directions.index(n)]
                  for n in ("smile", "hat"))  # fmt: skip
    assert cosine("smile", "hat") == pytest.approx(0.6, abs=0.1)
    table.condition = "hat"
    room.settle()
    assert "hat" not in matrix.view.rows
    left = smile - (smile @ hat) * hat
    made = room.state.directions
    found = made.normals[made.index("smile")]
    assert found @ left == pytest.approx(np.linalg.norm(left))
