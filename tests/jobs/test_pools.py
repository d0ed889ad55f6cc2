"""Pools run work on their own threads, which end with their owner."""

import gc
import subprocess
import sys
import threading
import time

from hdvis.jobs import Call, Jobs, Pools


def test_a_device_has_one_thread_and_the_processor_a_few():
    pools, names, done = Pools(cpu_threads=3), set(), threading.Barrier(4)

    def work():
        names.add(threading.current_thread().name)
        done.wait(5)

    for _ in range(3):
        pools.submit("cpu", Call(work))
    done.wait(5)  # passes only when three run at once
    order = []
    finished = threading.Event()
    for number in range(20):
        pools.submit("device", Call(order.append, number))
    pools.submit("device", Call(finished.set))
    assert finished.wait(5)
    assert order == list(range(20))
    assert len(names) == 3
    pools.close()


def test_work_that_fails_leaves_its_lane_working(caplog):
    pools, done = Pools(), threading.Event()
    pools.submit("device", Call(lambda: 1 / 0))
    pools.submit("device", Call(done.set))
    assert done.wait(5)
    assert "ZeroDivisionError" in caplog.text
    pools.close()


def test_threads_end_when_the_pools_are_closed_or_forgotten():
    before = set(threading.enumerate())
    for forget in (False, True):
        pools, done = Pools(), threading.Event()
        pools.submit("cpu", Call(done.set))
        assert done.wait(5)
        begun = set(threading.enumerate()) - before
        assert begun
        if not forget:
            pools.close()
        del pools
        gc.collect()
        for thread in begun:
            thread.join(5)
        assert not any(thread.is_alive() for thread in begun)


def test_a_program_ends_although_work_goes_on():
    program = (
        "import threading, time\nfrom hdvis.jobs import Call, Pools\npools, begun = Pools(), "
        "threading.Event()\npools.submit('cpu', Call(lambda: (begun.set(), time.sleep(600))))\n"
        "begun.wait()"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == 0


def test_a_program_waits_for_work_that_is_about_to_end():
    program = (
        "import threading, time\nfrom hdvis.jobs import Call, Pools\npools, begun = Pools(), "
        "threading.Event()\npools.submit('cpu', Call(lambda: (begun.set(), time.sleep(0.5), "
        "print('ended', flush=True))))\nbegun.wait()"
    )
    ended = subprocess.run([sys.executable, "-c", program], timeout=60, capture_output=True)
    assert ended.stdout == b"ended\n"


def test_long_work_of_one_session_keeps_no_other_waiting_and_its_own_goes_one_by_one():
    pools, gate, order = Pools(), threading.Event(), []
    busy, calm = Jobs(pools), Jobs(pools)
    begun = threading.Event()
    busy.run(lambda: (begun.set(), gate.wait(20)), key="long", pool="embedding")
    assert begun.wait(20)
    busy.run(order.append, "second of busy", key="next", pool="embedding")
    done = threading.Event()
    calm.run(order.append, "calm", then=lambda _: done.set(), key="short", pool="embedding")
    assert done.wait(20)
    assert order == ["calm"]
    gate.set()
    end = time.monotonic() + 20
    while len(order) < 2 and time.monotonic() < end:
        time.sleep(0.005)
    assert order == ["calm", "second of busy"]
    pools.close()
