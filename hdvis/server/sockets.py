"""Sockets on the address that was asked for, or why there are none."""

from __future__ import annotations

import errno
import socket

from hdvis.errors import HdvisError, shorten
from hdvis.server.settings import ServerSettings, is_loopback

PORTS_TRIED = 50


def listen(settings: ServerSettings) -> tuple[list[socket.socket], int]:
    """Sockets on the address of the settings, and their port, checked against what was asked.

    A script whose port is in use takes the next free one and says so; a shared server does not.
    """
    from bokeh.server.util import bind_sockets

    last = 1 if settings.shared or not settings.port else PORTS_TRIED
    for port in range(settings.port, settings.port + last):
        try:
            sockets, bound = bind_sockets(settings.address, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and port < settings.port + last - 1:
                continue
            raise HdvisError(_why_not(settings, error), code="HDV-SV10") from error
        if settings.port and bound != settings.port:
            print(f"hdvis: port {settings.port} is in use, so {bound} is taken", flush=True)
        _check_loopback(settings, sockets)
        return sockets, bound
    raise AssertionError("unreachable")


def _check_loopback(settings: ServerSettings, sockets: list[socket.socket]) -> None:
    names = [s.getsockname()[0] for s in sockets]
    if is_loopback(settings.address) and not all(map(is_loopback, names)):
        for each in sockets:
            each.close()
        raise HdvisError(
            f"serve: got a socket on {', '.join(names)}, expected this machine alone. "
            "Look at how localhost is spelled in the hosts file"
        )


def _why_not(settings: ServerSettings, error: OSError) -> str:
    place = f"{shorten(settings.address)}:{settings.port}"
    if error.errno == errno.EADDRINUSE:
        return f"serve: port {settings.port} is in use, expected a free one. --port names another"
    if error.errno == errno.EACCES:
        return f"serve: {place} is not allowed to this user, expected a port of 1024 or more"
    reason = shorten(error.strerror or error)
    return f"serve: cannot listen on {place} ({reason}), expected an address of this machine"
