"""The newest request per key wins, the last is always answered, and close ends it all."""

import random
import threading
import time
from queue import Empty, Queue

import pytest

from hdvis.errors import Cancelled
from hdvis.jobs import Inline, Jobs, Pools


class Home:
    """A document thread: callables wait until the test runs them."""

    def __init__(self):
        self.queue = Queue()

    def arrive(self, *callbacks):
        for callback in callbacks:
            self.queue.put(callback)

    def run_until(self, true, seconds=20):
        end = time.monotonic() + seconds
        while not true():
            try:
                self.queue.get(timeout=max(0.01, min(1, end - time.monotonic())))()
            except Empty:
                assert time.monotonic() < end, "never happened"


@pytest.fixture
def home():
    return Home()


@pytest.fixture
def pools():
    made = Pools(cpu_threads=2)
    yield made
    made.close()


def test_results_arrive_on_the_document_thread(home, pools):
    jobs, seen = Jobs(pools, home.arrive), []
    jobs.run(threading.get_ident, then=lambda worker: seen.append((worker, threading.get_ident())))
    home.run_until(lambda: seen)
    ((worker, document),) = seen
    assert document == threading.get_ident() != worker


def test_of_a_thousand_moves_the_last_is_answered_and_none_out_of_order(home, pools):
    jobs, shown = Jobs(pools, home.arrive), []
    dice = random.Random(1)

    def decode(number):
        time.sleep(dice.random() * 0.002)
        return number

    for number in range(1000):
        jobs.run(decode, number, then=shown.append, key="slider")
    home.run_until(lambda: shown and shown[-1] == 999)
    assert shown == sorted(shown)
    assert len(shown) < 1000


def test_work_that_waits_for_a_thread_gives_its_place_to_a_newer_request(home):
    pools, gate, begun, worked = Pools(), threading.Event(), threading.Event(), []
    jobs, shown = Jobs(pools, home.arrive), []
    jobs.run(lambda: (begun.set(), gate.wait(10)), key="busy", pool="device")
    assert begun.wait(5)

    def work(number):
        worked.append(number)
        return number

    for number in range(5):
        jobs.run(work, number, then=shown.append, key="view", pool="device")
    gate.set()
    home.run_until(lambda: shown)
    assert worked == shown == [4]
    pools.close()


def test_a_newer_request_stops_work_that_takes_a_checkpoint(home, pools):
    jobs, begun, shown, failed = Jobs(pools, home.arrive), threading.Event(), [], []

    def long(checkpoint):
        begun.set()
        while True:
            checkpoint(0.5)
            time.sleep(0.001)

    jobs.run(long, key="fit", then=shown.append, failed=failed.append)
    assert begun.wait(5)
    jobs.run(lambda: "new", key="fit", then=shown.append, failed=failed.append)
    home.run_until(lambda: shown)
    assert shown == ["new"]
    assert failed == []


def test_progress_is_told_and_the_end_as_well(home, pools):
    told, jobs = [], None

    def changed(key, job):
        told.append(None if job is None else job.progress)

    jobs = Jobs(pools, home.arrive, changed)
    jobs.run(lambda checkpoint: checkpoint(0.25), key="fit")
    home.run_until(lambda: None in told)
    assert told == [0.25, None]


def test_a_failure_is_told_and_the_key_works_again(home, pools):
    jobs, failed, shown = Jobs(pools, home.arrive), [], []
    jobs.run(lambda: 1 / 0, key="k", failed=failed.append)
    home.run_until(lambda: failed)
    jobs.run(lambda: 2, key="k", then=shown.append)
    home.run_until(lambda: shown)
    assert isinstance(failed[0], ZeroDivisionError)


def test_a_worker_survives_work_that_tries_to_leave_the_program(home, pools):
    jobs, failed = Jobs(pools, home.arrive), []

    def leave():
        raise SystemExit(3)

    jobs.run(leave, failed=failed.append)
    home.run_until(lambda: failed)
    assert isinstance(failed[0], SystemExit)


