"""DimReduction makes, moves, keeps, measures and stops embeddings, and loses none."""

import time

import numpy as np
import pytest
from hdvis_projection.dim_reduction import DimReduction

from hdvis import hookimpl
from hdvis.analysis import kept_neighbors, neighbor_graph, place, plane_neighbors
from hdvis.data import Dataset
from hdvis.hooks import Catalog, create_manager
from hdvis.testing import check_module
from hdvis.testing.harness import Harness

NEXT = "Neighbor embedding"


class Endless:
    """Shows its second step again and again until it is stopped."""

    def fit_transform(self, vectors, checkpoint, on_positions):
        while True:
            on_positions(np.asarray(vectors[:, :2] * 2, np.float32), 2, 9)
            checkpoint(0.2)
            time.sleep(0.01)


class Fails:
    """Shows a step and fails."""

    def __init__(self, reason="no convergence"):
        self.reason = reason

    def fit_transform(self, vectors, on_positions):
        on_positions(np.asarray(vectors[:, :2], np.float32), 1, 9)
        raise RuntimeError(self.reason)


class Plugin:
    """Offers them."""

    @hookimpl
    def hdvis_reducers(self):
        return {"Endless": Endless, "Fails": Fails}


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    monkeypatch.setenv("HDVIS_CACHE", str(tmp_path))


@pytest.fixture
def dataset(digits):
    return Dataset.from_arrays(digits.data[:150], name="digits")


@pytest.fixture
def room(dataset):
    catalog = Catalog.of(create_manager(extra=[Plugin()]))
    with Harness(dataset, catalog=catalog) as made:
        yield made


@pytest.fixture
def module(room):
    return room.place(DimReduction, automatic="PCA").module


def say(room, **message):
    (part,) = [p for frame in room.panes.values() for p in room.parts(frame)]
    part._handle_msg(message)


def ask(room, method, **parameters):
    say(room, type="set", name="method", value=method)
    for name, value in parameters.items():
        say(room, type="set", name=f"parameter:{name}", value=value)
    say(room, type="run")
    room.settle()


def labels(room):
    return list(room.state.embeddings)


def test_it_keeps_the_manners_of_a_module():
    check_module(DimReduction)


def test_pca_is_there_at_once_with_its_quality(room, module, digits):
    shown = room.state.embedding
    assert shown.names == ("PCA 1", "PCA 2")
    assert np.array_equal(shown.coordinates, place(digits.data[:150]).coordinates)
    assert np.array_equal(room.state.columns["PCA 2"].values, shown.coordinates[:, 1])
    kept = kept_neighbors(
        neighbor_graph(digits.data[:150], 10), plane_neighbors(shown.coordinates, 10)
    )
    assert room.state.columns["kept neighbors (PCA)"].values == pytest.approx(kept)
    assert module.view.results[0]["cells"][2] == f"{100 * kept.mean():.0f} %"


def test_unasked_it_goes_on_to_a_neighbor_embedding(room):
    room.place(DimReduction)
    assert labels(room) == ["PCA", NEXT]
    assert room.state.embedding.names == (f"{NEXT} 1", f"{NEXT} 2")
    assert all(e.kept.size for e in room.state.embeddings.values())


def test_every_reducer_on_offer_can_be_chosen(room, module):
    choices = [c["value"] for c in module.view.fields[0]["choices"]]
    assert {"PCA", "t-SNE", "UMAP", "Isomap", "Endless", "Fails"} <= set(choices)
    say(room, type="set", name="method", value="Fails")
    assert module.view.fields[1]["value"] == "no convergence"


def test_other_parameters_make_another_embedding_named_after_them(room, module):
    ask(room, NEXT, epochs=20)
    ask(room, NEXT, epochs=25)
    assert labels(room) == ["PCA", f"{NEXT} epochs 20", f"{NEXT} epochs 25"]
    say(room, type="set", name="seed", value=4)
    say(room, type="set", name="scaling", value="standard")
    say(room, type="set", name="columns", value=["x20", "x21", "x36"])
    ask(room, NEXT)
    assert labels(room)[-1] == f"{NEXT} epochs 25 seed 4 3 columns standard"
    assert room.state.embedding.inputs == ("x20", "x21", "x36")


def test_a_click_shows_an_earlier_embedding_again(room, module):
    ask(room, NEXT, epochs=20)
    say(room, type="show", name="PCA")
    assert room.state.embedding is room.state.embeddings["PCA"]
    assert [r["shown"] for r in module.view.results] == [True, False]


