"""Print how often the verdict on a direction is wrong about planted cases, of a thousand each.

Run as `python tests/benchmarks/alarms.py [trials] [results.json]`. Every rate should be 5 % at
most; "missed" is meant to be 2.5 %, the level of the permutation test.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from analysis.alarms import DIMENSIONS, rates


def main(trials: int, target: Path | None) -> None:
    found = {d: rates(d, trials, seed=7) for d in DIMENSIONS}
    print(f"{'dimensions':<12}" + "".join(f"{name:>18}" for name in found[DIMENSIONS[0]]))
    for d, wrong in found.items():
        print(f"{d:<12}" + "".join(f"{rate:>17.1%} " for rate in wrong.values()))
    if target is not None:
        target.write_text(json.dumps({"trials": trials, "rates": found}, indent=1))


if __name__ == "__main__":
    counts = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    files = [Path(word) for word in sys.argv[1:] if not word.isdecimal()]
    main(counts[0] if counts else 1_000, files[0] if files else None)
