"""Kill -9 at any moment loses nothing that was acknowledged."""

import os
import random
import signal
import subprocess
import sys
import time

from hdvis.workspace import Store

KILLS = int(os.environ.get("HDVIS_TRIAL_KILLS", "12"))
"""`make trial` asks for 200."""

WRITER = """
import sys
from pathlib import Path
from hdvis.workspace import Edit, Store
store = Store(Path(sys.argv[1]))
value = store.open().workspace.revision
print("ready", flush=True)
while True:
    value += 1
    store.append([Edit("step", {"n": value, "rows": "1:9, " * 200})])
    print(value, flush=True)
    if value % 7 == 0:
        store.snapshot()
"""


def test_acknowledged_edits_survive_kills(tmp_path):
    dice = random.Random(7)
    for _ in range(KILLS):
        acknowledged = _killed(tmp_path / "work", dice.uniform(0.01, 0.08))
        store = Store(tmp_path / "work")
        recovered = store.open()
        assert recovered.problem == ""
        assert not recovered.read_only
        assert recovered.workspace.revision >= acknowledged
        if acknowledged:
            assert recovered.workspace.parts["n"] == recovered.workspace.revision
        store.close()


def _killed(folder, after):
    """The last edit that a writer acknowledged before it was killed `after` seconds of writing."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(after)
        os.kill(writer.pid, signal.SIGKILL)
        said = writer.stdout.read().split(b"\n")[:-1]
    return int(said[-1]) if said else 0
