"""`adapt`: from whatever the user has to an adapter."""

import inspect
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hdvis.errors import HdvisError, ModelError, shorten
from hdvis.models.adapters.adapter import ModelAdapter

if TYPE_CHECKING:
    from hdvis.models.adapters.series import CheckpointSeries

Attempt = Callable[[Any], ModelAdapter | None]


class Adapt:
    """`adapt(obj, **hints)`, with `adapt.load` and `adapt.series` beside it.

    A VAE with methods or children named encode(r) and decode(r):

        adapter = adapt(vae, latent=10)

    Weights of the disentangling-vae project, whose encoder gives mean and log-variance by turns
    and whose decoder ends in a sigmoid, with `Burgess` the user's own module:

        vae = Burgess((1, 32, 32), latent_dim=10)
        adapter = adapt.load("model.pt", build=vae, split="interleaved", latent=10)
        engine = Engine(adapter)
    """

    def __call__(
        self,
        obj: Any = None,
        *,
        adapters: Sequence[Attempt] = (),
        check: bool = True,
        width: int | None = None,
        **hints: Any,
    ) -> ModelAdapter:
        """The adapter of `obj`, checked by `validate`.

        `adapters` are tried first, in order; the first that does not answer None wins. Hints:
        `latent` (width or shape), `encode` and `decode` (name, module or callable; `encode=None`
        for none), `split`, `variance`, `output` (an `OutputSpec`), `logits`, `value_range`,
        `image_shape` of flat outputs, `input_shape`, `pick`, `name`, `space` of style generators.
        `width` is the latent size where neither the hints nor the model say it.
        Raises `ModelError` (HDV-M8, M10, M15, M16) in the user's words.
        """
        from hdvis.models.adapters.validate import validate

        try:
            adapter = _first_answer(obj, adapters, hints, width)
            if check:
                adapter.warnings = tuple(dict.fromkeys((*adapter.warnings, *validate(adapter))))
        except HdvisError:
            raise
        except (Exception, SystemExit) as error:
            raise ModelError(
                f"model: {_kind(obj)} raised {type(error).__name__}: {shorten(error, 160)}, while "
                "it was attached. Mend it, or pass decode=… and latent=… beside it",
                code="HDV-M10",
            ) from error
        return adapter

    @staticmethod
    def load(path: str | Path, *, trust: bool = False, **hints: Any) -> ModelAdapter:
        """`hdvis.models.load`: an adapter from a file."""
        from hdvis.models.weights.load import load

        return load(path, trust=trust, **hints)

    @staticmethod
    def series(stages: Mapping[Any, Any], **hints: Any) -> "CheckpointSeries":
        """`hdvis.models.series`: the stages of one training."""
        from hdvis.models.adapters.series import series

        return series(stages, **hints)


adapt = Adapt()


def _first_answer(
    obj: Any, adapters: Sequence[Attempt], hints: dict[str, Any], width: int | None
) -> ModelAdapter:
    for attempt in adapters:
        answer = attempt(obj)
        if answer is not None:
            return answer
    if isinstance(obj, ModelAdapter):
        return obj
    make = _maker(obj, hints)
    if make is None:
        raise ModelError(
            f"model: got {_kind(obj)}, expected a torch module, a function, an adapter or an ONNX "
            "session. Pass decode=… and latent=…, or load files with adapt.load(path)",
            code="HDV-M10",
        )
    _check_hints(make, obj, hints)
    told = {"width": width} if "width" in inspect.signature(make).parameters else {}
    return make(obj, **hints, **told)


def _maker(obj: Any, hints: Mapping[str, Any]) -> Callable[..., ModelAdapter] | None:
    """The function that adapts objects shaped like `obj`; asked for by shape, not by class."""
    if all(hasattr(obj, name) for name in ("mapping", "synthesis", "num_ws", "w_dim")):
        from hdvis.models.adapters.style_adapter import StyleAdapter

        return StyleAdapter
    if hasattr(obj, "decode") and hasattr(getattr(obj, "config", None), "latent_channels"):
        from hdvis.models.adapters.diffusers_adapter import diffusers_adapter

        return diffusers_adapter
    if hasattr(obj, "decoder") and hasattr(getattr(obj, "model_config", None), "latent_dim"):
        from hdvis.models.adapters.pythae_adapter import pythae_adapter

        return pythae_adapter
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(obj, torch.nn.Module):
        from hdvis.models.adapters.adapt_module import adapt_module

        return adapt_module
    if hasattr(obj, "get_inputs") and hasattr(obj, "run"):
        from hdvis.models.adapters.onnx_adapter import OnnxAdapter

        return OnnxAdapter
    if callable(hints.get("decode")) or callable(getattr(obj, "decode", None)) or callable(obj):
        from hdvis.models.adapters.adapt_functions import adapt_functions

        return adapt_functions
    return None


def _check_hints(make: Callable[..., Any], obj: Any, hints: Mapping[str, Any]) -> None:
    parameters = inspect.signature(make).parameters.values()
    known = [p.name for p in parameters if p.kind is p.KEYWORD_ONLY and p.name != "width"]
    unknown = [name for name in hints if name not in known]
    if unknown:
        raise ModelError(
            f"model: got the hint {shorten(unknown[0])!r} for {_kind(obj)}, expected some of "
            f"{', '.join(known)}. Correct its name",
            code="HDV-M10",
        )


def _kind(obj: Any) -> str:
    return "no model" if obj is None else f"a {type(obj).__name__}"
