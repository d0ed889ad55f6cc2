"""A fresh environment with hdvis installed from a wheel, as a user has it."""

import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "examples" / "plugin_template"
VIEW = ROOT / "examples" / "plugin_view"


def build_wheel(folder: Path) -> Path:
    """hdvis as a wheel in `folder`, built as `make wheel` does, the source archive apart."""
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    (wheel,) = folder.glob("hdvis-*.whl")
    return wheel


def make_environment(folder: Path, *what: Path) -> Path:
    """The python of a new environment in `folder` with `what` installed.

    It sees the libraries that this one has by a .pth line. Folders are added by such a line, but
    .pth files within them are not read, so the checkout stays out of sight.
    """
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    (site,) = folder.glob("lib/python*/site-packages")
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    call(*pip, "install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation", *what)
    return python


def call(*command: str | Path, cwd: Path | None = None) -> str:
    """Run a command to its end; its output, or an error that holds it."""
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=240)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
