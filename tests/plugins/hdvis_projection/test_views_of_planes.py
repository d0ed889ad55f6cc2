"""Planes found, shared, turned and shown: from axis pairs to a tour to the scatter plot."""

import numpy as np
import pytest
from hdvis_projection.axis_align import OptimalAxisAlign
from hdvis_projection.dynamic import DynamicProjection
from hdvis_projection.named_views import axis_view, from_map, principal_views, projected
from hdvis_projection.thumbnails import SIDE, thumbnail
from hdvis_projection.view_graph import ViewGraph

from hdvis.analysis import place
from hdvis.data import Dataset
from hdvis.testing.harness import Harness


@pytest.fixture(autouse=True)
def cache(monkeypatch, tmp_path):
    monkeypatch.setenv("HDVIS_CACHE", str(tmp_path))


@pytest.fixture
def dataset(rng):
    values = rng.normal(size=(300, 5)) * [1, 50, 1, 1, 7] + 3
    values[:, 3] = values[:, 1] / 50 + 0.1 * rng.normal(size=300)
    return Dataset.from_arrays(values, names=list("abcde"), labels={"kind": ["x", "y", "z"] * 100})


@pytest.fixture
def room(dataset):
    with Harness(dataset) as made:
        yield made


def placed(room, kind, **options):
    module = room.place(kind, **options).module
    room.settle()
    return module


def say(room, module, **message):
    module.view._handle_msg(message)
    room.settle()


def test_a_picked_pair_is_in_hand_and_on_the_axes_of_every_plot(room):
    module = placed(room, OptimalAxisAlign)
    say(room, module, type="pick", side="pair", index=0)
    name = module.view.pairs[0]["name"]
    assert room.state.view == module.view.picked == name
    assert room.state.embedding.names == tuple(name.split(" × "))
    assert name in room.state.views


def test_a_picked_projection_becomes_columns(room, dataset):
    module = placed(room, OptimalAxisAlign)
    say(room, module, type="pick", side="projection", index=0)
    frame = room.state.views["LPP 1"].frame
    scaled = (dataset.vectors - dataset.vectors.mean(0)) / dataset.vectors.std(0)
    assert room.state.columns["LPP 1 1"].values == pytest.approx(scaled @ frame[:, 0], abs=1e-3)


def test_a_tour_ends_at_the_plane_that_was_chosen(room, dataset):
    module = placed(room, DynamicProjection)
    say(room, module, type="arrived")
    assert module.view.target == "PCA 1 × 2"
    say(room, module, type="target", name="a × b")
    made = module._made
    four = np.frombuffer(module.view.tour["coordinates"], np.float32).reshape(-1, 4)
    scaled = (dataset.vectors - dataset.vectors.mean(0)) / dataset.vectors.std(0)
    assert four @ made.way.mix(1) == pytest.approx(scaled[:, :2], abs=1e-3)
    start = principal_views(dataset, dataset.primary)[0].frame
    assert made.way.frame(0) == pytest.approx(start, abs=1e-6)


def test_a_tour_left_on_the_way_goes_on_from_there(room):
    module = placed(room, DynamicProjection)
    say(room, module, type="at", t=0.4)
    there = module._made.way.frame(0.4)
    say(room, module, type="grand", on=True)
    assert module._made.way.frame(0) == pytest.approx(there, abs=1e-6)
    before = module._made
    say(room, module, type="arrived")
    assert module._made is not before


def test_rows_brushed_on_the_way_are_those_inside(room):
    module = placed(room, DynamicProjection)
    say(room, module, type="at", t=0.5)
    say(room, module, type="brush", t=0.5, x0=-0.5, x1=0.5, y0=-9.0, y1=9.0, mode=None)
    four = np.frombuffer(module.view.tour["coordinates"], np.float32).reshape(-1, 4)
    places = four @ module._made.way.mix(0.5)
    inside = (np.abs(places[:, 0]) < 0.5) & (np.abs(places[:, 1]) < 9)
    assert np.array_equal(room.state.rows.selected, inside)
    assert np.array_equal(np.frombuffer(module.view.marks, np.uint8) == 2, inside)
    say(room, module, type="clear")
    assert not room.state.selection


def test_a_moment_of_the_tour_can_be_kept(room):
    module = placed(room, DynamicProjection)
    say(room, module, type="keep", t=0.25)
    assert room.state.views["view 1"].kind == "snapshot"
    assert "view 1" in module.view.names


def test_rows_are_coloured_as_everywhere(room):
    from hdvis.render.palette import category_colors
    from hdvis.state import Color

    module = placed(room, DynamicProjection)
    room.state.color = Color("kind")
    colors = np.frombuffer(module.view.colors, np.uint8).reshape(-1, 3)
    assert np.array_equal(colors[:3], category_colors(3))


def test_the_view_graph_gathers_planes_of_all_kinds(room, dataset):
    room.state.embeddings = {"PCA": place(dataset.vectors)}
    module = placed(room, ViewGraph)
    kinds = {one["kind"] for one in module.view.views}
    assert kinds == {"principal", "axis pair", "map"}
    say(room, module, type="pick", name="b × e")
    assert room.state.view == "b × e"
    assert room.state.embedding.names == ("b", "e")


def test_equal_planes_have_one_place(room, dataset):
    module = placed(room, ViewGraph, axis_pairs=False)
    first = module.view.views[0]
    twin = axis_view(dataset, dataset.primary, 0, 1)
    assert twin.axes(dataset) == ("a", "b")
    assert 0 <= first["x"] <= 1


def test_a_linear_map_is_its_own_plane(dataset):
    view = principal_views(dataset, dataset.primary)[0]
    made = from_map(dataset, projected(dataset, view))
    assert np.abs(np.linalg.svd(made.frame.T @ view.frame)[1]) == pytest.approx([1, 1], abs=1e-5)


def test_a_thumbnail_shows_rows_where_they_are():
    shades = np.frombuffer(thumbnail(np.array([[0.0, 0], [0, 1], [1, 0]])), np.uint8)
    plane = shades.reshape(SIDE, SIDE)
    assert (plane > 0).sum() == 15
    assert plane[: SIDE // 2, SIDE // 2 :].sum() == 0
    assert not any(thumbnail(np.full((3, 2), np.nan)))
