"""Each example runs as it stands."""

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import numpy as np
import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
WAIT = 120


class Program:
    """A running example and what it prints."""

    def __init__(self, folder: Path, *words: str | Path) -> None:
        environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "BROWSER")}
        environment.pop("PYTEST_CURRENT_TEST", None)
        self.process = subprocess.Popen(
            [sys.executable, "-u", *words], cwd=folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )  # fmt: skip
        self.said: list[str] = []
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def line_with(self, pattern: str) -> re.Match:
        """The first line in which `pattern` is found."""
        while line := self._lines.get(timeout=WAIT):
            self.said.append(line)
            if found := re.search(pattern, line):
                return found
        raise AssertionError("".join(self.said))

    def interrupt(self) -> int:
        """Press Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)

    def end(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=10)
        self.process.stdout.close()


@pytest.fixture
def run(tmp_path):
    """`run(words…)` starts python with `words` in an empty folder."""
    running: list[Program] = []

    def start(*words: str | Path) -> Program:
        running.append(Program(tmp_path, *words))
        return running[-1]

    yield start
    for program in running:
        program.end()


def page_at(url: str) -> str:
    """The page at `url`, cookies kept on the way."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with opener.open(url, timeout=WAIT) as answer:
        return answer.read().decode()


def test_quickstart_serves_until_ctrl_c(run):
    program = run(EXAMPLES / "quickstart.py")
    url = program.line_with(r"http://127\.0\.0\.1:\d+/\S*")[0]
    assert "hdvis" in page_at(url)
    assert program.interrupt() == 0


def test_the_slides_script_runs_with_only_its_import_line_changed(run, tmp_path):
    made = run(EXAMPLES / "nddav_data.py")
    assert made.process.wait(timeout=WAIT) == 0
    assert (tmp_path / "data" / "latent" / "hidden_h1.npy").is_file()
    program = run(EXAMPLES / "nddav_slides.py")
    assert "hdvis" in page_at(program.line_with(r"http://127\.0\.0\.1:\d+/\S*")[0])
    assert program.interrupt() == 0


def test_the_panel_app_is_served_by_panel(run):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    app = EXAMPLES / "panel_app.py"
    program = run("-m", "panel", "serve", app, "--port", port, "--address", "127.0.0.1")
    program.line_with("running at")
    page_at(f"http://127.0.0.1:{port}/panel_app")
    program.interrupt()
    with pytest.raises(AssertionError) as output:
        program.line_with("never said")
    assert "Traceback" not in str(output.value)
    assert "ERROR" not in str(output.value)


def test_headless_needs_no_page(run):
    program = run(EXAMPLES / "headless.py")
    rows = int(program.line_with(r"(\d+) rows: ")[1])
    assert 0 < rows < 1797
    assert 0.5 < float(program.line_with(r"PCA: trustworthiness ([\d.]+)")[1]) <= 1
    program.line_with("5 steps")
    assert program.process.wait(timeout=WAIT) == 0


def test_given_weights_open_on_a_page(run, shared_data):
    weights = shared_data / "weights/mnist_gan_vae/mnist_vae__vae_epoch_25.pth"
    program = run(EXAMPLES / "given_weights.py", "mlp_vae", weights)
    assert "hdvis" in page_at(program.line_with(r"http://127\.0\.0\.1:\d+/\S*")[0])
    assert program.interrupt() == 0
    other = run(EXAMPLES / "given_weights.py", "mlp_vae")
    assert other.line_with("usage: ")


def test_measured_strokes_and_given_directions_open_on_a_page(run, tmp_path):
    program = run(EXAMPLES / "measured_attributes.py")
    assert "hdvis" in page_at(program.line_with(r"http://127\.0\.0\.1:\d+/\S*")[0])
    assert program.interrupt() == 0
    np.save(tmp_path / "smile_boundary.npy", np.ones((1, 16)))
    given = run(EXAMPLES / "given_directions.py", tmp_path)
    assert "hdvis" in page_at(given.line_with(r"http://127\.0\.0\.1:\d+/\S*")[0])
    assert given.interrupt() == 0
    assert run(EXAMPLES / "given_directions.py").line_with("usage: ")
