"""Kernels are made ready once, and only while nobody waits for anything."""

import threading

import pytest

from hdvis.app import precompile


@pytest.fixture
def warmed(monkeypatch):
    """`warmed` holds what was done, in a process that has not begun yet."""
    done = []

    def warm(checkpoint):
        for step in range(2):
            checkpoint(step / 2)
            done.append(step)

    monkeypatch.setattr(precompile, "_begun", threading.Event())
    monkeypatch.setattr(precompile, "QUIET", 0.05)
    monkeypatch.setattr("hdvis.accel.warm.warm", warm)
    return done


def finish():
    for thread in threading.enumerate():
        if thread.name == "hdvis-warm":
            thread.join(20)


def test_a_second_page_begins_nothing(warmed):
    precompile.warm_once(lambda: False)
    finish()
    assert warmed == [0, 1]
    precompile.warm_once(lambda: False)
    finish()
    assert warmed == [0, 1]


def test_nothing_is_compiled_while_a_session_works(warmed):
    asked, free = threading.Semaphore(0), threading.Event()

    def is_busy():
        asked.release()
        return not free.is_set()

    precompile.warm_once(is_busy)
    for _ in range(5):
        assert asked.acquire(timeout=20)
    assert warmed == []
    free.set()
    finish()
    assert warmed == [0, 1]


def test_a_kernel_that_fails_is_logged_and_stops_nobody(warmed, monkeypatch, caplog):
    monkeypatch.setattr("hdvis.accel.warm.warm", lambda checkpoint: 1 / 0)
    precompile.warm_once(lambda: False)
    finish()
    assert "ZeroDivisionError" in caplog.text
