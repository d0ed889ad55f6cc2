"""Kernels compile where nothing can be written, and are kept where anything can."""

import os
import subprocess
import sys

import pytest

PROGRAM = """
import numba.core.caching as caching
caching.CacheImpl._locator_classes = [caching.UserProvidedCacheLocator]  # all else is read-only
import logging
logging.basicConfig(level="WARNING", format="%(message)s")
import numpy as np
from hdvis.accel.jit import KEPT, kernel

@kernel
def total(values):
    found = 0.0
    for value in values:
        found += value
    return found

print(KEPT, total(np.arange(5.0)))
"""


def run(folder, **environment):
    """What a fresh process prints and says, in an environment without a cache folder."""
    there = {k: v for k, v in os.environ.items() if k != "NUMBA_CACHE_DIR"}
    there |= {"TMPDIR": str(folder), **environment}
    (folder / "program.py").write_text(PROGRAM)
    done = subprocess.run(
        [sys.executable, str(folder / "program.py")], env=there, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split(), done.stderr


def test_a_temporary_folder_is_used_and_said_once(tmp_path):
    printed, said = run(tmp_path)
    assert printed == ["True", "10.0"]
    (folder,) = tmp_path.glob("hdvis-kernels-*")
    assert folder.stat().st_mode & 0o077 == 0
    assert said.count("compiled kernels are kept in") == 1
    assert list(folder.rglob("*.nbi"))
    assert run(tmp_path)[0] == printed
    assert len(list(tmp_path.glob("hdvis-kernels-*"))) == 1


def test_a_folder_that_others_can_write_is_not_trusted(tmp_path):
    (tmp_path / f"hdvis-kernels-{os.getuid()}").mkdir()
    (tmp_path / f"hdvis-kernels-{os.getuid()}").chmod(0o777)
    run(tmp_path)
    assert len(list(tmp_path.glob("hdvis-kernels-*"))) == 2


def test_without_any_folder_kernels_are_compiled_all_the_same(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("needs a path that cannot be a folder")
    blocked = "import tempfile\ntempfile.gettempdir = lambda: '/dev/null'\n"
    (tmp_path / "sitecustomize.py").write_text(blocked)
    path = f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"
    printed, said = run(tmp_path, PYTHONPATH=path)
    assert printed == ["False", "10.0"]
    assert "compiled anew by each process" in said
