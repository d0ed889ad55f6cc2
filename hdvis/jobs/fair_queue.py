"""The tasks that wait for a pool: sessions take turns, and one work's are taken together."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Collection, Iterator
from itertools import islice

from hdvis.jobs.task import Task


class FairQueue:
    """First come, first served within a session; not itself safe from several threads."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, deque[Task]] = OrderedDict()

    def __len__(self) -> int:
        return sum(len(waiting) for waiting in self._sessions.values())

    def put(self, task: Task) -> None:
        """Let `task` wait behind the others of its session."""
        self._sessions.setdefault(task.session, deque()).append(task)

    def take(self, but: Collection[str] = ()) -> list[Task]:
        """The next tasks to do in one call, the session served longest ago first.

        Sessions named in `but` have to wait.
        """
        batch = list(islice(self._turns(None, but), 1))
        if not batch:
            return []
        work = batch[0].work
        room = work.limit - work.size(batch[0].request)
        for task in self._turns(batch[0], but) if room > 0 else ():
            batch.append(task)
            room -= work.size(task.request)
            if room <= 0:
                break
        return batch

    def clear(self) -> None:
        """Forget what waits."""
        self._sessions.clear()

    def _turns(self, like: Task | None, but: Collection[str]) -> Iterator[Task]:
        """Pop tasks, a session after the other; only those of the same work as `like`, if given."""
        found = True
        while found:
            found = False
            for session, waiting in list(self._sessions.items()):
                task = next((t for t in waiting if like is None or t.work is like.work), None)
                if task is None or session in but:
                    continue
                found = True
                waiting.remove(task)
                self._sessions.move_to_end(session)
                if not waiting:
                    del self._sessions[session]
                yield task
