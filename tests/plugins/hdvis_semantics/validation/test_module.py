"""The validation panel shows what a walk through the model finds, and says what it lacks."""

import numpy as np
import pytest
from hdvis_semantics.validation import DirectionValidation
from hdvis_semantics.validation.response import ResponsePlan, direction_response

from hdvis.models import LatentModel


@pytest.fixture
def panel(room, until):
    def place(**options):
        module = room.place(DirectionValidation, **options).module
        until(lambda: not module.view.waiting)
        return module

    return place


def line(chart, kind):
    (found,) = [one["y"] for one in chart["lines"] if one["kind"] == kind]
    return np.array(found)


def test_a_linear_model_gives_back_the_whole_edit_and_leaks_by_the_cosine(room, panel, world):
    room.state.direction = "hat"
    module = panel(reader="encoder", reach=2.0, rows=8)
    response, consistency = module.view.charts
    strengths = np.linspace(-2, 2, 9)
    np.testing.assert_allclose(response["x"], strengths)
    # pictures are 8 bit, so the encoder is off by a few hundredths
    np.testing.assert_allclose(line(consistency, "mean"), strengths[strengths != 0], atol=0.15)
    made = room.state.directions
    cosines = made.normals @ made.normals[made.index("hat")]
    expected = cosines * made.deviations[made.index("hat")] / made.deviations
    leaks = dict(module.view.leaks)
    assert set(leaks) == {"smile", "noise", "size"}
    assert leaks["smile"] == pytest.approx(expected[made.index("smile")], abs=0.1)
    assert "better than chance" in module.caption
    labels = {label for label, *_ in module.view.facts}
    assert {"AUC", "prevalence", "random directions", "permuted labels", "stability"} <= labels
    assert "cycle error" in labels


def test_a_reader_of_pictures_sees_a_planted_attribute_grow_and_a_random_one_not(room, model):
    room.state.direction = "hat"
    found = direction_response(
        model, room.state.dataset, room.state.directions, "hat", ResponsePlan(rows=12)
    )
    assert "read from pictures" in found.read
    assert found.response.spearman > 0.95
    assert found.response.slope > 3 * abs(found.control.slope)
    noise = direction_response(
        model, room.state.dataset, room.state.directions, "noise", ResponsePlan(rows=12)
    )
    assert abs(noise.response.slope) < found.response.slope / 2


def test_without_an_encoder_the_response_stays_and_the_panel_says_why_the_rest_is_missing(
    room, panel, world
):
    blind = LatentModel.attach(
        None, space="vectors", vectors=world.latents, decode=world.decode, latent=6,
        value_range=(0, 1),
    )  # fmt: skip
    room.state.model = blind
    module = panel()
    assert len(module.view.charts) == 1
    assert "read from pictures" in module.view.charts[0]["title"]
    assert module.view.leaks == []
    assert "has no encoder" in module.view.note
    blind.close()


def test_without_a_model_or_a_label_it_says_so(room, panel):
    room.state.model = None
    module = panel()
    assert "no model" in module.view.note
    assert module.view.charts == []
    mine = room.state.directions.select(["hat"]).rename("hat", "mine")
    room.state.directions = room.state.directions.append(mine)
    room.state.direction = "mine"
    room.settle()
    assert module.view.verdict == "no label to judge it by"
    room.state.direction = "noise"
    room.settle()
    assert module.view.weak
    assert "chance" in module.view.verdict


def test_the_panel_judges_its_direction_thoroughly(room, panel, until):
    room.state.validations = None
    room.state.direction = "smile"
    module = panel()
    until(lambda: "smile" in (room.state.validations or {}))
    assert np.isfinite(room.state.validations["smile"].stability)
    assert module.view.verdict.startswith("better than chance")
