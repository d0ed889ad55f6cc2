"""Importing hdvis is cheap: what is heavy waits until it is needed."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "panel", "bokeh", "sklearn", "numba", "pandas", "PIL")
SERVES_ANYONE = ("panel", "bokeh", "param", "pluggy")
LOWER_HALF = ("data", "selection", "accel", "analysis", "models", "render")


def loaded_by(statement: str, names: tuple[str, ...]) -> set[str]:
    """Those of `names` that a fresh process has loaded after `statement`."""
    program = f"{statement}\nimport sys\nprint(*set(sys.modules) & set({names!r}))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import hdvis", "import hdvis.data"])
def test_the_heavy_libraries_wait(statement):
    assert loaded_by(statement, HEAVY) == set()


@pytest.mark.parametrize("package", LOWER_HALF)
def test_the_lower_half_serves_without_a_browser(package):
    assert loaded_by(f"import hdvis.{package}", SERVES_ANYONE) == set()


@pytest.mark.parametrize("package", LOWER_HALF)
def test_torch_waits_until_it_is_used(package):
    assert loaded_by(f"import hdvis.{package}", ("torch",)) == set()
