"""Exact nearest neighbours on a graphics card: blocks of inner products, the best of each kept."""

import logging
import shutil
import sys
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hdvis.checkpoint import Checkpoint, no_checkpoint

log = logging.getLogger("hdvis")

BLOCK_BYTES = 1 << 30
"""Inner products held at once, where the card has four times as much to spare."""
SPARE = 16
"""Candidates beyond k, for the rounding of inner products may change places near the k-th."""


def neighbor_device() -> str:
    """The device to look for neighbours on, or an empty string.

    Torch takes seconds to import, so it is asked only where it is loaded or has a card to find.
    """
    if find_spec("torch") is None or not ("torch" in sys.modules or shutil.which("nvidia-smi")):
        return ""
    import torch

    return "cuda" if torch.cuda.is_available() else ""


def nearest_on_device(
    points: NDArray[np.float32], k: int, device: str, checkpoint: Checkpoint = no_checkpoint
) -> NDArray[np.int32] | None:
    """The `k` nearest other rows of each of `points` (n, d), (n, k) in no order.

    Points should be centred. None when the device fails, short of memory say.
    """
    import torch

    try:
        with torch.inference_mode():
            return _nearest(torch, points, k, device, checkpoint)
    except (RuntimeError, AssertionError) as error:
        log.info("neighbours: not on %s: %s", device, " ".join(str(error).split())[:160])
        return None


def _nearest(
    torch: Any, points: NDArray[np.float32], k: int, device: str, checkpoint: Checkpoint
) -> NDArray[np.int32]:
    n, d = points.shape
    there = torch.from_numpy(points).to(device)
    norms = there.square().sum(dim=1)
    found = np.empty((n, k), np.int32)
    kept = min(k + SPARE, n - 1)
    rows = max(1, _bytes(torch, device) // (4 * max(n, kept * d)))
    for start in range(0, n, rows):
        checkpoint(start / n)
        block = there[start : start + rows]
        apart = torch.addmm(norms, block, there.T, alpha=-2)
        own = torch.arange(len(block), device=device)
        apart[own, own + start] = torch.inf
        near = apart.topk(kept, largest=False, sorted=False).indices
        squared = (there[near] - block[:, None]).square().sum(dim=2)
        best = squared.topk(k, largest=False, sorted=False).indices
        found[start : start + rows] = near.gather(1, best).int().cpu().numpy()
    return found


def _bytes(torch: Any, device: str) -> int:
    if not device.startswith("cuda"):
        return BLOCK_BYTES
    return min(BLOCK_BYTES, int(torch.cuda.mem_get_info(device)[0]) // 4)
