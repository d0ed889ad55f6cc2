"""What a script does with a visualizer: data in, selections both ways, several at a time."""

import numpy as np
import pytest

import hdvis
from hdvis import DataHook, Dataset, Visualizer
from hdvis.errors import DataError, HdvisError, ModelError
from hdvis.selection import Range


@pytest.mark.parametrize(
    ("what", "rows"),
    [("x0 > 0.5 and kind == b", [2, 3]), (Range("x1", 6, 7), [1, 2]), ([3, 0], [0, 3]),
     (np.array([True, False, False, True]), [0, 3]), (None, [])],
)  # fmt: skip
def test_a_selection_is_made_from_words_predicates_rows_and_masks(visualizer, what, rows):
    vis = visualizer()
    vis.select([1])
    vis.select(what)
    chosen = vis.selection
    assert chosen.rows().tolist() == rows
    assert np.flatnonzero(chosen.mask()).tolist() == rows
    assert chosen.count() == len(rows)
    assert bool(chosen) is (what is not None)


def test_the_text_of_a_selection_selects_the_same(visualizer):
    vis = visualizer()
    vis.select("x0 > 0.5 and not (x1 >= 8)")
    rows, text = vis.selection.rows(), vis.selection.text()
    vis.select(None)
    vis.select(text)
    assert vis.selection.rows().tolist() == rows.tolist() == [1, 2]


def test_a_wrong_column_fails_in_the_script(visualizer):
    vis = visualizer()
    vis.select([1])
    with pytest.raises(DataError, match="nope"):
        vis.select("nope > 1")
    assert vis.selection.rows().tolist() == [1]


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (np.array([True, False, True]), "a mask of 3 for 4 rows"),
        (np.ones(5, bool), "a mask of 5 for 4 rows"),
        ([0, 4], "names row 4, expected rows from 0 to 3"),
        ("rows[2:9]", "names row 8, expected rows from 0 to 3"),
        ([-1], "got row -1"),
    ],
)
def test_rows_that_the_data_have_not_fail_in_the_script(visualizer, what, words):
    vis = visualizer()
    vis.select([1])
    with pytest.raises(DataError, match=words):
        vis.select(what)
    assert vis.selection.rows().tolist() == [1]


def test_columns_hold_what_views_compute(visualizer):
    from hdvis import Column

    vis = visualizer()
    vis.session.state.add_columns(Column("cluster", np.arange(4.0)))
    assert list(vis.columns) == ["x0", "x1", "kind", "cluster"]
    assert vis.columns["cluster"].values.tolist() == [0, 1, 2, 3]


def test_focus_is_set_and_cleared(visualizer):
    vis = visualizer()
    vis.focus(row=2)
    assert vis.session.state.focus.row == 2
    vis.focus()
    assert vis.session.state.focus is None


@pytest.mark.parametrize(
    "wrong", [{"row": 4}, {"row": -5}, {"row": 1.5}, {"row": "a"}, {"point": [0.0]},
              {"point": [0, 0], "space": "nowhere"}],
)  # fmt: skip
def test_a_focus_that_the_data_have_not_fails_in_the_script(visualizer, wrong):
    vis = visualizer()
    vis.focus(row=1)
    with pytest.raises(DataError, match=r"expected|no space"):
        vis.focus(**wrong)
    assert vis.session.state.focus.row == 1


def test_undo_redo_and_state_from_a_script(visualizer):
    vis = visualizer()
    vis.select([1])
    vis.select([2, 3])
    vis.undo()
    assert vis.selection.rows().tolist() == [1]
    vis.redo()
    assert vis.selection.rows().tolist() == [2, 3]
    assert vis.state["selection"].rows(vis.state["dataset"]).tolist() == [2, 3]
    assert {"focus", "color", "directions"} <= set(vis.state)


def test_a_visualizer_says_in_a_line_what_it_shows(visualizer):
    text = repr(visualizer())
    assert "Count" in text
    assert "4" in text
    assert len(text) < 200


def test_listeners_hear_finished_selections_only(visualizer):
    from hdvis.selection import Clause, Rows, Selection

    vis, heard = visualizer(), []
    session = vis.open()
    vis.on_select(lambda rows: heard.append(rows.tolist()))
    session.state.selection = Selection((Clause("a", Rows.of([0])),), live=True)
    session.state.selection = Selection((Clause("a", Rows.of([0, 1])),))
    assert heard == [[0, 1]]


