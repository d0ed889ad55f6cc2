"""Undo and redo walk over values, as two lists and a place would."""

from hypothesis import given
from hypothesis import strategies as st

from hdvis.selection import History

steps = st.lists(st.integers(0, 9) | st.sampled_from(["undo", "redo"]), max_size=40)


@given(steps)
def test_history_walks_as_a_list_with_a_place_does(steps):
    history, walked, place = History("start"), ["start"], 0
    for step in steps:
        if step == "undo":
            history, place = history.undo(), max(0, place - 1)
        elif step == "redo":
            history, place = history.redo(), min(len(walked) - 1, place + 1)
        elif step is not history.present:
            history, walked, place = history.push(step), [*walked[: place + 1], step], place + 1
        assert history.present == walked[place]
        assert list(history.past) == walked[:place]
        assert list(history.future) == walked[place + 1 :]


def test_the_oldest_steps_are_forgotten():
    history = History(0, depth=3)
    for value in range(1, 10):
        history = history.push(value)
    assert history.past == (6, 7, 8)


def test_what_is_already_present_is_no_step():
    history = History("a").push("b").undo()
    assert history.push("a") is history
    assert History("a").undo().present == History("a").redo().present == "a"
