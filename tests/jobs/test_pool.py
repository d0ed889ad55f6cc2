"""A pool's thread answers requests first, uses its spare time, and is replaced when it hangs."""

import threading
import time

import pytest

from hdvis.jobs import BackgroundTask, Call, Pool


@pytest.fixture
def pool():
    made = Pool("test", quiet=0.0)
    yield made
    made.close()


class Doubling:
    """Answers numbers with their doubles; waits for `gate` at `hangs`."""

    limit = 4

    def __init__(self, timeout=None, hangs=None) -> None:
        self.timeout, self.hangs, self.gate, self.calls = timeout, hangs, threading.Event(), []
        self.steps = None

    def size(self, request):
        return 1

    def answer(self, requests):
        self.calls.append(list(requests))
        if self.hangs in requests:
            self.gate.wait(30)
        return [2 * request for request in requests]

    def timed_out(self, request, seconds):
        return f"{request}: none within {seconds:g} s"

    def spare_time(self):
        steps, self.steps = self.steps, None
        return steps


def counted(n, log, wait=lambda: None):
    for i in range(n):
        wait()
        log.append(i)
        yield


def finished(log, n):
    end = time.monotonic() + 20
    while len(log) < n and time.monotonic() < end:
        time.sleep(0.005)
    assert len(log) == n


def test_background_tasks_take_turns(pool):
    log, gate = [], threading.Event()
    pool.background(BackgroundTask(counted(1, [], lambda: gate.wait(10))))
    for name in "xy":
        pool.background(BackgroundTask(map(log.append, name * 3)))
    gate.set()
    finished(log, 6)
    assert log == ["x", "y"] * 3


def test_spare_time_begins_when_the_drag_has_paused():
    log, work, pool = [], Doubling(), Pool("test", quiet=0.3)
    work.steps = counted(1, log)
    started = time.monotonic()
    while time.monotonic() < started + 0.5:
        assert pool.ask(work, 1) == 2
        before = len(log)
    assert before == 0
    finished(log, 1)
    pool.close()


def test_a_background_task_that_raises_stops_no_other(pool, caplog):
    log = []

    def broken():
        yield
        raise ValueError("broken")

    pool.background(BackgroundTask(broken()))
    pool.background(BackgroundTask(counted(3, log)))
    finished(log, 3)
    assert "ValueError: broken" in caplog.text


def test_requests_do_not_wait_for_a_background_task_to_end(pool):
    begun, asked, order = threading.Event(), threading.Event(), []

    def steps():
        for _ in range(20):
            order.append("step")
            begun.set()
            asked.wait(30)
            yield

    pool.background(BackgroundTask(steps()))
    assert begun.wait(20)
    pool.submit(Call(order.append, "request"))
    asked.set()
    finished(order, 21)
    assert order.index("request") == 1


def test_what_waits_for_one_work_is_answered_in_one_call(pool):
    work, gate, begun = Doubling(), threading.Event(), threading.Event()
    pool.submit(Call(lambda: (begun.set(), gate.wait(20))))
    assert begun.wait(20)
    answers = {}
    threads = [
        threading.Thread(target=lambda n=n: answers.update({n: pool.ask(work, n)}))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    while len(pool._queue) < 4:
        time.sleep(0.001)
    gate.set()
    for thread in threads:
        thread.join(20)
    assert answers == {0: 0, 1: 2, 2: 4, 3: 6}
    assert [sorted(call) for call in work.calls] == [[0, 1, 2, 3]]


def test_a_call_that_hangs_is_answered_and_its_thread_replaced(pool):
    work = Doubling(timeout=0.1, hangs=7)
    assert pool.ask(work, 7) == "7: none within 0.1 s"
    assert pool.lost == 1
    assert pool.ask(work, 1) == 2
    work.gate.set()


def test_an_answer_that_comes_too_late_changes_nothing(pool):
    work, returned = Doubling(timeout=0.1, hangs=7), threading.Event()
    given = work.answer
    work.answer = lambda requests: (given(requests), returned.set())[0]
    assert pool.ask(work, 7) == "7: none within 0.1 s"
    work.gate.set()
    assert returned.wait(20)
    time.sleep(0.05)
    assert pool.ask(work, 1) == 2


def test_a_background_task_that_hangs_is_given_up(pool):
    gate = threading.Event()
    pool.background(BackgroundTask(counted(1, [], lambda: gate.wait(30)), timeout=0.1))
    end = time.monotonic() + 20
    while not pool.lost and time.monotonic() < end:
        time.sleep(0.01)
    assert pool.ask(Doubling(), 3) == 6
    gate.set()


def test_work_without_a_limit_may_take_as_long_as_it_likes(pool):
    assert pool.ask(Doubling(timeout=0.05), 1) == 2
    done = threading.Event()
    pool.submit(Call(lambda: (time.sleep(0.4), done.set())))
    assert done.wait(20)
    assert pool.lost == 0


def test_what_the_work_raises_reaches_the_one_who_waits(pool):
    work = Doubling()
    work.answer = lambda requests: 1 / 0
    with pytest.raises(ZeroDivisionError):
        pool.ask(work, 1)