def test_new_data_reaches_open_sessions(visualizer):
    vis = visualizer()
    session = vis.open()
    vis.select([0])
    vis.data.set_data(np.ones((7, 3)), name="other")
    assert session.notify.shell.size == "7 × 3"
    assert not vis.selection
    vis.data.set_labels({"kind": list("aaabbbb")})
    assert session.state.color.column == "kind"


def test_the_nddav_way_in(visualizer):
    vis = visualizer(dataset=None)
    hook = vis.add_module(DataHook)
    assert hook is vis.data
    with pytest.raises(DataError, match="set_data"):
        hook.set_labels({"a": [1]})
    with pytest.raises(HdvisError, match="DataHook"):
        vis.add_module(Dataset)


def test_two_visualizers_share_nothing(visualizer):
    one, two = visualizer(), visualizer(dataset=Dataset.from_arrays([[9.0]]))
    one.select([0, 1])
    assert not two.selection
    assert two.session.notify.shell.size == "1 × 1"
    assert one.catalog.modules is not two.catalog.modules


def test_arrays_changed_in_place_are_seen_after_refresh():
    values = np.zeros((3, 2), np.float32)
    vis = Visualizer("Scatter Plot", dataset=values)
    vis.open()
    values[:, 0] = [1, 2, 3]
    vis.refresh()
    vis.select("x0 > 1.5")
    assert vis.selection.rows().tolist() == [1, 2]
    vis.stop()


def test_a_picture_needs_a_page(visualizer, tmp_path):
    with pytest.raises(HdvisError, match="no page is open"):
        visualizer().screenshot(tmp_path / "view.png")


def closed_when_asked(vis):
    """Attach a model to `vis`; a list that grows when it is closed."""
    vis.set_model(None, decode=lambda z: z, latent=2)
    model, told = vis.session.state.model, []
    model.close = lambda: told.append(model)
    return told


def test_a_model_is_closed_when_another_takes_its_place_and_at_the_end(visualizer):
    vis = visualizer()
    first = closed_when_asked(vis)
    assert not first
    second = closed_when_asked(vis)
    assert (len(first), len(second)) == (1, 0)
    vis.stop()
    assert (len(first), len(second)) == (1, 1)


class Methods:
    """A model that does not tell its width."""

    def encode(self, images):
        return images.reshape(len(images), -1)[:, :3]

    def decode(self, z):
        return np.tile(z[:, :1], (1, 64)).reshape(-1, 8, 8)


def test_show_takes_the_hints_of_set_model_and_a_model_as_wide_as_the_vectors_needs_none():
    vectors = np.random.default_rng(0).normal(size=(20, 3)).astype(np.float32)
    for hints in ({}, {"latent": 3, "image_shape": (8, 8)}):
        vis = hdvis.show(vectors, model=Methods(), block=False, open_browser=False, **hints)
        assert vis.session.state.model.latent.shape == (3,)
        vis.set_model(Methods(), name="mine", **hints)
        assert vis.session.state.model.name == "mine"
        vis.stop()


def test_what_nothing_takes_is_refused_by_name(visualizer):
    with pytest.raises(DataError, match="got foo=…"):
        hdvis.show(np.zeros((4, 2)), foo=1)
    vis = visualizer()
    with pytest.raises(DataError, match="got space 'nope', expected one of"):
        vis.set_model(Methods(), space="nope")
    with pytest.raises(ModelError, match="got the hint 'foo'"):
        vis.set_model(Methods(), foo=1)


def test_several_models_are_on_the_table_by_name_each_in_its_space(visualizer):
    rng = np.random.default_rng(0)
    dataset = Dataset.from_arrays(rng.normal(size=(20, 3)).astype("f4"))
    vis = visualizer(dataset=dataset.with_space("wide", rng.normal(size=(20, 5)).astype("f4")))
    session = vis.session
    vis.add_model("narrow", Methods(), latent=3)
    vis.add_model("wide", None, space="wide", decode=lambda z: z)
    models = session.state.models
    assert list(models) == ["narrow", "wide"]
    assert [model.space for model in models.values()] == ["vectors", "wide"]
    assert models["wide"].latent.shape == (5,)
    assert session.state.model.engine is models["narrow"].engine
    assert list(vis.open().state.models) == ["narrow", "wide"]
    with pytest.raises(ModelError, match="decoder takes 3, data has 5"):
        vis.add_model("wrong", Methods(), space="wide", latent=3)
    assert list(vis.open().state.models) == ["narrow", "wide"]
