"""Find a Chromium that starts, or install one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
ADVICE = (
    "chromium: got none that starts, expected one for the browser tests. "
    "Install Chromium or Chrome, or name its file in HDVIS_CHROMIUM."
)


def starts(file: str | Path) -> bool:
    """Whether `file` is a browser that runs here; some systems ship a stub by the same name."""
    try:
        done = subprocess.run([file, "--version"], capture_output=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def find() -> Path | None:
    """The browser named in HDVIS_CHROMIUM, else one on the path, else Playwright's own."""
    named = os.environ.get("HDVIS_CHROMIUM")
    if named:
        return Path(named) if starts(named) else None
    candidates = [shutil.which(name) for name in NAMES] + [str(MAC)]
    for file in candidates:
        if file and starts(file):
            return Path(file)
    own = playwrights_own()
    return own if own and starts(own) else None


def playwrights_own() -> Path | None:
    """The file that `playwright install chromium` makes, where it has been made."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        file = Path(playwright.chromium.executable_path)
    return file if file.is_file() else None


def install() -> Path | None:
    """Install a browser: by apt where this user owns the system, else by Playwright."""
    for commands in (apt_commands(), playwright_commands()):
        for command in commands:
            print("chromium:", *command, flush=True)
            if subprocess.run(command, stdin=subprocess.DEVNULL).returncode:
                break
        found = find() if commands else None
        if found:
            return found
    return None


def apt_commands() -> list[list[str]]:
    """The apt commands, or none where they would not be allowed."""
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return []
    get = ["apt-get", "-o", "DPkg::Lock::Timeout=300"]
    packages = ["chromium", "fonts-dejavu-core"]
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    return [
        [*get, "update"],
        [*quiet, *get, "install", "-y", "--no-install-recommends", *packages],
    ]


def playwright_commands() -> list[list[str]]:
    """The command that fetches Playwright's own build into the user's cache."""
    return [[sys.executable, "-m", "playwright", "install", "chromium"]]


def main() -> int:
    """Say which browser the tests will use, installing one where there is none."""
    named = os.environ.get("HDVIS_CHROMIUM")
    file = find() or (None if named else install())
    if file is None:
        print(ADVICE, file=sys.stderr)
        return 1
    print(f"chromium: {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
