"""CPU seconds that `import hdvis` costs a new process, beside the libraries it builds upon.

`python -m benchmarks.import_time OUT.json` from tests/ prints one line and writes the figures.
"""

import json
import resource
import statistics
import subprocess
import sys
from pathlib import Path

REPEATS = 7
STATEMENTS = {"hdvis": "import hdvis", "libraries": "import torch, panel, umap, sklearn"}


def cpu_seconds(statement: str) -> float:
    """User and system seconds of a fresh process that runs `statement`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", statement], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(repeats: int = REPEATS) -> dict[str, float | int]:
    """Median CPU seconds of each statement, and of an interpreter that imports nothing."""
    result: dict[str, float | int] = {"repeats": repeats}
    for name, statement in {"python": "pass", **STATEMENTS}.items():
        cpu_seconds(statement)  # reads the files from disk once
        result[name] = statistics.median(cpu_seconds(statement) for _ in range(repeats))
    return result


def main(out: str) -> None:
    """Measure, print one line, write `out`."""
    result = measure()
    print(
        f"import hdvis: {result['hdvis']:.3f} s CPU (python alone {result['python']:.3f} s); "
        f"torch + panel + umap + sklearn: {result['libraries']:.2f} s"
    )
    Path(out).write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main(sys.argv[1])
