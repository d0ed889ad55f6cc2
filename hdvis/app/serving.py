"""Serving the pages of an app: on this machine for a script, or to visitors."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from hdvis.app.app import App
from hdvis.app.pages import document_page
from hdvis.errors import HdvisError, shorten
from hdvis.hooks.names import did_you_mean
from hdvis.server.served import Served
from hdvis.server.settings import ServerSettings


def show(app: App, *, port: int, open_browser: bool, block: bool | None, **settings: Any) -> None:
    """Serve the pages of `app` on loopback, print the address and block when a script would end."""
    _check(port, settings)
    served = app.served
    if served is None or not served.is_running:
        served = Served(
            lambda: document_page(app).shell, ServerSettings(port=port, **settings), app.note_held
        )
        app.served = served
    blocks = in_script() if block is None else block
    try:  # from the first word on: whoever reads the address may press Ctrl-C
        print(f"hdvis: {served.url}", flush=True)
        if open_browser and has_display():
            webbrowser.open(served.opening_url)
        if blocks:
            served.wait()
    except KeyboardInterrupt:
        if not blocks:
            raise
        app.stop()


def _check(port: object, settings: Mapping[str, object]) -> None:
    """Raise `HdvisError` for a port that is none, and for settings that no server has."""
    if not isinstance(port, int) or isinstance(port, bool) or not 0 <= port <= 65_535:
        raise HdvisError(
            f"show: got port {shorten(repr(port))}, expected a whole number from 0 (a free one) "
            "to 65,535"
        )
    known = {setting.name for setting in fields(ServerSettings)}
    for name in settings:
        if name not in known:
            guess = did_you_mean(name, ["open_browser", "block", *known])
            raise HdvisError(f"show: got {shorten(name)}=, which it does not take{guess}")


def serve(what: App | Path, settings: ServerSettings) -> None:
    """Serve the pages of an app, or a Panel script to visitors until Ctrl-C."""
    if isinstance(what, Path):
        served = Served(what, settings)
        stop = served.stop
    else:
        served = what.served = Served(lambda: document_page(what).shell, settings, what.note_held)
        stop = what.stop
    print(f"hdvis: {served.url} (listening on {settings.address}:{served.port})", flush=True)
    try:
        served.wait()
    except KeyboardInterrupt:
        stop()


def in_script() -> bool:
    """Whether the program would end with its last line: no notebook, no prompt, no test."""
    if hasattr(sys, "ps1") or sys.flags.interactive or "PYTEST_CURRENT_TEST" in os.environ:
        return False
    shell = sys.modules.get("IPython")
    return shell is None or shell.get_ipython() is None


def has_display() -> bool:
    """Whether a browser could show a window; without one some open in the terminal instead."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
