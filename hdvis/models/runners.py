"""Which runner decodes for an adapter, and on which device."""

import sys

from hdvis.models.adapter import ModelAdapter
from hdvis.models.runner import ArrayRunner, Runner


def runner_for(
    adapter: ModelAdapter, device: str, *, deterministic: bool, explore: bool, messages: list[str]
) -> Runner:
    """The torch runner for torch decoders, the numpy one for all others.

    A device that does not decode two probes properly is left, with a message.
    """
    if "torch" not in sys.modules or "gradients" not in adapter.capabilities:
        return ArrayRunner(adapter)
    from hdvis.models.torch_adapter import TorchDecoder

    inner = getattr(adapter, "inner", adapter)
    if not isinstance(inner, TorchDecoder):
        return ArrayRunner(adapter)
    from hdvis.models.torch_runner import TorchRunner, settle_device

    place = settle_device(inner, device, messages)
    return TorchRunner(inner, place, deterministic=deterministic, explore=explore)
