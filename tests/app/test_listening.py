"""Ports that are taken, and addresses that are not this machine's."""

import socket

import pytest

from hdvis.app import listening
from hdvis.app.listening import listen
from hdvis.app.serving import Serving
from hdvis.errors import HdvisError


def test_a_script_takes_the_next_free_port_and_says_so(taken, capsys):
    sockets, port = listen(Serving(port=taken))
    for each in sockets:
        each.close()
    assert taken < port <= taken + listening.PORTS_TRIED
    assert f"port {taken} is in use, so {port} is taken" in capsys.readouterr().out


def test_loopback_that_turns_out_to_be_the_network_is_refused(monkeypatch):
    monkeypatch.setattr(listening, "is_loopback", lambda name: name == "0.0.0.0-alias")
    held = socket.socket()
    monkeypatch.setattr("bokeh.server.util.bind_sockets", lambda *args: ([held], 1))
    held.bind(("127.0.0.1", 0))
    with pytest.raises(HdvisError, match="expected this machine alone"):
        listen(Serving(address="0.0.0.0-alias"))
    assert held.fileno() == -1
