"""Memory that each further session costs a server with a million rows of sixteen columns.

`python -m benchmarks.sessions OUT.json` from tests/ prints one line and writes the figures.
"""

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import psutil
from app.tab import Tab, enter

import hdvis.components  # noqa: F401 - the classes of what the server sends

N, D, TABS = 1_000_000, 16, 8
LAYOUT = {
    "row": [{"column": ["Parallel Coordinate", "Scatter Plot"]}, {"column": ["Table", "Filtering"]}]
}
SIZE = {"type": "size", "width": 760, "height": 380}


def serve() -> None:
    """Serve the rows until this process is ended."""
    import hdvis

    rows = np.random.default_rng(0).normal(size=(N, D)).astype(np.float32)
    vis = hdvis.Visualizer(LAYOUT, dataset=hdvis.Dataset.from_arrays(rows, name="normal"))
    vis.show(open_browser=False, block=True)


async def use(root: str, cookie: str, number: int) -> Tab:
    """Open a tab, let every view draw, select something."""
    tab = await Tab(root, cookie).open()
    for model in list(tab.document.models):
        if hasattr(model, "esm"):
            await tab.say(model, **SIZE)
    axes = next(
        model for model in tab.document.models if hasattr(getattr(model, "data", None), "handles")
    )
    low = 0.3 + 0.01 * number
    await tab.say(axes, type="brush", axis="x0", ranges=[[low, low + 0.2]], live=False, mode=None)
    await tab.until(lambda: " selected" in tab.header.selected, 120)
    return tab


async def measure(url: str, server: psutil.Process) -> list[float]:
    """Resident megabytes of the server after each tab."""
    root, cookie = url.split("?")[0], enter(url)
    tabs, megabytes = [], []
    for number in range(TABS):
        tabs.append(await use(root, cookie, number))
        await asyncio.sleep(1)
        megabytes.append(server.memory_info().rss / 2**20)
    for tab in tabs:
        tab.close()
    return megabytes


def main(out: str) -> None:
    """Measure, print one line, write `out`."""
    command = [sys.executable, "-m", "benchmarks.sessions", "--serve"]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        line = program.stdout.readline()
        url = line.split()[1]
        megabytes = asyncio.run(measure(url, psutil.Process(program.pid)))
    finally:
        program.kill()
        program.wait()
    each = (megabytes[-1] - megabytes[1]) / (TABS - 2)
    result = {"rows": N, "columns": D, "megabytes": megabytes, "each": each}
    print(
        f"sessions: {each:.1f} MB for each further session at {N:,} × {D} "
        f"({megabytes[0]:.0f} MB with one, {megabytes[-1]:.0f} MB with {TABS})"
    )
    Path(out).write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    serve() if sys.argv[1] == "--serve" else main(sys.argv[1])
