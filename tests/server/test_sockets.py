"""Ports that are taken, and addresses that are not this machine's."""

import socket

import pytest

from hdvis.errors import HdvisError
from hdvis.server import sockets
from hdvis.server.settings import ServerSettings
from hdvis.server.sockets import listen


def test_a_script_takes_the_next_free_port_and_says_so(taken, capsys):
    opened, port = listen(ServerSettings(port=taken))
    for each in opened:
        each.close()
    assert taken < port <= taken + sockets.PORTS_TRIED
    assert f"port {taken} is in use, so {port} is taken" in capsys.readouterr().out


def test_loopback_that_turns_out_to_be_the_network_is_refused(monkeypatch):
    monkeypatch.setattr(sockets, "is_loopback", lambda name: name == "0.0.0.0-alias")
    held = socket.socket()
    monkeypatch.setattr("bokeh.server.util.bind_sockets", lambda *args: ([held], 1))
    held.bind(("127.0.0.1", 0))
    with pytest.raises(HdvisError, match="expected this machine alone"):
        listen(ServerSettings(address="0.0.0.0-alias"))
    assert held.fileno() == -1
