"""A study saved from a page opens as it was left, elsewhere too."""

import numpy as np
import pytest

import hdvis
from hdvis.errors import DataError

X = np.random.default_rng(9).normal(size=(120, 6)).astype("f4")


@pytest.fixture
def vis():
    made = hdvis.Visualizer({"row": ["Scatter Plot", "Table"]}, dataset=X)
    made.select("x0 > 1")
    yield made
    made.app.stop()


def opened(path, **how):
    made = hdvis.open(path, **how)
    return made, made.app.page().session


def test_it_opens_as_it_was_left(vis, tmp_path):
    vis.save(tmp_path / "study.hdvis")
    again, session = opened(tmp_path / "study.hdvis")
    assert again.selection.text() == "x0 > 1"
    assert [p.module.title for p in session.panes.values()] == ["Scatter Plot", "Table"]
    np.testing.assert_array_equal(again.data.dataset.vectors, X)
    again.app.stop()


def test_without_its_rows_it_asks_for_them_and_refuses_others(vis, tmp_path):
    path = tmp_path / "study.hdvis"
    vis.save(path, data="none")
    with pytest.raises(DataError, match=r"saved without its 120 rows.*data=vectors"):
        hdvis.open(path)
    with pytest.raises(DataError, match="was made on 120 rows"):
        hdvis.open(path, data=X + 1)
    again, _ = opened(path, data=X)
    assert again.selection.count() == int((X[:, 0] > 1).sum())
    again.app.stop()


def test_a_sample_opens_with_the_same_conditions(vis, tmp_path):
    vis.save(tmp_path / "s.hdvis", data="sample", sample=40)
    again, _ = opened(tmp_path / "s.hdvis")
    assert (again.data.dataset.n, again.selection.text()) == (40, "x0 > 1")
    again.app.stop()


def test_its_work_is_there_after_a_reload_too(vis, tmp_path, monkeypatch):
    vis.save(tmp_path / "study.hdvis")
    monkeypatch.setenv("HDVIS_STATE_DIR", str(tmp_path / "state"))
    again = hdvis.open(tmp_path / "study.hdvis")
    again.app.autosave = True
    for _ in range(2):
        page = again.app.open(kept=True)
        assert page.session.state.selection.text() == "x0 > 1"
    again.app.stop()


def test_a_wrong_word_is_said(vis, tmp_path):
    with pytest.raises(DataError, match="expected all, sample or none"):
        vis.save(tmp_path / "s.hdvis", data="some")


def test_its_model_decodes_alike(tmp_path):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("onnxscript")
    import torch
    from torch import nn

    torch.manual_seed(0)
    decoder = nn.Sequential(nn.Linear(6, 32), nn.ReLU(), nn.Linear(32, 64), nn.Sigmoid(),
                            nn.Unflatten(1, (1, 8, 8)))  # fmt: skip
    vis = hdvis.Visualizer("Table", dataset=X)
    vis.set_model(decoder, latent=6)
    vis.save(tmp_path / "s.hdvis")
    expected = vis.session.state.model.adapter.decode(X[:5])
    again, session = opened(tmp_path / "s.hdvis")
    model = session.state.model
    assert model.output.image_shape == (8, 8, 1)
    np.testing.assert_allclose(model.adapter.decode(X[:5]), expected, atol=1e-5)
    vis.app.stop()
    again.app.stop()
