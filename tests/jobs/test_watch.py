"""What goes on for long is noticed, by one thread for all of it."""

import gc
import threading
import time

from hdvis.jobs.watch import Watch


def watchers():
    return [thread for thread in threading.enumerate() if thread.name == "hdvis-watch"]


def test_all_are_told_in_order_by_one_thread_no_earlier_than_asked():
    made, told, done = Watch(0.05), [], threading.Event()
    begun = time.monotonic()
    for number in range(50):
        made.begin(lambda number=number: told.append((number, threading.current_thread().name)))
    made.begin(done.set)
    assert done.wait(20)
    assert time.monotonic() - begun >= 0.05
    assert told == [(number, "hdvis-watch") for number in range(50)]
    made.close()


def test_the_thread_ends_with_its_owner_and_begins_again_when_needed():
    before = set(watchers())
    made = Watch(0.0)
    for _ in range(2):
        done = threading.Event()
        made.begin(done.set)
        assert done.wait(20)
        made.close()
    done = threading.Event()
    made.begin(done.set)
    assert done.wait(20)
    mine = set(watchers()) - before
    del made
    gc.collect()
    for thread in mine:
        thread.join(20)
        assert not thread.is_alive()
