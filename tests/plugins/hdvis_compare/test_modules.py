"""The views of comparison follow the trainings and spaces on the table."""

import numpy as np
import pytest
from analysis import toy_trainings as toys
from hdvis_compare.activity import Activity
from hdvis_compare.activity.work import stages_of
from hdvis_compare.models import ModelComparison
from hdvis_compare.spaces import SpaceComparison

from hdvis.analysis.comparison import linear_cka
from hdvis.data import Dataset
from hdvis.hooks import Catalog, create_manager
from hdvis.testing import Harness

CATALOG = Catalog.of(create_manager(only=("hdvis_compare", "compare")))
RUN = toys.Run()


def dataset():
    labels = {"bright": (toys.CODES[:, 0] > 0).astype(int), "size": toys.CODES[:, 1]}
    data = Dataset.from_arrays(toys.CODES, images=toys.pictures(), labels=labels)
    noise = np.random.default_rng(5).standard_normal((toys.ROWS, 3))
    return data.with_space("turned", 3 * toys.CODES @ toys.turned(4)).with_space("noise", noise)


@pytest.fixture
def harness():
    with Harness(dataset(), catalog=CATALOG) as made:
        yield made


def place(harness, kind, **options):
    pane = harness.place(kind, **options)
    harness.settle()
    assert not harness.failure(pane)
    return pane, harness.parts(pane)[0]


def hear(harness, view, **message):
    view._handle_msg(message)
    harness.settle()


def test_a_matrix_of_spaces_and_the_pair_that_a_cell_opens(harness):
    _, view = place(harness, SpaceComparison)
    names, values = view.matrix["names"], np.array(view.matrix["values"])
    assert names[1:] == ["turned", "noise"]
    assert values[0, 1] == pytest.approx(1, abs=1e-5)
    expected = linear_cka(toys.CODES, harness.state.dataset.spaces["noise"])
    assert values[0, 2] == pytest.approx(expected, abs=1e-4)
    hear(harness, view, type="cell", first=0, second=1)
    one, other = (np.frombuffer(m, "f4").reshape(-1, 2) for m in view.pair["maps"])
    assert one == pytest.approx(other, abs=1e-3)  # turned back onto each other
    column = next(c for n, c in harness.state.columns.items() if "turned" in n and "change" in n)
    assert np.abs(column.values).max() == 0


def test_a_brush_on_either_map_selects_rows_and_lights_them_in_both(harness):
    _, view = place(harness, SpaceComparison)
    other = np.frombuffer(view.pair["maps"][1], "f4").reshape(-1, 2)
    middle = float(np.median(other[:, 0]))
    box = [middle, 1e9, -1e9, 1e9]
    hear(harness, view, type="brush", map=1, box=box, mode=None)
    expected = other[:, 0] >= middle
    assert harness.state.rows.selected.tolist() == expected.tolist()
    assert list(view.chosen) == expected.astype(int).tolist()


def test_the_rows_that_changed_most_become_a_selection(harness):
    _, view = place(harness, SpaceComparison)
    hear(harness, view, type="cell", first=0, second=2)
    hear(harness, view, type="disagree")
    assert 0 < harness.state.rows.selected.sum() < toys.ROWS


def test_the_stages_of_a_training_are_spaces_too(harness):
    harness.state.runs = {"toy": RUN}
    _, view = place(harness, SpaceComparison, source="toy")
    assert view.matrix["names"] == ["stage 0", "stage 1", "stage 2"]
    assert view.matrix["values"][0][0] == pytest.approx(1)
    hear(harness, view, type="set", name="measure", value="mutual neighbours")
    assert view.matrix["values"][0][2] < 1


def test_activity_counts_the_units_that_live_and_says_which_die(harness):
    harness.state.runs = {"toy": RUN}
    pane, view = place(harness, Activity)
    assert view.heat["units"][:2] in ([0, 1], [1, 0])
    found = {curve["name"]: curve["values"] for curve in view.curves}
    assert found["toy > 0.01"] == [4, 2, 2]
    assert "2 of 4 units" in pane.module.caption
    hear(harness, view, type="set", name="curves", value="loss")
    assert view.curves == [{"name": "toy", "values": [3.0, 2.0, 1.0]}]
    hear(harness, view, type="unit", unit=1)
    assert harness.state.color.column == harness.state.dataset.vector_names[1]


def test_divergence_of_a_stage_is_that_of_its_posteriors():
    made = stages_of(RUN)
    means = RUN.stage_latents(1)
    assert made.kl[1] == pytest.approx(0.5 * (means**2).mean(axis=0), rel=1e-5)


def test_two_trainings_are_swapped_with_pictures_and_errors(harness):
    harness.state.runs = {"a": toys.Run("a", 1), "b": toys.Run("b", 2)}
    pane, view = place(harness, ModelComparison, first="a · stage 2", second="b · stage 2")
    sent = []
    view.send = lambda **message: sent.append(message)
    hear(harness, view, type="ready")
    names = [picture["name"] for picture in sent[-1]["pictures"]]
    assert names[:5] == ["original", "E1-D1", "E2-D1", "E1-D2", "E2-D2"]
    assert sum("+" in name for name in names) == 6
    errors = {line[0]: float(line[1].replace("−", "-")) for line in view.errors}
    matched = errors["matched: encoder 1, decoder 1"]
    assert errors["swapped: encoder 2, decoder 1"] > 100 * matched
    aligned = errors["aligned swap: encoder 2, map, decoder 1"]
    assert aligned < 0.1 * errors["the mean picture"]
    before = sent[-1]["pictures"][-1]["data"]
    hear(harness, view, type="strength", value=-4.0, live=True)
    assert pane.module.strength == -4.0
    assert sent[-1]["pictures"][-1]["data"] != before


@pytest.mark.parametrize("kind", [Activity, ModelComparison])
def test_without_a_training_it_says_what_it_needs(harness, kind):
    _, view = place(harness, kind)
    assert "run folder" in view.note
