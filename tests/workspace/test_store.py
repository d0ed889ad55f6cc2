"""What was acknowledged is there again, and nobody's work is overwritten."""

import os

import pytest

from hdvis.errors import LayoutError
from hdvis.workspace import Conflict, Edit, Store, disk
from hdvis.workspace.snapshot import TooNew


def step(value: object) -> Edit:
    return Edit("step", {"selection": value})


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "work"


@pytest.fixture
def store(folder):
    store = Store(folder)
    store.open()
    yield store
    store.close()


def reopened(folder, **how):
    store = Store(folder)
    recovered = store.open(**how)
    return store, recovered


def abandoned(store):
    """As a killed process leaves it: nothing closed, its lock let go by the system."""
    store._owner.release()


def test_a_clean_end_restores_without_a_word(folder):
    store, _ = reopened(folder)
    store.append([step("a"), step("b")])
    store.close()
    again, recovered = reopened(folder)
    assert recovered.workspace.parts == {"selection": "b"}
    assert recovered.text == ""
    assert again.workspace.edited(Edit("undo")).parts == {"selection": "a"}
    again.close()


def test_an_unclean_end_restores_and_says_so(folder):
    store, _ = reopened(folder)
    store.append([step("a")])
    store.append([step("b")])
    abandoned(store)
    again, recovered = reopened(folder)
    assert recovered.workspace.parts == {"selection": "b"}
    assert recovered.text.startswith("restored 2 edits, the last of ")
    again.close()


def test_a_torn_last_line_is_dropped_and_overwritten(folder):
    store, _ = reopened(folder)
    store.append([step("a")])
    abandoned(store)
    (journal,) = folder.glob("journal-*")
    with journal.open("ab") as file:
        file.write(b'0badc0de {"revision":2,"at"')
    again, recovered = reopened(folder)
    assert recovered.workspace.parts == {"selection": "a"}
    assert recovered.problem == ""
    again.append([step("c")])
    abandoned(again)
    _, recovered = reopened(folder)
    assert recovered.workspace.parts == {"selection": "c"}


def test_a_bad_snapshot_is_set_aside_and_the_one_before_serves(folder):
    store, _ = reopened(folder)
    store.append([step("a")])
    store.snapshot()
    store.append([step("b")])
    store.snapshot()
    store.append([step("c")])
    abandoned(store)
    newest = max(folder.glob("snapshot-*.json"))
    newest.write_text('{"hdvis": "workspace", "fo')
    again, recovered = reopened(folder)
    assert recovered.workspace.parts == {"selection": "c"}
    assert newest.name in recovered.problem
    assert newest.with_suffix(".bad").exists()
    again.close()


def test_a_damaged_journal_gives_what_stands_before_the_damage_and_stays(folder):
    store, _ = reopened(folder)
    store.append([step("a")])
    store.append([step("b")])
    abandoned(store)
    (journal,) = folder.glob("journal-*")
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0] + b"#" + lines[1][1:] + lines[1])
    damaged = journal.read_bytes()
    again, recovered = reopened(folder)
    assert recovered.workspace.parts == {"selection": "a"}
    assert journal.name in recovered.text
    again.append([step("d")])
    assert journal.read_bytes() == damaged
    again.close()


def test_a_workspace_of_the_future_is_left_alone(folder):
    folder.mkdir()
    future = folder / "snapshot-000000000007.json"
    future.write_text('{"hdvis": "workspace", "format": 99, "revision": 7, "parts": {}}')
    with pytest.raises(TooNew, match="format 99"):
        Store(folder).open()
    assert future.read_text().startswith('{"hdvis"')
    assert [path.name for path in folder.glob("journal-*")] == []


def test_a_second_program_reads_only(store, folder):
    store.append([step("a")])
    second, recovered = reopened(folder)
    assert recovered.read_only
    assert recovered.workspace.parts == {"selection": "a"}
    with pytest.raises(Conflict, match="open elsewhere"):
        second.append([step("b")])
    store.append([step("c")])


def test_who_is_taken_over_is_refused_and_loses_nothing(store, folder):
    store.append([step("a")])
    second, _ = reopened(folder, take_over=True)
    second.append([step("theirs")])
    with pytest.raises(Conflict, match="another program"):
        store.append([step("mine")])
    path = store.keep_conflict(store.workspace.edited(step("mine")))
    assert "mine" in path.read_text()
    abandoned(second)
    _, recovered = reopened(folder, take_over=True)
    assert recovered.workspace.parts == {"selection": "theirs"}


def test_a_full_disk_keeps_nothing_and_breaks_nothing(store, folder, monkeypatch):
    store.append([step("a")])
    real = os.pwrite

    def half(handle, content, at):
        real(handle, content[: len(content) // 2], at)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "pwrite", half)
    with pytest.raises(OSError, match="No space left"):
        store.append([step("b")])
    monkeypatch.undo()
    assert store.append([step("b")]).parts == {"selection": "b"}
    abandoned(store)
    _, recovered = reopened(folder)
    assert recovered.workspace.parts == {"selection": "b"}
    assert recovered.workspace.revision == 2


def test_five_snapshots_stay_with_their_journals(store, folder):
    for value in range(9):
        store.append([step(value)])
        store.snapshot()
    assert len(list(folder.glob("snapshot-*"))) == 5
    assert len(list(folder.glob("journal-*"))) == 5


def test_files_are_the_owners_alone(store, folder):
    store.append([step("a")])
    store.snapshot()
    assert folder.stat().st_mode & 0o077 == 0
    for path in (*folder.glob("snapshot-*"), *folder.glob("journal-*")):
        assert path.stat().st_mode & 0o077 == 0, path.name


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"hdvis": 1}', '{"hdvis": "workspace"}', "[" * 99_999]
)
def test_junk_is_no_workspace(tmp_path, text):
    from hdvis.workspace import snapshot

    path = tmp_path / "snapshot-1.json"
    path.write_text(text)
    with pytest.raises(LayoutError, match="expected a workspace"):
        snapshot.read(path)
