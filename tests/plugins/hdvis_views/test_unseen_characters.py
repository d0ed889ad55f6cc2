"""Names that turn what follows around are written out wherever a view shows them."""

import json

import pytest
from hdvis_views import hdvis_modules

from hdvis.data import Dataset
from hdvis.selection import Focus, Range
from hdvis.state import Color
from hdvis.testing import Harness

TURN = "\u202e"
NAME = f"a{TURN}b"
LABEL = f"x{TURN}y"


@pytest.fixture
def room(rng):
    labels = {NAME: [LABEL, "z"] * 20}
    names = [f"n{TURN}0", "x1", "x2"]
    with Harness(Dataset.from_arrays(rng.random((40, 3)), names=names, labels=labels)) as room:
        yield room


ASKED = {
    "Scatter Plot": [{"type": "hover", "x": 0.5, "y": 0.5}],
    "Parallel Coordinate": [{"type": "hover", "x": 0.5, "y": 0.5}],
    "Table": [{"type": "view", "first": 0, "count": 9, "start": 0, "stop": 4}],
    "Filtering": [{"type": "begin", "column": 0}],
}
SPOKEN = {"name", "value"}
"""Keys whose texts come back as they went, and are not shown."""


def shown(value):
    """Every text of a param or a message that a browser may show."""
    if isinstance(value, dict):
        return [t for key, part in value.items() if key not in SPOKEN for t in shown(part)]
    if isinstance(value, list | tuple):
        return [text for part in value for text in shown(part)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("kind", hdvis_modules(), ids=lambda kind: kind.title)
@pytest.mark.parametrize("color", [NAME, f"n{TURN}0"])
def test_no_text_of_a_view_turns_around(room, kind, color):
    pane = room.place(kind)
    sent = []
    for part in room.parts(pane):
        part.send = lambda **message: sent.append(message)
    room.state.color = Color(color)
    room.state.focus = Focus(row=0)
    pane.module.select(Range(f"n{TURN}0", lo=0.2))
    for part in room.parts(pane):
        for message in ASKED.get(kind.title, ()):
            part._handle_msg({**message, "stamp": getattr(part, "stamp", 0)})
    room.settle()
    assert room.failure(pane) == ""
    texts = [pane.part.caption, pane.part.heading]
    for part in room.parts(pane):
        ours = set(type(part).param) - {"name"}
        texts += shown({name: getattr(part, name) for name in ours if not name.startswith("_")})
    texts += shown(sent)
    turned = [text for text in texts if TURN in text and len(text) < 500]
    assert turned == [], json.dumps(turned)
