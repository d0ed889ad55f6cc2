"""Profiles, slabs and surrogates say what the rows say."""

import numpy as np
import pytest
from hdvis_topology.peak_shape import PeakShape
from hdvis_topology.peak_shape.profile import binned_quantiles, radial_profile
from hdvis_topology.peak_shape.slab import line_points, slab
from hdvis_topology.peak_shape.surrogate import SURROGATES, fit_surrogate
from hdvis_topology.spine import TopologicalSpine
from hdvis_topology.topology import Recipe, make_topology

from hdvis.data import Dataset
from hdvis.data.function import Function
from hdvis.errors import DataError
from hdvis.hooks import Catalog, create_manager
from hdvis.testing import Harness

CATALOG = Catalog.of(create_manager(only=("hdvis_topology", "topology")))


def dataset(n=500):
    x = np.random.default_rng(0).random((n, 3))
    f = np.exp(-8 * ((x - 0.5) ** 2).sum(1))
    return Dataset.from_arrays(x, names=["x", "y", "z"], labels={"f": f})


def topology(norm="none", n=500):
    return make_topology(Recipe(Function(("x", "y", "z"), "f", norm)), dataset(n).columns)


def test_bins_hold_as_many_rows_each_and_their_quantiles():
    x = np.arange(40.0)
    found = binned_quantiles(x, 10 * x, bins=4)
    assert found["x"] == [4.5, 14.5, 24.5, 34.5]
    assert found["quantiles"][1][2] == 145.0
    assert binned_quantiles(np.array([]), np.array([]))["x"] == []


def test_a_profile_falls_away_from_its_peak():
    made = topology()
    top = int(made.extrema[0])
    found = radial_profile(made, top)
    middles = [five[2] for five in found["quantiles"]]
    assert found["rows"] == (made.segments == top).sum()
    assert found["x"] == sorted(found["x"])
    assert middles[0] > middles[len(middles) // 2] > middles[-1]


def test_a_slab_holds_the_rows_near_the_line():
    made = topology()
    found = slab(made, 7, 0, 0.3)
    x = dataset().vectors
    far = np.linalg.norm(x[:, 1:] - x[7, 1:], axis=1)
    assert found["rows"] == np.flatnonzero(far <= 0.3 * far.max()).tolist()
    at = found["rows"].index(7)
    assert found["near"][at] == 1.0
    assert found["x"][at] == pytest.approx(x[7, 0])
    assert slab(made, 7, 0, 1.0)["count"] == 500


def test_the_line_runs_over_the_whole_axis_in_its_own_units():
    made = topology("stddev")
    points, x = line_points(made, 7, 1, 5)
    raw = dataset().vectors[:, 1]
    assert (x[0], x[-1]) == pytest.approx((raw.min(), raw.max()))
    assert points[:, 0] == pytest.approx(np.full(5, made.domain[7, 0]))


@pytest.mark.parametrize("kind", SURROGATES)
def test_a_surrogate_predicts_rows_it_has_not_seen(kind):
    made = fit_surrogate(topology(n=1500), kind)
    assert made.r2 > 0.85
    noise = make_topology(
        Recipe(Function(("x", "y", "z"), "f")),
        dataset().with_columns({"f": np.random.default_rng(1).normal(size=500)}).columns,
    )
    assert fit_surrogate(noise, kind).r2 < 0.2


def test_too_few_rows_have_no_surrogate():
    few = make_topology(Recipe(Function(("x", "y", "z"), "f")), dataset(8).columns)
    with pytest.raises(DataError, match="8 rows"):
        fit_surrogate(few, "nearest rows")


def test_the_page_follows_the_focus_and_the_spine():
    with Harness(dataset(), catalog=CATALOG) as harness:
        harness.place(TopologicalSpine)
        pane = harness.place(PeakShape)
        harness.settle()
        view = harness.parts(pane)[0]
        assert view.dimensions == ["x", "y", "z"]
        assert view.chart["focus"][1] == pytest.approx(harness.state.topology.tree.values.max())
        view._handle_msg({"type": "focus", "row": 11})
        harness.settle()
        assert view.chart["focus"][0] == pytest.approx(dataset().vectors[11, 0])
        view._handle_msg({"type": "set", "name": "surrogate", "value": "nearest rows"})
        harness.settle()
        assert len(view.chart["curve"][0]) == 160
        assert "R²" in view.note
        view._handle_msg({"type": "set", "name": "mode", "value": "segment"})
        harness.settle()
        assert view.chart["across"].startswith("distance from peak")
        assert not harness.failure(pane)
