"""Kept work is listed, renamed and deleted from the command line."""

import pytest

from hdvis.cli import main
from hdvis.workspace import Edit, Store, kept_workspaces
from hdvis.workspace.folders import describe


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("HDVIS_STATE_DIR", str(tmp_path))
    for name, source in (("abc111", ""), ("abd222", "faces.npz")):
        store = Store(tmp_path / name)
        store.open()
        store.append([Edit("step", {"selection": []})])
        store.close()
        describe(tmp_path / name, name=name.upper(), source=source)
    return tmp_path


def test_they_are_listed_with_where_they_come_from(folder, capsys):
    assert main(["workspaces"]) == 0
    said = capsys.readouterr().out
    assert "ABC111" in said
    assert "faces.npz" in said


def test_none_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("HDVIS_STATE_DIR", str(tmp_path / "none yet"))
    assert main(["workspaces"]) == 0
    assert "no work is kept" in capsys.readouterr().out


def test_one_is_renamed_and_deleted(folder, capsys):
    assert main(["workspaces", "rename", "abc", "my study"]) == 0
    assert "my study" in {kept.name for kept in kept_workspaces(folder)}
    assert main(["workspaces", "delete", "abc"]) == 0
    assert [kept.id for kept in kept_workspaces(folder)] == ["abd222"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["delete", "ab"], "several begin so"),
        (["delete", "x"], "there is none"),
        (["delete"], "no id"),
        (["rename", "abc"], "no name"),
        (["open", "abc"], "found by the rows"),
        (["open", "abd"], "its file is gone"),
    ],
)
def test_a_mistake_is_said_and_nothing_changes(folder, capsys, words, said):
    assert main(["workspaces", *words]) == 2
    assert said in capsys.readouterr().err
    assert len(kept_workspaces(folder)) == 2


def test_an_open_one_is_not_deleted(folder, capsys):
    store = Store(folder / "abc111")
    store.open()
    assert main(["workspaces", "delete", "abc"]) == 2
    assert "is open" in capsys.readouterr().err
    store.close()
