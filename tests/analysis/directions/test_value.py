"""Named directions keep their vectors, scales and space, and refuse what is not theirs."""

import numpy as np
import pytest
from analysis.planted import planted

from hdvis.analysis import Directions, fit_directions
from hdvis.errors import DataError
from hdvis.models import Edit

Z, Y, _ = planted()
ABCD = fit_directions(Z, Y, "abcd", space="z", model="0123")


def test_the_four_scales_are_the_formulas():
    i = ABCD.index("b")
    unit = ABCD.raw[i] / np.linalg.norm(ABCD.raw[i])
    np.testing.assert_allclose(ABCD.step("b", "unit"), unit)
    np.testing.assert_allclose(ABCD.step("b", "raw"), ABCD.raw[i])
    np.testing.assert_allclose(ABCD.step("b", "std"), unit * (Z @ unit).std(), rtol=1e-6)
    # The fourth moves to a signed distance, which depends on the latent.
    edit = Edit(ABCD.normals[i], 1.5, "boundary", intercept=ABCD.intercepts[i])
    np.testing.assert_allclose(ABCD.distances(edit.apply(Z))[:, i], 1.5, atol=1e-5)


def test_steps_without_data_or_of_another_scale_are_refused():
    bare = Directions.from_vectors(["a"], [[3.0, 4.0]])
    np.testing.assert_allclose(bare.step("a", "raw"), [3, 4])
    with pytest.raises(DataError, match="measured"):
        bare.step("a", "std")
    with pytest.raises(DataError, match="expected raw, unit, std or fitted"):
        bare.step("a", "metre")
    with pytest.raises(DataError, match="no direction 'c'; there are a"):
        bare.step("c", "raw")
    np.testing.assert_allclose(bare.measured([[0, 0], [3, 4]]).step("a"), [1.5, 2])


def test_distances_are_signed_for_any_number_type_and_measuring_skips_missing_rows():
    line = Directions.from_vectors(["x"], [[0.6, 0.8]], intercepts=-1.0)
    for kind in (int, np.float32, np.float64):
        np.testing.assert_allclose(line.distances(np.array([[5, 0], [0, 0]], kind))[:, 0], [2, -1])
    holed = np.array([[0, 0], [np.nan, 1], [6, 8]])
    np.testing.assert_allclose(line.measured(holed).deviations, 5)


def test_directions_of_another_width_or_model_are_refused_by_name():
    with pytest.raises(DataError, match=r"got width 3, expected 12, .* space z") as caught:
        ABCD.distances(Z[:, :3])
    assert caught.value.code == "HDV-M8"
    with pytest.raises(DataError, match=r"model 0123, expected model beef"):
        ABCD.check_model("beef", 12)
    with pytest.raises(DataError, match="model beef: got width 9"):
        ABCD.check_model("beef", 9)
    ABCD.check_model("0123", 12)


def test_joining_asks_for_one_space_and_one_model():
    more = fit_directions(Z, Y[:, 0], ["e"], "contrast", space="z", model="0123")
    both = ABCD.append(more)
    assert both.names == ("a", "b", "c", "d", "e")
    assert both.method == "mixed"
    np.testing.assert_array_equal(both.normals[4], more.normals[0])
    bare = Directions.from_vectors(["f"], np.eye(12)[:1])
    assert ABCD.append(bare).space == bare.append(ABCD).space == "z"
    for other, says in (({"space": "w"}, "space w"), ({"model": "beef"}, "model 0123")):
        foreign = Directions.from_vectors(["g"], np.eye(12)[:1], **other)
        assert not ABCD.goes_with(foreign)
        with pytest.raises(DataError, match=says):
            ABCD.append(foreign)
    with pytest.raises(DataError, match="occurs twice"):
        ABCD.append(ABCD)


def test_a_flip_turns_the_sides_and_keeps_the_plane():
    turned = ABCD.flip("c")
    factor = np.array([1, 1, -1, 1])
    np.testing.assert_allclose(turned.distances(Z), ABCD.distances(Z) * factor)
    assert turned.rename("c", "not c").names[2] == "not c"


def test_arrays_cannot_be_changed_and_must_fit_the_names():
    with pytest.raises(ValueError, match="read-only"):
        ABCD.normals[0, 0] = 1
    with pytest.raises(DataError, match=r"intercepts of shape \(2,\) for 4 names"):
        Directions(
            ABCD.names, ABCD.normals, ABCD.displacements, [0, 0], ABCD.lengths, ABCD.deviations,
            ABCD.rows, ABCD.reasons,
        )  # fmt: skip


def test_zero_and_missing_vectors_are_marked_not_raised():
    made = Directions.from_vectors("abc", [[0, 0], [np.nan, 1], [0, 2]])
    assert made.defined.tolist() == [False, False, True]
    assert made.reasons == (*["the direction is zero or not finite"] * 2, "")


def test_a_step_towards_a_direction_moves_the_score_by_one_deviation_along_the_displacement():
    i = ABCD.index("b")
    step = ABCD.towards("b")
    assert ABCD.normals[i] @ step == pytest.approx(ABCD.deviations[i])
    displacement = ABCD.displacements[i]
    cosine = step @ displacement / np.linalg.norm(step) / np.linalg.norm(displacement)
    assert cosine == pytest.approx(1)


def test_conditional_directions_move_nothing_of_their_conditions():
    made = ABCD.conditional("a").measured(Z)
    assert abs(ABCD.normals[ABCD.index("a")] @ made.towards("b")) < 1e-12
