"""What a notebook's page is told waits for it, in order."""

import pytest

from hdvis.components.comm_gate import MOST_BYTES, CommGate


class Wire:
    """A comm as pyviz_comms has it, and what came out of it."""

    def __init__(self):
        self._comm, self.out = None, []

    def init(self):
        self._comm = object()

    def send(self, data=None, metadata=None, buffers=()):
        assert self._comm is not None
        self.out.append(data if data is not None else b"".join(buffers))


@pytest.fixture
def wire():
    return Wire()


def test_what_waited_comes_first_and_in_order(wire):
    anew = []
    gate = CommGate(wire, lambda: anew.append(True))
    wire.send("header")
    wire.send(buffers=[b"plane"])
    wire.init()  # the browser opened its side, and builds the page still
    wire.send("later")
    assert wire.out == []
    gate.open()
    wire.send("now")
    assert wire.out == ["header", b"plane", "later", "now"]
    assert anew == []


def test_a_word_goes_through_when_the_comm_is_open(wire):
    gate = CommGate(wire, lambda: None)
    wire.send("held")
    with gate.ajar():
        wire.send("too early")
    wire.init()
    with gate.ajar():
        wire.send("hello")
    assert wire.out == ["hello"]
    gate.open()
    assert wire.out == ["hello", "held", "too early"]


def test_a_page_built_from_what_was_saved_is_told_all(wire):
    anew = []
    gate = CommGate(wire, lambda: anew.append(True))
    gate.open()
    gate.open()
    assert anew == [True]


def test_what_waits_is_bounded_and_then_told_anew(wire):
    anew = []
    gate = CommGate(wire, lambda: anew.append(True))
    for _ in range(5):
        wire.send(buffers=[bytes(MOST_BYTES // 4)])
    gate.open()
    assert (wire.out, anew) == ([], [True])
    wire.send("next")
    assert wire.out == ["next"]
