"""Work in a process of its own is answered, told of, and ended when it is not wanted."""

import os
import subprocess
import sys
import time

import numpy as np
import psutil
import pytest

from hdvis.analysis.apart import call_apart
from hdvis.analysis.reducers.umap import UMAP
from hdvis.checkpoint import no_checkpoint
from hdvis.errors import Cancelled, HdvisError


def double(value, told):
    told(0.5)
    print("what it prints harms nothing")
    return 2 * value


def spin(folder, told):
    (folder / "pid").write_text(str(os.getpid()))
    while True:
        pass


def leave(told):
    os._exit(3)


def fail(told):
    raise ValueError("far out")


def test_it_answers_and_tells_how_far_it_is():
    shares = []
    assert call_apart(double, 21, checkpoint=shares.append) == 42
    assert 0.5 in shares
    assert os.getpid() != call_apart(pid, checkpoint=no_checkpoint)


def pid(told):
    return os.getpid()


def test_the_process_is_kept_for_the_next_call():
    first, second = (call_apart(pid, checkpoint=no_checkpoint) for _ in range(2))
    assert first == second


def test_work_that_tells_nothing_is_ended_at_once(tmp_path):
    def stop(share):
        if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text():
            raise Cancelled

    with pytest.raises(Cancelled):
        call_apart(spin, tmp_path, checkpoint=stop)
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))
    assert call_apart(double, 1, checkpoint=no_checkpoint) == 2


def test_what_it_raises_and_that_it_left_are_said():
    with pytest.raises(HdvisError, match="ValueError: far out"):
        call_apart(fail, checkpoint=no_checkpoint)
    with pytest.raises(HdvisError, match="ended by itself"):
        call_apart(leave, checkpoint=no_checkpoint)


def test_it_needs_no_guard_in_a_script_and_ends_with_it(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from hdvis.analysis.apart import call_apart\n"
        "from math import isclose\n"
        "print('once')\n"
        "import operator, hdvis.analysis.reducers.umap as umap\n"
        "try:\n    call_apart(umap.place_by_umap, 1, 2, 3, checkpoint=lambda f: None)\n"
        "except Exception as error:\n    print(type(error).__name__)\n"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout) == (0, "once\nHdvisError\n")


def test_umap_reports_its_epochs_and_can_be_stopped_in_them(rng):
    vectors, shares = rng.normal(size=(400, 5)).astype(np.float32), []
    assert UMAP().fit_transform(vectors, shares.append).shape == (400, 2)
    assert len({share for share in shares if 0.3 < share < 1.0}) >= 1

    def stop(share):
        if share > 0.3:
            raise Cancelled

    many = rng.normal(size=(20_000, 5)).astype(np.float32)
    begun = time.monotonic()
    with pytest.raises(Cancelled):
        UMAP().fit_transform(many, stop)
    assert time.monotonic() - begun < 60
