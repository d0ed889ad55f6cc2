"""The queue keeps the newest of each key, in turns between sessions, in batches that fit."""

from concurrent.futures import Future

import numpy as np

from hdvis.models.engine.requests import Request, RequestQueue

MODEL, OTHER = object(), object()


def request(key: str, rows: int = 1, session: str = "", owner=MODEL, work=None) -> Request:
    z = None if work else np.zeros((rows, 2), np.float32)
    return Request(owner, key, session, Future(), z=z, work=work)


def test_a_newer_request_takes_the_place_of_an_older_one():
    queue = RequestQueue()
    first, second, third = request("a"), request("b"), request("a")
    assert queue.put(first) is None
    assert queue.put(second) is None
    assert queue.put(third) is first
    assert queue.take() == [third, second]
    assert queue.take() == []


def test_sessions_and_models_have_keys_of_their_own():
    queue = RequestQueue()
    for session in "st":
        for owner in (MODEL, OTHER):
            assert queue.put(request("a", session=session, owner=owner)) is None
    assert len(queue) == 4
    assert queue.waiting(MODEL) == 2
    batch = queue.take()
    assert {r.owner for r in batch} == {MODEL}
    assert len(batch) == 2


def test_a_batch_stops_when_it_is_full():
    queue = RequestQueue()
    for i in range(4):
        queue.put(request(f"{i}", rows=40))
    assert [len(queue.take(64)) for _ in range(3)] == [2, 2, 0]
    queue.put(request("long", rows=400))
    queue.put(request("short"))
    assert [r.key for r in queue.take(64)] == ["long"]


def test_work_runs_by_itself():
    queue = RequestQueue()
    work = request("w", work=lambda adapter: None)
    queue.put(work)
    queue.put(request("a"))
    assert queue.take() == [work]


def test_sessions_take_turns():
    queue = RequestQueue()
    for i in range(3):
        queue.put(request(f"{i}", session="busy"))
    queue.put(request("x", session="calm"))
    assert [r.session for r in queue.take(3)] == ["busy", "calm", "busy"]
