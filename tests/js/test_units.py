"""The JavaScript's own unit tests, run by Node."""

import subprocess
import sys
from pathlib import Path


def test_the_units_of_the_toolkit_and_the_views_hold():
    tools = Path(__file__).with_name("tools.py")
    done = subprocess.run([sys.executable, tools, "test"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