def test_the_same_run_in_another_session_comes_from_the_cache(room, module, dataset):
    ask(room, NEXT, epochs=20)
    with Harness(dataset) as other:
        again = other.place(DimReduction, automatic="PCA").module
        ask(other, NEXT, epochs=20)
        found = other.state.embeddings[f"{NEXT} epochs 20"]
        made = room.state.embeddings[f"{NEXT} epochs 20"]
        assert np.array_equal(found.coordinates, made.coordinates)
        assert np.array_equal(found.kept, made.kept)
        assert "from cache" in again.view.note
        assert "from cache" not in module.view.note


def test_stopping_keeps_the_positions_reached_and_says_so(room, module, dataset):
    seen = []

    def watch(event):
        seen.append(room.state.columns["Endless 1"].values.copy())
        say(room, type="stop")

    room.state.param.watch(watch, ["embedding"])
    ask(room, "Endless")
    kept = room.state.embeddings["Endless"]
    assert not kept.complete
    assert np.array_equal(seen[0], 2 * dataset.vectors[:, 0])
    assert np.array_equal(kept.coordinates, 2 * dataset.vectors[:, :2])
    assert "stopped at iteration 2 of 9" in module.view.note
    assert module.view.running is None


def test_a_failure_is_said_in_place_and_nothing_is_lost(room, module):
    before = room.state.embedding
    ask(room, "Fails", reason="no way")
    assert "Fails: RuntimeError: no way. The log has more under" in module.view.problem
    assert module.failure is None
    assert room.state.embedding is before
    assert "Fails 1" not in room.state.columns
    ask(room, NEXT, epochs=20)
    assert module.view.problem == ""


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("parameter:epochs", 1e9, "epochs: got 1000000000.0, expected a whole number from 20"),
        ("parameter:epochs", "x", "epochs: got 'x'"),
        ("seed", -1, "seed"),
        ("columns", "x1", "columns"),
        ("scaling", "log", "scaling"),
        ("state", 3, "no option named 'state'"),
    ],
)
def test_a_value_that_does_not_fit_is_said_and_not_taken(room, module, name, value, says):
    say(room, type="set", name=name, value=value)
    assert says in module.view.problem
    assert module.parameters == {}
    assert module.seed == 0


def test_columns_that_are_gone_are_named_at_run(room, module):
    module.columns = ["nowhere"]
    ask(room, NEXT)
    assert "columns: 'nowhere' is not in vectors" in module.view.problem
    assert labels(room) == ["PCA"]


def test_too_few_rows_are_an_answer_not_a_failure(room, module):
    room.load(Dataset.from_arrays(np.eye(3)))
    ask(room, "t-SNE")
    assert module.view.problem == "t-SNE: needs at least 4 rows, got 3. Add rows"
    assert labels(room) == ["PCA"]


def test_rows_with_missing_values_are_left_out_and_said(room, module, digits):
    holed = digits.data[:60].copy()
    holed[5, 7] = np.nan
    room.load(Dataset.from_arrays(holed))
    assert np.isnan(room.state.columns["PCA 1"].values[5])
    assert "1 of 60 rows have values that are not finite" in module.view.note


def test_other_data_end_the_run_and_begin_anew(room, module, rng):
    def change(event):
        if event.new is not None and event.new.method == "Endless":
            room.state.load(Dataset.from_arrays(rng.normal(size=(30, 4))))

    room.state.param.watch(change, ["embedding"])
    ask(room, "Endless")
    assert labels(room) == ["PCA"]
    assert room.state.embedding.n == 30
    assert "Endless 1" not in room.state.columns


def test_the_work_ends_when_the_page_closes(room, module):
    room.state.param.watch(lambda event: room.jobs.close(), ["embedding"])
    began = time.monotonic()
    ask(room, "Endless")
    assert time.monotonic() - began < 30  # settle returns once no work is left


def test_a_hidden_one_begins_nothing(room, module, rng):
    module.visible = False
    started = room.started()
    room.load(Dataset.from_arrays(rng.normal(size=(30, 4))))
    assert room.started() == started
    assert room.state.embedding is None
    module.visible = True
    room.settle()
    assert labels(room) == ["PCA"]


def test_categories_in_colour_have_their_scores_on_the_map_and_in_the_space(digits):
    from hdvis.state import Color

    labels = {"digit": digits.target[:300].astype(str)}
    with Harness(Dataset.from_arrays(digits.data[:300], labels=labels)) as room:
        module = room.place(DimReduction, automatic="PCA").module
        room.settle()
        room.state.color = Color("digit")
        room.settle()
        assert len(module.view.trust) == 10
        name, on_map, in_space, chance, *silhouettes = module.view.trust[0]
        assert name in labels["digit"]
        assert int(in_space[:-2]) > int(on_map[:-2]) > int(chance[:-2])
        assert len(silhouettes) == 2
        assert "300 rows, seed 0" in module.view.note
        room.state.color = None
        assert module.view.trust == []
