"""Workspaces are listed, named, and cleared away oldest first."""

import os
import time

import pytest

from hdvis.workspace import Edit, Store, kept_workspaces, state_folder, trim
from hdvis.workspace.folders import describe


def workspace(folder, name, *, days=0, size=0, source=""):
    store = Store(folder / name)
    store.open()
    store.append([Edit("step", {"selection": "x" * size})])
    store.close()
    describe(store.folder, name=name, source=source)
    then = time.time() - days * 86_400
    for path in store.folder.iterdir():
        os.utime(path, (then, then))
    return store


def test_the_last_used_comes_first(tmp_path):
    for days, name in enumerate(("today", "yesterday", "before")):
        workspace(tmp_path, name, days=days, source="data.npz")
    kept = kept_workspaces(tmp_path)
    assert [k.name for k in kept] == ["today", "yesterday", "before"]
    assert kept[0].source == "data.npz"
    kept[0].rename("renamed")
    assert kept_workspaces(tmp_path)[0].name == "renamed"


def test_what_is_too_much_goes_oldest_first(tmp_path):
    for days in range(4):
        workspace(tmp_path, f"w{days}", days=days, size=20_000)
    size = kept_workspaces(tmp_path)[0].size
    gone = trim(tmp_path, limit=int(2.5 * size))
    assert {k.name for k in gone} == {"w2", "w3"}


def test_an_open_one_stays(tmp_path):
    store = workspace(tmp_path, "old", days=30)
    store.open()
    assert trim(tmp_path, limit=0) == []
    store.close()
    assert [k.name for k in trim(tmp_path, limit=0)] == ["old"]


def test_an_unnamed_one_goes_after_a_week(tmp_path):
    for name, days in (("a", 6), ("b", 8)):
        store = workspace(tmp_path, name, days=days)
        (store.folder / "about.json").unlink()
    assert [k.id for k in trim(tmp_path)] == ["b"]


def test_the_variable_says_where(monkeypatch, tmp_path):
    monkeypatch.setenv("HDVIS_STATE_DIR", str(tmp_path))
    assert state_folder() == tmp_path
    monkeypatch.delenv("HDVIS_STATE_DIR")
    assert state_folder().name == "workspaces"


@pytest.mark.parametrize("text", ["", "[]", '{"name": 3}', "{"])
def test_a_broken_description_is_no_name(tmp_path, text):
    workspace(tmp_path, "w")
    (tmp_path / "w" / "about.json").write_text(text)
    assert kept_workspaces(tmp_path)[0].name == ""
