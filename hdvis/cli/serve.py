"""`hdvis serve`: a file or a Panel script for visitors, until Ctrl-C."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from hdvis.errors import HdvisError

if TYPE_CHECKING:
    from hdvis.app import Visualizer

SECRET = "HDVIS_SECRET_KEY"


def run(asked: Namespace) -> int:
    """Serve what was asked for; settings under which that is unsafe are refused at once."""
    from hdvis.app.serving import serve
    from hdvis.server.settings import ServerSettings

    settings = ServerSettings.for_visitors(
        host=asked.host,
        port=asked.port,
        public_url=asked.public_url or "",
        secret=_secret(asked.secret_file),
        sessions=asked.sessions,
        open_to_all=asked.i_know_this_is_open,
    )
    what = _what(asked)
    serve(what if isinstance(what, Path) else what.app, settings)
    return 0


def _what(asked: Namespace) -> Visualizer | Path:
    from hdvis.cli.opening import opened

    path = Path(asked.source)
    if path.suffix != ".py":
        return opened(asked, asked.source)
    if not path.is_file():
        raise HdvisError(f"serve: got {path.name}, expected a Panel script. There is no such file")
    return path


def _secret(file: str | None) -> str:
    """What signs session ids: from a file, else from the environment, else empty."""
    if not file:
        return os.environ.get(SECRET, "")
    try:
        return Path(file).read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise HdvisError(
            f"serve: --secret-file {Path(file).name} cannot be read ({type(error).__name__})"
        ) from None