def test_nothing_is_delivered_after_close(home, pools):
    jobs, begun, gate, ended = Jobs(pools, home.arrive), threading.Event(), threading.Event(), []

    def work():
        begun.set()
        gate.wait(10)
        ended.append(True)

    jobs.run(work, then=lambda result: pytest.fail("delivered"), key="a")
    assert begun.wait(5)
    jobs.close()
    gate.set()
    jobs.run(lambda: pytest.fail("begun"), key="b")
    while not ended:
        time.sleep(0.001)
    pools.close()
    assert home.queue.empty()


def test_cancelled_is_never_told_as_a_failure(home, pools):
    jobs, told = Jobs(pools, home.arrive, lambda key, job: told.append(job)), []

    def stopped():
        raise Cancelled

    jobs.run(stopped, failed=lambda error: pytest.fail(f"told {error!r}"))
    home.run_until(lambda: told)
    assert told == [None]


def test_inline_work_is_done_when_the_call_returns():
    jobs, shown = Jobs(Inline()), []
    jobs.run(
        lambda: 1, then=lambda one: jobs.run(lambda: one + 1, then=shown.append, key="k"), key="k"
    )
    assert shown == [2]
    assert jobs.active() == []


def test_work_that_goes_on_is_told_as_long_once_and_quick_work_never(home, pools):
    told, gate, begun = [], threading.Event(), threading.Event()
    jobs = Jobs(pools, home.arrive, lambda key, job: told.append((key, job and job.slow)))
    jobs.run(lambda: (begun.set(), gate.wait(20)), key="slow")
    assert begun.wait(5)
    for number in range(20):
        jobs.run(lambda: None, key=f"quick{number}")
    home.run_until(lambda: ("slow", True) in told)
    gate.set()
    home.run_until(lambda: ("slow", None) in told and len(told) == 22)
    assert told.count(("slow", True)) == 1
    assert [entry for entry in told if entry[1]] == [("slow", True)]


def test_answers_of_one_moment_go_home_together(pools):
    gates, arrived, begun = [threading.Event(), threading.Event()], Queue(), threading.Semaphore(0)
    jobs, shown = Jobs(pools, lambda *callbacks: arrived.put(callbacks)), []

    def work(number):
        begun.release()
        gates[number].wait(5)
        return number

    for number in range(2):
        jobs.run(work, number, then=shown.append, key=f"view {number}")
    assert all(begun.acquire(timeout=5) for _ in range(2))
    for gate in gates:
        gate.set()
    callbacks = arrived.get(timeout=5)
    assert len(callbacks) == 2
    for callback in callbacks:
        callback()
    assert sorted(shown) == [0, 1]


def test_an_answer_does_not_wait_long_for_another(pools):
    gate, arrived, begun = threading.Event(), Queue(), threading.Event()
    jobs = Jobs(pools, lambda *callbacks: arrived.put(callbacks))
    jobs.run(lambda: (begun.set(), gate.wait(20)), key="slow")
    assert begun.wait(5)
    jobs.run(int, key="quick")
    assert len(arrived.get(timeout=5)) == 1
    assert not gate.is_set()
    gate.set()
    assert len(arrived.get(timeout=5)) == 1


def test_work_of_a_tab_that_is_away_rests_at_its_next_checkpoint_and_goes_on(home, pools):
    jobs, steps, shown = Jobs(pools, home.arrive), [], []

    def long(checkpoint):
        while len(steps) < 2000:
            checkpoint(len(steps) / 2000)
            steps.append(None)
            time.sleep(0.001)
        return "end"

    jobs.run(long, key="fit", then=shown.append)
    home.run_until(lambda: steps)
    jobs.pause()
    time.sleep(0.1)
    before = len(steps)
    time.sleep(0.3)
    assert len(steps) == before < 2000
    jobs.resume()
    home.run_until(lambda: shown)
    assert shown == ["end"]


def test_work_that_rests_ends_with_its_session(home, pools):
    jobs, begun, ended = Jobs(pools, home.arrive), threading.Event(), threading.Event()

    def long(checkpoint):
        try:
            while True:
                checkpoint(0.5)
                begun.set()
                time.sleep(0.001)
        finally:
            ended.set()

    jobs.run(long, key="fit")
    assert begun.wait(20)
    jobs.pause()
    jobs.close()
    assert ended.wait(20)
