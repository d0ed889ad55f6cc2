"""The worker thread answers requests first, rests with tasks, and is replaced when it hangs."""

import subprocess
import sys
import threading
import time

import numpy as np
import pytest
from models.toys import tagged

from hdvis.errors import Cancelled, ModelError
from hdvis.models import Engine, Worker, adapt
from hdvis.models.engine.worker import BackgroundTask, shared_worker


def counted(n: int, log: list, wait=lambda: None):
    for i in range(n):
        wait()
        log.append(i)
        yield


def waiting(gate: threading.Event):
    return counted(1, [], lambda: gate.wait(10))


def finished(worker: Worker, log: list, n: int) -> None:
    end = time.monotonic() + 20
    while len(log) < n and time.monotonic() < end:
        time.sleep(0.005)
    assert len(log) == n


def test_chores_take_turns():
    with Worker(quiet=0.0) as worker:
        log = []
        gate = threading.Event()
        worker.background(
            BackgroundTask("a", counted(1, [], lambda: gate.wait(10)), lambda error: None)
        )
        for name in "xy":
            steps = map(log.append, name * 3)
            worker.background(BackgroundTask("a", steps, lambda error: None))
        gate.set()
        finished(worker, log, 6)
    assert log == ["x", "y"] * 3


def test_chores_wait_until_the_drag_has_paused():
    log = []
    with Worker(quiet=0.3) as worker:
        engine = Engine(tagged(), worker=worker)
        engine.submit("a", np.zeros((1, 3))).result(10)
        worker.background(BackgroundTask(engine, counted(1, log), lambda error: None))
        started = time.monotonic()
        while time.monotonic() < started + 0.5:
            engine.submit("a", np.full((1, 3), time.monotonic())).result(10)
            before = len(log)
        assert before == 0
        finished(worker, log, 1)


def test_a_chore_that_raises_is_told_and_the_others_go_on():
    told, log = [], []

    def broken():
        yield
        raise ValueError("broken")

    with Worker(quiet=0.0) as worker:
        worker.background(BackgroundTask("a", broken(), told.append))
        worker.background(BackgroundTask("a", counted(3, log), told.append))
        finished(worker, log, 3)
    assert [str(error) for error in told] == ["broken"]


def test_an_owner_takes_its_chores_along():
    told, log, gate = [], [], threading.Event()
    with Worker(quiet=0.0) as worker:
        worker.background(
            BackgroundTask("first", counted(1, [], lambda: gate.wait(10)), told.append)
        )
        worker.background(BackgroundTask("leaves", counted(2, []), told.append))
        worker.background(BackgroundTask("stays", counted(2, log), told.append))
        worker.abandon("leaves")
        gate.set()
        finished(worker, log, 2)
    assert [type(error) for error in told] == [Cancelled]


def test_a_data_set_whose_encoder_hangs_is_given_up():
    release = threading.Event()
    adapter = adapt(decode=np.copy, latent=2, encode=np.copy, input_shape=(2,))
    adapter._encode = lambda x: release.wait(30)
    with Worker(timeout=0.1, patience=2.0, quiet=0.0) as worker:
        engine = Engine(adapter, worker=worker)
        with pytest.raises(ModelError, match=r"no answer within 0\.2 s"):
            engine.encode_all(np.zeros((4, 2), np.float32)).result(20)
        assert worker.lost == 1
        assert engine.submit("a", np.ones((1, 2))).result(20).good
        release.set()


def test_an_answer_that_comes_too_late_changes_nothing():
    release, returned = threading.Event(), threading.Event()

    def decode(z):
        if z[0, 0] > 5:
            release.wait(30)
            returned.set()
        return z.copy()

    adapter = tagged()
    adapter._decode = decode
    with Engine(adapter, timeout=0.1) as engine:
        engine.submit("a", np.ones((1, 3))).result(20)
        assert engine.submit("a", np.full((1, 3), 9.0)).exception(20).code == "HDV-M13"
        release.set()
        returned.wait(20)
        time.sleep(0.05)
        assert engine.last("a").z[0, 0] == 1.0
        assert engine.statistics().paused
        engine.retry()
        assert engine.submit("a", np.zeros((1, 3))).result(20).good


def test_there_is_one_shared_worker_for_each_device():
    assert shared_worker("cpu") is shared_worker("cpu") is not shared_worker("cuda")


def test_a_closed_worker_takes_nothing_more():
    told = []
    worker = Worker()
    worker.close()
    worker.background(BackgroundTask("a", counted(1, []), told.append))
    assert isinstance(told[0], Cancelled)
    with pytest.raises(ModelError, match="after it was closed"):
        Engine(tagged(), worker=worker).submit("a", np.zeros((1, 3))).result(10)


LEAVES = """
from threading import Event
import numpy as np
from torch import nn
from hdvis.models import LatentModel

net = nn.Sequential(nn.Linear(16, 512), nn.ReLU(), nn.Linear(512, 64 * 64))
model = LatentModel.attach(net, latent=16, image_shape=(64, 64))
seen = Event()
for i in range(50):
    model.decode(np.full((32, 16), float(i)), lambda shown: seen.set(), key=str(i))
seen.wait(60)
"""


def test_a_program_may_end_while_its_model_decodes():
    done = subprocess.run(
        [sys.executable, "-c", LEAVES], capture_output=True, text=True, timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
