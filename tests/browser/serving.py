"""A program that serves a page in a process of its own, for the length of one test."""

import inspect
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
WAIT = 120.0
SHOW = "\n\n{name}().show(port={port}, open_browser=False, block=True)\n"


@dataclass(frozen=True)
class Server:
    """A running program: where its page is, and what it has printed."""

    url: str
    port: int
    process: subprocess.Popen
    log: Path

    @property
    def output(self) -> str:
        """All that the program has printed so far."""
        return self.log.read_text(errors="replace")

    def stop(self) -> None:
        """End the program and all that it started."""
        for signum in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, signum)
                self.process.wait(timeout=5)
            except ProcessLookupError:
                break
            except subprocess.TimeoutExpired:
                continue
        self.process.wait(timeout=5)


def free_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(
    what: str | Callable | Sequence[str | Path],
    folder: Path,
    *,
    python: str | Path = sys.executable,
    cwd: Path = ROOT,
    **env: str,
) -> Server:
    """Serve `what` on a free port and return once it answers.

    A function makes a visualizer; it runs elsewhere, so it imports what it uses. A string is a
    program that finds the port in sys.argv[1]. A sequence is python's arguments, "{port}" filled.
    """
    port = free_port()
    command = [python, *arguments(what, folder, port)]
    log = folder / f"served-{port}.log"
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", **env}
    with log.open("w") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
            cwd=cwd, env=environment, start_new_session=True,
        )  # fmt: skip
    server = Server(f"http://127.0.0.1:{port}/", port, process, log)
    try:
        wait_for_answer(server)
        return Server(printed_url(server), port, process, log)
    except BaseException:
        server.stop()
        raise


def arguments(what: str | Callable | Sequence[str | Path], folder: Path, port: int) -> list[str]:
    """What python is called with to serve `what` on `port`."""
    if callable(what):
        source = textwrap.dedent(inspect.getsource(what))
        what = source + SHOW.format(name=what.__name__, port=port)
    if isinstance(what, str):
        script = folder / f"served_{port}.py"
        script.write_text(what)
        return [str(script), str(port)]
    return [str(part).replace("{port}", str(port)) for part in what]


def wait_for_answer(server: Server) -> None:
    """Return at the first answer of any kind; a token may still be asked for."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        if server.process.poll() is not None:
            raise RuntimeError(f"the served program ended early:\n{server.output[-4000:]}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}/", timeout=10).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
            continue
        return
    raise RuntimeError(f"nothing answered within {WAIT:.0f} s:\n{server.output[-4000:]}")


def printed_url(server: Server) -> str:
    """The address the program printed, token and path included; else the root of its port."""
    pattern = re.compile(rf"http://(?:127\.0\.0\.1|localhost):{server.port}[^\s'\"<>()\x1b]*")
    end = time.monotonic() + 2
    while time.monotonic() < end:
        found = pattern.search(server.output)
        if found:
            return found.group()
        time.sleep(0.05)
    return server.url
