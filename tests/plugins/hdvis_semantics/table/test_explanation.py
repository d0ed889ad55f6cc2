"""What an explanation lists cannot turn the text around it."""

import numpy as np
from hdvis_semantics.table import SelectionExplained

from hdvis.data import Dataset
from hdvis.selection import Clause, Range, Selection


def test_a_name_that_reverses_text_is_written_out(room, world):
    vectors = world.latents[:, :2]
    name = "size\u202egnp.exe"
    room.load(Dataset.from_arrays(vectors, names=[name, "plain"]))
    module = room.place(SelectionExplained).module
    room.state.selection = Selection((Clause("test", Range("plain", 0.2)),))
    room.settle()
    assert {row["name"] for row in module.view.rows} == {name, "plain"}
    assert not any("\u202e" in row["label"] for row in module.view.rows)
    room.state.selection = Selection((Clause("test", Range(name, 0.2)),))
    room.settle()
    assert module.view.rows[0]["name"] == name
    assert "\u202e" not in module.caption
    assert np.isfinite(module.view.rows[0]["cells"][0][1])
