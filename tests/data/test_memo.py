"""A value is worked out once, whoever asks."""

import threading

import pytest

from hdvis.data.memo import Memo


def test_threads_that_ask_at_once_get_one_value():
    memo, made, got = Memo(), [], []
    start = threading.Barrier(6)

    def make():
        made.append(1)
        threading.Event().wait(0.02)
        return object()

    def ask():
        start.wait()
        got.append(memo.get("a", make))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len(set(map(id, got))) == 1


def test_a_failure_is_not_kept():
    memo = Memo()
    with pytest.raises(ZeroDivisionError):
        memo.get("a", lambda: 1 / 0)
    assert memo.get("a", lambda: 7) == 7
