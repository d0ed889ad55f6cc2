"""Directions that a script gives join those of the labels, and foreign ones are refused."""

import numpy as np
import pytest

from hdvis import Dataset, Visualizer
from hdvis.analysis import fit_directions
from hdvis.errors import DataError

RNG = np.random.default_rng(0)
Z = RNG.normal(size=(60, 4)).astype(np.float32)


@pytest.fixture
def vis():
    dataset = Dataset.from_arrays(Z, labels={"hat": Z[:, 0] > 0})
    made = Visualizer("Similarity Matrix", dataset=dataset)
    yield made
    made.stop()


def model(vis, scale=1.0):
    # The two models differ in what they decode, and so in their fingerprints.
    vis.set_model(
        None, decode=lambda z: scale * z.reshape(-1, 2, 2), latent=4, value_range=(0, 1),
        version=f"scale {scale}",
    )  # fmt: skip


def test_a_file_joins_the_labels_directions_in_open_and_later_sessions(vis, tmp_path):
    session = vis.open()
    np.save(tmp_path / "smile_boundary.npy", RNG.normal(size=(1, 4)))
    vis.add_directions(tmp_path)
    vis.add_directions({"up": [0, 0, 0, 2.0]})
    vis.add_directions(np.eye(4)[:2], ["a", "b"])
    for each in (session, vis.open()):
        made = each.state.directions
        assert set(made.names) == {"hat", "smile", "up", "a", "b"}
        np.testing.assert_allclose(made.normals[made.index("up")], [0, 0, 0, 1])
        assert made.deviations[made.index("up")] == pytest.approx(Z[:, 3].std(), rel=1e-5)


def test_given_directions_stay_when_labels_are_added_and_go_with_another_space(vis):
    vis.add_directions({"up": [0, 0, 0, 1.0]})
    session = vis.open()
    vis.data.set_labels({"tall": Z[:, 1] > 0})
    assert {"hat", "tall", "up"} <= set(session.state.directions.names)
    vis.data.set_data(np.eye(5))
    assert session.state.directions is None


def test_directions_of_another_width_are_refused_by_name_and_width(vis):
    with pytest.raises(DataError, match=r"directions wide.*got width 4, expected 7") as caught:
        vis.add_directions({"wide": np.ones(7)})
    assert caught.value.code == "HDV-M8"
    with pytest.raises(DataError, match="no space 'other'"):
        vis.add_directions({"up": np.ones(4)}, space="other")
    with pytest.raises(DataError, match="got no names for 2 vectors"):
        vis.add_directions(np.eye(4)[:2])


def test_directions_fitted_on_another_models_latents_are_refused(vis):
    model(vis)
    mine = vis.open().state.model.adapter.fingerprint()
    made = fit_directions(Z, Z[:, 1] > 0, ["tall"], model="another model")
    with pytest.raises(DataError, match=r"model another model, expected\s+model"):
        vis.add_directions(made)
    vis.add_directions(fit_directions(Z, Z[:, 1] > 0, ["tall"], model=mine))
    with pytest.raises(DataError, match="fitted on the latents of model"):
        model(vis, 2.0)


def test_vectors_of_no_direction_are_refused_by_name(vis):
    for lost in ([0, 0, 0, 0], [np.nan, 1, 0, 0], [np.inf, 1, 0, 0]):
        with pytest.raises(DataError, match=r"directions: got down zero or not finite"):
            vis.add_directions({"up": [0, 0, 0, 1.0], "down": lost})


def test_putting_directions_is_adding_them_and_they_are_known_to_be_imported(vis):
    session = vis.open()
    vis.put("directions", {"up": [0, 0, 0, 1.0]})
    vis.put("directions", np.eye(4)[:1], names=["a"], space="vectors")
    made = session.state.directions
    origins = dict(zip(made.names, made.origins, strict=True))
    assert origins == {"hat": "fitted", "up": "imported", "a": "imported"}
