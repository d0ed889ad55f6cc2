"""Requests that are answered in one call for all sessions: the newest wins, in order."""

import threading
import time
from queue import Queue

import pytest

from hdvis.jobs import Inline, Jobs, Pool, Pools


class Tagging:
    """Answers each request by itself, and says how many came together."""

    limit, timeout = 4, None

    def __init__(self, gate=None) -> None:
        self.gate, self.sizes = gate, []

    def size(self, request):
        return 1

    def answer(self, requests):
        self.sizes.append(len(requests))
        if self.gate is not None:
            self.gate.wait(20)
        return list(requests)

    def timed_out(self, request, seconds):
        return None

    def spare_time(self):
        return None


@pytest.fixture
def pool():
    made = Pool("test")
    yield made
    made.close()


class Tab:
    def __init__(self) -> None:
        self.queue = Queue()
        self.jobs = Jobs(Pools(), lambda *calls: [self.queue.put(call) for call in calls])

    def run_until(self, true, seconds=20):
        end = time.monotonic() + seconds
        while not true():
            self.queue.get(timeout=max(0.01, end - time.monotonic()))()


def test_of_a_thousand_moves_the_last_is_answered_and_none_out_of_order(pool):
    work, tabs, seen = Tagging(), [Tab(), Tab()], {0: [], 1: []}
    for move in range(1000):
        for number, tab in enumerate(tabs):
            tab.jobs.ask(work, [move], then=seen[number].append, key="drag", pool=pool)
        if move % 10 == 0:
            time.sleep(0.0005)
    for number, tab in enumerate(tabs):
        tab.run_until(lambda number=number: seen[number] and seen[number][-1] == 999)
        assert seen[number] == sorted(set(seen[number]))
        assert 1 < len(seen[number]) < 1000


def test_a_long_batch_is_answered_in_parts_between_which_others_have_their_turn(pool):
    gate = threading.Event()
    work, long, short, order = Tagging(gate), Tab(), Tab(), []
    long.jobs.ask(work, [f"part {i}" for i in range(20)], then=order.append, key="a", pool=pool)
    while not work.sizes:
        time.sleep(0.001)
    short.jobs.ask(work, ["short"], then=order.append, key="a", pool=pool)
    gate.set()
    short.run_until(lambda: "short" in order)
    long.run_until(lambda: "part 19" in order)
    parts = [entry for entry in order if entry != "short"]
    assert parts == [f"part {i}" for i in range(20)]
    assert work.sizes == [1, 2, *[1] * 18]


def test_a_newer_batch_takes_the_place_of_what_is_left_of_an_older_one(pool):
    gate, order, tab = threading.Event(), [], Tab()
    work = Tagging(gate)
    tab.jobs.ask(work, [f"old {i}" for i in range(5)], then=order.append, key="a", pool=pool)
    while not work.sizes:
        time.sleep(0.001)
    tab.jobs.ask(work, ["new 0", "new 1"], then=order.append, key="a", pool=pool)
    gate.set()
    tab.run_until(lambda: "new 1" in order)
    assert order == ["old 0", "new 0", "new 1"]


def test_a_closed_session_waits_for_nothing(pool):
    gate, order, tabs = threading.Event(), [], [Tab(), Tab()]
    work = Tagging(gate)
    tabs[0].jobs.ask(work, ["first"], then=order.append, key="a", pool=pool)
    while not work.sizes:
        time.sleep(0.001)
    for tab in tabs:
        tab.jobs.ask(work, ["second"], then=order.append, key="b", pool=pool)
    tabs[0].jobs.close()
    gate.set()
    tabs[1].run_until(lambda: order)
    assert order == ["second"]
    assert work.sizes == [1, 1]
    assert tabs[0].queue.empty()


def test_work_that_raises_is_told_once(pool):
    work, tab, failed = Tagging(), Tab(), []
    work.answer = lambda requests: 1 / 0
    tab.jobs.ask(work, [1, 2, 3], then=pytest.fail, key="a", pool=pool, failed=failed.append)
    tab.run_until(lambda: failed)
    assert [type(error) for error in failed] == [ZeroDivisionError]
    assert not tab.jobs.active()


def test_without_a_page_all_is_answered_when_the_call_returns():
    jobs, order = Jobs(Inline()), []
    jobs.ask(Tagging(), [1, 2, 3], then=order.append, key="a", pool="device")
    assert order == [1, 2, 3]
    assert not jobs.is_busy
