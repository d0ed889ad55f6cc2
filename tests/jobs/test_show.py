"""Work can show what it has so far, as often as the document thread can take it."""

import threading
from queue import Queue

import pytest

from hdvis.jobs import Jobs, Pools


@pytest.fixture
def pools():
    made = Pools(cpu_threads=2)
    yield made
    made.close()


def test_what_is_shown_while_the_last_is_on_its_way_is_dropped(pools):
    home, seen, done = Queue(), [], []
    jobs, gate = Jobs(pools, home.put), threading.Event()

    def work(show):
        for number in range(5):
            show(number)
        gate.wait(20)
        show("late")
        return "end"

    jobs.run(work, partly=seen.append, then=done.append, key="k")
    home.get(timeout=20)()
    gate.set()
    while not done:
        home.get(timeout=20)()
    assert seen == [0, "late"]
    assert done == ["end"]


def test_nothing_is_shown_of_work_that_was_cancelled(pools):
    home, seen, gate = Queue(), [], threading.Event()
    jobs, shown = Jobs(pools, home.put), threading.Event()

    def work(show):
        show(1)
        shown.set()
        gate.wait(20)

    jobs.run(work, partly=seen.append, key="k")
    assert shown.wait(20)
    jobs.cancel("k")
    gate.set()
    home.get(timeout=20)()
    assert seen == []
