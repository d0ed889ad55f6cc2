"""Labels and latents that nothing can be learnt from are named, and every view goes on."""

import numpy as np
import pytest
from hdvis_semantics.concepts import ConceptMapView
from hdvis_semantics.matrix import SimilarityMatrix, WeightMatrix
from hdvis_semantics.pair import DirectionPair
from hdvis_semantics.table import DirectionTable, SelectionExplained
from hdvis_semantics.validation import DirectionValidation

from hdvis.data import Dataset
from hdvis.hooks import Catalog, create_manager
from hdvis.testing.harness import Harness

KINDS = (
    SimilarityMatrix, WeightMatrix, DirectionPair, ConceptMapView, DirectionTable,
    DirectionValidation, SelectionExplained,
)  # fmt: skip
N = 5_000


@pytest.fixture
def opened():
    """`opened(dataset)` is a session with every view that shows directions, none of which fails."""
    rooms = []

    def open_(dataset):
        from hdvis_semantics.direction_service import DirectionService

        room = Harness(dataset, catalog=Catalog.of(create_manager(only=("semantics",))))
        rooms.append(room)
        frames = [room.place(kind) for kind in KINDS]
        DirectionService(room.session)
        room.settle()
        assert [room.failure(frame) for frame in frames] == [""] * len(frames)
        return room, {type(frame.module).__name__: frame.module for frame in frames}

    yield open_
    for room in rooms:
        room.close()


def latents(rng):
    """One dimension is constant, and one twice another."""
    z = rng.normal(size=(N, 6)).astype(np.float32)
    z[:, 4], z[:, 5] = 3.0, 2 * z[:, 0]
    return z


def test_labels_of_all_bad_kinds_are_marked_and_the_good_one_is_found(opened):
    rng = np.random.default_rng(0)
    z = latents(rng)
    good = z[:, 0] > 0
    few = np.zeros(N)
    few[:3] = 1
    labels = {
        "good": good, "same": good.copy(), "one class": np.ones(N), "few": few,
        "holes": np.where(rng.random(N) < 0.3, np.nan, good.astype(float)),
        "nothing": np.full(N, np.nan), "id": [f"row {i}" for i in range(N)],
    }  # fmt: skip
    room, views = opened(Dataset.from_arrays(z, labels=labels))
    made = room.state.directions
    assert "id=row 1" not in made.names
    assert "`id` has 5,000 categories" in views["DirectionTable"].caption
    why = dict(zip(made.names, made.reasons, strict=True))
    assert "class" in why["one class"]
    assert why["nothing"]
    normal = made.normals[made.index("good")]
    np.testing.assert_allclose(made.normals[made.index("same")], normal, atol=1e-6)
    assert abs(made.normals[made.index("holes")] @ normal) > 0.99
    assert abs(normal[4]) < 1e-6  # a constant dimension says nothing

    table = {row["name"]: row for row in views["DirectionTable"].view.rows}
    assert "class" in table["one class"]["note"]
    assert "too few for 5 folds" in table["few"]["note"]
    assert not table["good"]["weak"]

    matrix = views["SimilarityMatrix"].view
    values = np.frombuffer(matrix.panels[0]["values"], np.float32)
    values = values.reshape(len(matrix.rows), -1)
    gone = [matrix.rows.index(name) for name in ("one class", "nothing")]
    assert np.isnan(values[gone]).all()
    assert values[matrix.rows.index("good"), matrix.columns.index("same")] == pytest.approx(1)

    room.state.direction = "one class"
    room.settle()
    assert views["DirectionValidation"].view.weak
    assert "class" in views["DirectionValidation"].view.verdict
    assert set(views["DirectionPair"].view.names).isdisjoint({"one class", "nothing"})


def test_a_collapsed_model_has_directions_that_say_so_in_every_view(opened):
    labels = {"a": np.arange(300) % 2 == 0, "b": np.arange(300) % 3 == 0}
    room, views = opened(Dataset.from_arrays(np.ones((300, 4), np.float32), labels=labels))
    assert room.state.directions.reasons == ("all latents are equal",) * 2
    assert views["DirectionPair"].view.note == "two directions are needed"
    assert {row["note"] for row in views["DirectionTable"].view.rows} == {"all latents are equal"}
    values = np.frombuffer(views["SimilarityMatrix"].view.panels[0]["values"], np.float32)
    assert np.isnan(values).all()
    assert views["DirectionValidation"].caption == "no direction is defined"


def test_vectors_without_labels_wait_for_directions(opened):
    room, views = opened(Dataset.from_arrays(np.eye(6, dtype=np.float32)))
    assert room.state.directions is None
    assert views["SimilarityMatrix"].waits_for == ["directions"]
