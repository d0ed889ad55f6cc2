"""The other side of a `ProcessAdapter`: makes the model and answers until the pipe closes."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from hdvis.errors import ModelError, shorten

if TYPE_CHECKING:
    from hdvis.models.adapters.adapter import ModelAdapter

ASKED = ("decode", "encode", "map", "decode_layers", "loss_terms", "log_prob")
"""Methods of an adapter that a process answers for; tensors do not leave it."""


def serve(pipe: Connection, make: Callable[[], Any], hints: dict[str, Any]) -> None:
    """Say what the model is, then answer (method, arguments) with ("good", value) or an error."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the page, which ends this
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    try:
        from hdvis.models.adapters.adapt import adapt

        adapter = adapt(make(), **hints)
        pipe.send(("good", _about(adapter)))
        while True:
            method, given = pipe.recv()
            pipe.send(_answer(getattr(adapter, method), given))
    except (EOFError, BrokenPipeError):
        return
    except BaseException as error:
        pipe.send(_told(error))


def _leave_with_parent() -> None:
    """A model that hangs would outlive a page that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _about(adapter: "ModelAdapter") -> dict[str, Any]:
    names = ("latent", "output", "extra_spaces", "name", "warnings", "slow")
    return {
        **{name: getattr(adapter, name) for name in names},
        "input_shape": getattr(adapter, "input_shape", None),
        "capabilities": adapter.capabilities - {"gradients"},
        "fingerprint": adapter.fingerprint(),
    }


def _answer(method: Callable[..., Any], given: tuple[Any, ...]) -> tuple[Any, ...]:
    try:
        return ("good", method(*given))
    except BaseException as error:
        return _told(error)


def _told(error: BaseException) -> tuple[Any, ...]:
    from hdvis.models.engine.oom import is_out_of_memory

    if isinstance(error, ModelError):
        return ("error", error.message, error.code)
    if is_out_of_memory(error):
        return ("memory",)
    code = "HDV-M19" if isinstance(error, SystemExit) else "HDV-M11"
    return ("error", f"raised {type(error).__name__}: {shorten(error, 160)}", code)
