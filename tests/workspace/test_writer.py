"""Edits are kept in their order, off the caller's thread, and trouble is said."""

import threading

import pytest

from hdvis.workspace import Edit, Store, Writer, writer


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path)
    store.open()
    return store


def test_edits_are_kept_in_order_and_said(store):
    heard = []
    keeper = Writer(store, heard.append)
    for value in range(20):
        keeper.put(Edit("step", {"n": value}))
    assert keeper.flush()
    assert store.workspace.parts == {"n": 19}
    assert (heard[-1].state, heard[-1].revision) == ("saved", 20)
    keeper.close()


def test_closing_keeps_what_was_put_last(store, tmp_path):
    keeper = Writer(store)
    keeper.put(Edit("step", {"n": 1}))
    keeper.close()
    assert Store(tmp_path).open().workspace.parts == {"n": 1}


def test_a_disk_that_refuses_is_said_and_tried_again(store, monkeypatch):
    monkeypatch.setattr(writer, "RETRY_SECONDS", 0.05)
    heard, refused = [], threading.Event()
    real = store.append

    def append(edits):
        if not refused.is_set():
            raise OSError(28, "No space left on device")
        return real(edits)

    store.append = append

    def told(status):
        heard.append(status)
        if status.state == "not saving":
            refused.set()

    keeper = Writer(store, told)
    keeper.put(Edit("step", {"n": 1}))
    assert keeper.flush()
    assert "No space left on device" in [status.reason for status in heard]
    assert store.workspace.parts == {"n": 1}
    keeper.close()


def test_what_was_overtaken_is_put_beside(store, tmp_path):
    keeper = Writer(store)
    keeper.put(Edit("step", {"n": 1}))
    assert keeper.flush()
    other = Store(tmp_path)
    other.open(take_over=True)
    other.append([Edit("step", {"n": "theirs"})])
    keeper.put(Edit("step", {"n": "mine"}))
    keeper.flush(timeout=2)
    assert keeper.status.state == "not saving"
    (conflict,) = tmp_path.glob("conflict-*.json")
    assert "mine" in conflict.read_text()
    keeper.close()


def test_many_edits_make_a_snapshot(store, tmp_path):
    keeper = Writer(store)
    for value in range(writer.SNAPSHOT_EDITS):
        keeper.put(Edit("step", {"n": value}))
        keeper.flush()
    keeper.close()
    assert list(tmp_path.glob("snapshot-*.json"))
