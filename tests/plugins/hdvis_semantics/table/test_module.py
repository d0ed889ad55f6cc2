"""Directions are fitted again as the table is told, and judged as they are then."""

import numpy as np
import pytest
from hdvis_semantics.table import DirectionTable


@pytest.fixture
def table(room):
    room.state.validations = None
    return room.place(DirectionTable).module


def cell(table, name, head):
    heads = [each["label"] for each in table.view.heads]
    (row,) = [row for row in table.view.rows if row["name"] == name]
    return row["cells"][heads.index(head)][1]


def test_every_label_is_judged_thoroughly_and_chance_is_marked(table):
    assert cell(table, "hat", "AUC") > 0.95
    assert cell(table, "hat", "stability") > 0.9
    assert [row["name"] for row in table.view.rows if row["weak"]] == ["noise"]
    assert "1 not better than chance" in table.caption


def test_another_method_is_fitted_and_judged(room, table):
    table.method = "class means"
    room.settle()
    assert room.state.directions.method == "class means"
    assert "by class means" in table.caption
    assert room.state.validations["hat"].method == "class means"


def test_conditions_are_taken_out_of_the_directions_and_of_what_is_said_of_them(room, table):
    before = room.state.directions
    table.condition = "hat"
    room.settle()
    made = room.state.directions
    assert "hat" not in made.names
    hat = before.normals[before.index("hat")]
    assert abs(made.normals @ hat).max() < 1e-14
    assert abs(before.normals[before.index("smile")] @ hat) > 0.5
    assert cell(table, "smile", "AUC") < 0.95
    assert "by ridge given hat" in table.caption
    table.condition = ""
    room.settle()
    np.testing.assert_array_equal(room.state.directions.normals, before.normals)


@pytest.mark.parametrize(
    ("condition", "words"),
    [("nonsense", "no direction 'nonsense'"), ("hat, smile, noise, size", "every direction is")],
)
def test_conditions_that_cannot_be_met_are_named_and_nothing_changes(room, table, condition, words):
    before = room.state.directions
    table.condition = condition
    room.settle()
    assert words in table.caption
    assert table.failure is None
    assert room.state.directions is before
    table.condition = ""
    room.settle()
    assert "4 directions by ridge" in table.caption


def test_directions_made_by_hand_stay_through_a_refit(room, table):
    mine = room.state.directions.select(["size"]).rename("size", "mine")
    room.state.directions = room.state.directions.append(mine)
    table.method = "logistic"
    room.settle()
    assert "mine" in room.state.directions.names
    (row,) = [row for row in table.view.rows if row["name"] == "mine"]
    assert row["note"] == "no label to judge it by"
    assert "several methods" in table.caption
    assert room.state.validations["hat"].method == "logistic"
