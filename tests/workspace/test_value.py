"""A workspace is what its edits say, and an undo is the way back."""

from hypothesis import given
from hypothesis import strategies as st

from hdvis.workspace import Edit, Workspace

NAMES = st.sampled_from(["selection", "filters", "layout"])
STEPS = st.builds(lambda parts: Edit("step", parts), st.dictionaries(NAMES, st.integers(0, 9)))


def after(*edits: Edit) -> Workspace:
    workspace = Workspace()
    for edit in edits:
        workspace = workspace.edited(edit)
    return workspace


def test_a_step_can_be_undone_and_a_set_stays():
    workspace = after(
        Edit("step", {"selection": "a"}),
        Edit("set", {"layout": 1}),
        Edit("step", {"selection": "b"}),
    )
    back = workspace.edited(Edit("undo"))
    assert back.parts == {"selection": "a", "layout": 1}
    assert back.edited(Edit("redo")).parts == workspace.parts


def test_a_new_step_forgets_what_was_undone():
    workspace = after(Edit("step", {"selection": "a"}), Edit("undo"), Edit("step", {"filters": 1}))
    assert workspace.future == ()
    assert workspace.edited(Edit("redo")).parts == workspace.parts


def test_nothing_to_undo_only_counts():
    assert after(Edit("undo"), Edit("redo")) == Workspace(revision=2)


@given(st.lists(STEPS, max_size=12))
def test_undoing_all_and_redoing_all_ends_where_it_began(steps):
    workspace = done = after(*steps)
    for _ in steps:
        workspace = workspace.edited(Edit("undo"))
    assert all(value is None for value in workspace.parts.values())
    for _ in steps:
        workspace = workspace.edited(Edit("redo"))
    assert workspace.parts == done.parts
