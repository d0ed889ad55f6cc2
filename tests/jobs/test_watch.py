"""What goes on for long is noticed, by one thread for all of it."""

import gc
import threading
import time

from hdvis.jobs.watch import Watch

WAIT = 0.05


def watchers():
    return [thread for thread in threading.enumerate() if thread.name == "hdvis-watch"]


def test_all_are_told_in_order_by_one_thread_no_earlier_than_asked():
    made, told, done = Watch(), [], threading.Event()
    begun = time.monotonic()
    for number in range(50):
        made.begin(
            lambda number=number: told.append((number, threading.current_thread().name)), WAIT
        )
    made.begin(done.set, WAIT)
    assert done.wait(20)
    assert time.monotonic() - begun >= WAIT
    assert told == [(number, "hdvis-watch") for number in range(50)]
    made.close()


def test_the_thread_ends_with_its_owner_and_begins_again_when_needed():
    before = set(watchers())
    made = Watch()
    for _ in range(2):
        done = threading.Event()
        made.begin(done.set, WAIT)
        assert done.wait(20)
        made.close()
    done = threading.Event()
    made.begin(done.set, WAIT)
    assert done.wait(20)
    mine = set(watchers()) - before
    del made
    gc.collect()
    for thread in mine:
        thread.join(20)
        assert not thread.is_alive()


def test_what_waits_less_is_told_first():
    made, told, done = Watch(), [], threading.Event()
    made.begin(lambda: (told.append("long"), done.set()), 0.3)
    made.begin(lambda: told.append("short"), 0.01)
    assert done.wait(20)
    assert told == ["short", "long"]
    made.close()


def test_one_that_fails_stops_no_other(caplog):
    made, done = Watch(), threading.Event()
    made.begin(lambda: 1 / 0, 0.0)
    made.begin(done.set, 0.05)
    assert done.wait(20)
    assert "ZeroDivisionError" in caplog.text
    made.close()
