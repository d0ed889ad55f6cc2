"""Named directions keep their vectors, scales and space, and refuse what is not theirs."""

from dataclasses import replace

import numpy as np
import pytest
from analysis.planted import planted

from hdvis.analysis import Directions, fit_directions
from hdvis.analysis.directions.similarity import cosine_matrix
from hdvis.errors import DataError
from hdvis.models import Edit

Z, Y, _ = planted()
ABCD = fit_directions(Z, Y, "abcd", space="z", model="0123")


def test_the_scales_are_the_formulas():
    i = ABCD.index("b")
    unit = ABCD.raw[i] / np.linalg.norm(ABCD.raw[i])
    np.testing.assert_allclose(ABCD.displacement("b", "unit"), unit)
    np.testing.assert_allclose(ABCD.displacement("b", "raw"), ABCD.raw[i])
    # Along the normal of the standardised space, until the score has moved one deviation.
    step = ABCD.normals[i] * Z.var(axis=0)
    step *= (Z @ unit).std() / (step @ unit)
    np.testing.assert_allclose(ABCD.displacement("b", "std"), step, rtol=1e-5)
    # The fourth moves to a signed distance, which depends on the latent.
    edit = Edit(ABCD.normals[i], 1.5, "boundary", intercept=ABCD.intercepts[i])
    np.testing.assert_allclose(ABCD.distances(edit.apply(Z))[:, i], 1.5, atol=1e-5)


def test_steps_without_data_or_of_another_scale_are_refused():
    bare = Directions.from_vectors(["a"], [[3.0, 4.0]])
    np.testing.assert_allclose(bare.displacement("a", "raw"), [3, 4])
    for ask in (lambda: bare.displacement("a", "std"), lambda: bare.displaced("σ")):
        with pytest.raises(DataError, match="measured"):
            ask()
    with pytest.raises(DataError, match="expected raw, unit or std"):
        bare.displacement("a", "metre")
    with pytest.raises(DataError, match="no direction 'c'; there are a"):
        bare.displacement("c", "raw")
    np.testing.assert_allclose(bare.measured([[0, 0], [3, 4]]).displacement("a"), [1.5, 2])


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


def test_a_direction_is_coloured_by_name():
    made = ABCD.recolor("b", "#aa00ff")
    assert made.colors == ("", "#aa00ff", "", "")
    assert made.select("bcd").colors == ("#aa00ff", "", "")
    assert made.recolor("b", "").colors == ABCD.colors
    with pytest.raises(DataError, match="got 'red', expected #rrggbb"):
        made.recolor("b", "red")


def test_a_direction_is_renamed_and_keeps_where_it_came_from():
    made = replace(ABCD, origins=("fitted", "made", "imported", "fitted"))
    assert made.rename("c", "not c").names[2] == "not c"
    assert made.rename("c", "not c").origins == made.origins
    # A fit to the label "a" must not take its place.
    assert made.rename("a", "not a").origins[0] == "made"
    assert made.select("cb").origins == ("imported", "made")
    assert made.append(ABCD.rename("a", "e").select("e")).origins[3:] == ("fitted", "made")


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


def test_a_displacement_moves_the_score_by_one_deviation_along_the_step_of_the_fit():
    i = ABCD.index("b")
    step = ABCD.displacement("b")
    assert ABCD.normals[i] @ step == pytest.approx(ABCD.deviations[i])
    displacement = ABCD.displacements[i]
    cosine = step @ displacement / np.linalg.norm(step) / np.linalg.norm(displacement)
    assert cosine == pytest.approx(1)


def test_conditional_directions_move_nothing_of_their_conditions():
    made = ABCD.conditional("a").measured(Z)
    assert abs(ABCD.normals[ABCD.index("a")] @ made.displacement("b")) < 1e-12


def collapsed(rng, n=2000):
    """Two attributes at right angles in three wide dimensions, and two dimensions in no use that
    follow both a little, as a VAE's do."""
    z = rng.standard_normal((n, 5)) * [1, 0.8, 0.6, 0, 0]
    first, second = (z[:, i] + 0.3 * rng.standard_normal(n) > 0 for i in (0, 1))
    z[:, 3:] = 0.02 * rng.standard_normal((n, 2)) + 0.02 * (first ^ second)[:, None]
    z[:, 3] += 0.03 * (first | second)
    return z.astype(np.float32), np.column_stack([first, second])


def test_unused_dimensions_decide_raw_angles_but_none_in_standard_deviations(rng):
    z, labels = collapsed(rng)
    made = fit_directions(z, labels, "ab")
    raw, standard = (cosine_matrix(made.displaced(units))[0, 1] for units in ("raw", "σ"))
    assert raw > 0.9
    assert abs(standard) < 0.3
    # The same whatever a dimension is measured in.
    again = fit_directions(z * np.float32([1, 10, 1, 100, 7]), labels, "ab")
    assert cosine_matrix(again.displaced("σ"))[0, 1] == pytest.approx(standard, abs=1e-3)


def test_dimensions_that_a_model_does_not_use_are_found_and_falling_spreads_are_not(rng):
    z, labels = collapsed(rng)
    assert fit_directions(z, labels, "ab").collapsed.tolist() == [3, 4]
    assert fit_directions(Z, Y, "abcd").collapsed.size == 0
    falling = rng.standard_normal((500, 40)) * np.geomspace(1, 1e-3, 40)
    assert fit_directions(falling, falling[:, 0] > 0).collapsed.size == 0
    # Most units of a large latent space may be unused.
    mostly = rng.standard_normal((500, 40)) * np.where(np.arange(40) < 6, 0.9, 0.02)
    assert fit_directions(mostly, mostly[:, 0] > 0).collapsed.tolist() == list(range(6, 40))
    assert Directions.from_vectors(["a"], np.ones((1, 4))).collapsed.size == 0


def test_a_condition_is_taken_out_in_standard_deviations_too(rng):
    z, labels = collapsed(rng)
    made = fit_directions(z, labels, "ab")
    left = made.conditional("a").measured(z)
    step = left.displacement("b")
    assert abs(made.normals[0] @ step) < 1e-12
    # Not along the unused dimensions, where a decoder shows nothing.
    assert np.linalg.norm(step[3:]) < 0.1 * np.linalg.norm(step)
