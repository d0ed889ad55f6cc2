"""Sessions take turns, and what waits for one work is taken together, in batches that fit."""

from dataclasses import dataclass
from typing import Any

from hdvis.jobs.batched import ALONE
from hdvis.jobs.fair_queue import FairQueue


class Sized:
    """A work whose requests are their own sizes."""

    limit, timeout = 64, None

    def size(self, request: int) -> int:
        return request


MODEL, OTHER = Sized(), Sized()


@dataclass(eq=False)
class Asked:
    name: str
    request: Any = 1
    session: str = ""
    work: Any = MODEL


def names(tasks) -> list[str]:
    return [task.name for task in tasks]


def filled(*tasks) -> FairQueue:
    queue = FairQueue()
    for task in tasks:
        queue.put(task)
    return queue


def test_one_work_is_taken_together_for_all_sessions():
    works = [(session, work) for session in "st" for work in (MODEL, OTHER)]
    queue = filled(*(Asked(s, session=s, work=work) for s, work in works))
    batch = queue.take()
    assert names(batch) == ["s", "t"]
    assert {task.work for task in batch} == {MODEL}
    assert len(queue) == 2


def test_a_batch_stops_when_it_is_full():
    queue = filled(*(Asked(f"{i}", 40) for i in range(4)))
    assert [len(queue.take()) for _ in range(3)] == [2, 2, 0]
    queue = filled(Asked("long", 400), Asked("short"))
    assert names(queue.take()) == ["long"]


def test_ordinary_work_runs_by_itself():
    queue = filled(Asked("a", print, work=ALONE), Asked("b", print, work=ALONE), Asked("c"))
    assert [names(queue.take()) for _ in range(4)] == [["a"], ["b"], ["c"], []]


def test_sessions_take_turns():
    queue = filled(*(Asked(f"{i}", 20, "busy") for i in range(3)), Asked("x", 20, "calm"))
    assert names(queue.take()) == ["0", "x", "1", "2"]
    queue = filled(
        *(Asked(f"{i}", print, "busy", ALONE) for i in range(3)), Asked("x", print, "calm", ALONE)
    )
    assert [names(queue.take())[0] for _ in range(4)] == ["0", "x", "1", "2"]


def test_what_waits_can_be_forgotten():
    queue = filled(Asked("a"), Asked("b", session="s"))
    queue.clear()
    assert queue.take() == []
