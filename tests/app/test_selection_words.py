"""What is written into the header becomes the selection, or a sentence about it."""

import numpy as np
import pytest

from hdvis import Column
from hdvis.selection import Clause, Rows, Selection


@pytest.fixture
def asked(visualizer):
    """A session, and a function that sends it a message and returns what it answers."""
    session = visualizer().open()
    heard = []
    session.notify.words._send = lambda **message: heard.append(message)

    def ask(type, **message):
        heard.clear()
        session.notify._on_message({"type": type, **message})
        return heard[-1] if heard else None

    return session.state, ask


def rows(state):
    return np.flatnonzero(state.rows.selected).tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x0 > 1", [2, 3]), ("kind == b and x1 < 8", [2]), ("0, 3", [0, 3]), ("a", [0, 1]), (" ", [])],
)
def test_an_expression_or_a_list_is_written(asked, text, expected):
    state, ask = asked
    state.selection = Selection((Clause("a", Rows.of([1])),))
    assert ask("write", text=text) == {"type": "written", "problem": ""}
    assert rows(state) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [("x0 >", "invalid syntax"), ("x9 > 1", "no column named 'x9'"), ("7", "names row 7"),
     ("x0 == 'red'", "holds numbers"), ("a c", "no label")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_the_selection_stays(asked, text, words):
    state, ask = asked
    state.selection = before = Selection((Clause("a", Rows.of([1])),))
    assert words in ask("write", text=text)["problem"]
    assert state.selection is before


def test_the_words_of_the_selection_can_be_edited(asked):
    state, ask = asked
    ask("write", text="x0 > 1")
    assert ask("words") == {"type": "words", "text": "x0 > 1"}
    state.selection = Selection((Clause("a", Rows.of(np.arange(0, 400_000, 2))),))
    assert ask("words")["text"] == ""


def test_columns_that_views_made_are_completed_and_carried(asked):
    state, ask = asked
    state.add_columns(Column("cluster", np.array([0.0, 1, 1, 0])))
    answer = ask("complete", text="clu", place=3)
    assert answer["offers"] == [{"text": "cluster", "kind": "column", "start": 0, "end": 3}]
    ask("write", text="cluster == 1")
    state.columns = {}
    assert rows(state) == [1, 2]


def test_named_selections_are_renamed_combined_and_forgotten(asked):
    state, ask = asked
    ask("write", text="x0 > 0")
    ask("name", name="some")
    ask("write", text="x0 < 3")
    ask("name", name="  ")
    assert list(state.saved) == ["some", "selection"]
    for how, expected in (
        ("union", [0, 1, 2, 3]), ("intersection", [1, 2]), ("difference", [0]),
        ("symmetric difference", [0, 3]),
    ):  # fmt: skip
        ask("recall", name="selection")
        ask("combine", how=how, name="some")
        assert rows(state) == expected
    ask("rename", name="selection", to="some")
    assert list(state.saved) == ["some", "some (2)"]
    ask("forget", name="some")
    assert list(state.saved) == ["some (2)"]
