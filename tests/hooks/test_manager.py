"""A manager keeps the plugins of one visualizer, each apart from the others' faults."""

import pytest
from hooks.toys import Dist, Entry, entry, plugin, view

from hdvis.errors import DataError
from hdvis.hooks import create_manager


def test_two_managers_share_nothing():
    one = create_manager(discover=False, extra=[plugin("a", hdvis_reducers=dict)])
    two = create_manager(discover=False)
    assert [p.name for p in one.plugins] == ["a"]
    assert two.plugins == ()


def test_answers_come_with_their_plugin():
    manager = create_manager(
        entry_points=[
            entry("b", "two", hdvis_reducers=lambda: {"B": list}),
            entry("a", "one", hdvis_reducers=lambda: {"A": dict}),
        ]
    )
    answers = [(p.distribution, value) for p, value in manager.call("hdvis_reducers")]
    assert answers == [("one", {"A": dict}), ("two", {"B": list})]


def test_a_hook_may_leave_its_argument_out():
    opened = []
    manager = create_manager(
        discover=False, extra=[plugin("a", hdvis_session_opened=lambda: opened.append(1))]
    )
    manager.call("hdvis_session_opened", session=object())
    assert opened == [1]
    assert manager.problems == ()


def test_the_first_answer_wins():
    manager = create_manager(
        entry_points=[
            entry("a", "one", hdvis_adapt_model=lambda model: None),
            entry("b", "two", hdvis_adapt_model=lambda model: Adapter("b")),
            entry("c", "zed", hdvis_adapt_model=lambda model: Adapter("c")),
        ]
    )
    assert manager.first("hdvis_adapt_model", model=1).latent == "b"


def test_a_readers_own_word_on_a_file_is_passed_on_when_nobody_else_reads_it():
    def read(path):
        raise DataError("cut short")

    manager = create_manager(discover=False, extra=[plugin("a", hdvis_read_dataset=read)])
    with pytest.raises(DataError, match="cut short"):
        manager.first("hdvis_read_dataset", path="x")
    assert manager.problems == ()


def test_the_word_of_one_reader_does_not_keep_another_from_reading():
    def refuse(path):
        raise DataError("cut short")

    manager = create_manager(
        discover=False,
        extra=[
            plugin("a", hdvis_read_dataset=refuse),
            plugin("b", hdvis_read_dataset=lambda path: Data()),
        ],
    )
    assert isinstance(manager.first("hdvis_read_dataset", path="x"), Data)


def test_a_file_beside_a_layout_is_a_plugin(tmp_path):
    file = tmp_path / "hdvis_plugin.py"
    file.write_text(
        "from __future__ import annotations\n"
        "from dataclasses import dataclass\n"
        "from hdvis.hooks import hookimpl\n"
        "@dataclass\n"
        "class Mean:\n"
        "    seed: int = 0\n"
        "@hookimpl\n"
        "def hdvis_reducers():\n"
        "    return {'Mean': Mean}\n"
    )
    manager = create_manager(discover=False)
    assert manager.load_file(file)
    ((_, reducers),) = manager.call("hdvis_reducers")
    assert reducers["Mean"]().seed == 0


def test_a_broken_file_beside_a_layout_is_listed(tmp_path):
    file = tmp_path / "hdvis_plugin.py"
    file.write_text("def broken(:\n")
    manager = create_manager(discover=False)
    assert manager.load_file(file) is None
    assert manager.load_file(tmp_path / "absent.py") is None
    assert len(manager.problems) == 2
    assert "SyntaxError" in manager.problems[0].last_line


def test_an_old_style_wrapper_is_refused_since_plugins_are_asked_one_by_one():
    from hdvis.hooks import hookimpl

    class Wrapping:
        @hookimpl(wrapper=True)
        def hdvis_reducers(self):
            return (yield)

    manager = create_manager(discover=False, extra=[Wrapping()])
    assert manager.call("hdvis_reducers") == []
    assert "wrapper" in manager.problems[0].text


def test_the_own_plugins_load_from_the_real_entry_points():
    manager = create_manager(only=())
    assert all(p.builtin for p in manager.plugins)


def test_a_plugin_may_be_any_object_with_hooks():
    assert create_manager(
        discover=False, extra=[plugin("a", hdvis_modules=lambda: [view("A")])]
    ).call("hdvis_modules")
    assert create_manager(entry_points=[Entry("none", lambda: None, Dist("x"))]).problems


class Adapter:
    def __init__(self, latent):
        self.latent = latent


class Data:
    n, spaces, columns = 0, {}, {}
