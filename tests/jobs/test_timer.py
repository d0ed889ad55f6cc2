"""One thread calls back for all, in order, and no earlier than asked."""

import gc
import threading
import time

from hdvis.jobs.timer import Timer

WAIT = 0.05


def timers():
    return [thread for thread in threading.enumerate() if thread.name == "hdvis-timer"]


def test_all_are_told_in_order_by_one_thread_no_earlier_than_asked():
    made, told, done = Timer(), [], threading.Event()
    begun = time.monotonic()
    for number in range(50):
        made.call_later(
            WAIT, lambda number=number: told.append((number, threading.current_thread().name))
        )
    made.call_later(WAIT, done.set)
    assert done.wait(20)
    assert time.monotonic() - begun >= WAIT
    assert told == [(number, "hdvis-timer") for number in range(50)]
    made.close()


def test_the_thread_ends_with_its_owner_and_begins_again_when_needed():
    before = set(timers())
    made = Timer()
    for _ in range(2):
        done = threading.Event()
        made.call_later(WAIT, done.set)
        assert done.wait(20)
        made.close()
    done = threading.Event()
    made.call_later(WAIT, done.set)
    assert done.wait(20)
    mine = set(timers()) - before
    del made
    gc.collect()
    for thread in mine:
        thread.join(20)
        assert not thread.is_alive()


def test_what_waits_less_is_told_first():
    made, told, done = Timer(), [], threading.Event()
    made.call_later(0.3, lambda: (told.append("long"), done.set()))
    made.call_later(0.01, lambda: told.append("short"))
    assert done.wait(20)
    assert told == ["short", "long"]
    made.close()


def test_one_that_fails_stops_no_other(caplog):
    made, done = Timer(), threading.Event()
    made.call_later(0.0, lambda: 1 / 0)
    made.call_later(0.05, done.set)
    assert done.wait(20)
    assert "ZeroDivisionError" in caplog.text
    made.close()
