"""Cookies are signed for one port and one user, for a week, also for a program started anew."""

import os
import stat
import time
from types import SimpleNamespace

import pytest

from hdvis.server import auth
from hdvis.server.auth import Authenticator
from hdvis.server.secret import port_secret


def asked_with(value):
    return SimpleNamespace(cookies={"c": SimpleNamespace(value=value)})


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("HDVIS_STATE_DIR", str(tmp_path))
    return tmp_path


def test_a_program_started_anew_on_its_port_knows_its_visitors(state):
    visitor = Authenticator("key", "c", port_secret(5006)).admit("key")
    again = Authenticator("another key", "c", port_secret(5006))
    assert again.visitor(asked_with(visitor)) == visitor
    elsewhere = Authenticator("key", "c", port_secret(5007))
    assert elsewhere.visitor(asked_with(visitor)) == ""


@pytest.mark.parametrize(
    "forged", ["", ".", "1.x.", "9999999999.abc.00", "🙂", "a.b.c", "-1..", "1" * 5000]
)
def test_a_forged_cookie_is_nobodys(state, forged):
    assert Authenticator("key", "c", port_secret(1)).visitor(asked_with(forged)) == ""


def test_a_signature_is_for_its_own_text(state):
    door = Authenticator("key", "c", port_secret(1))
    born, name, signature = door.admit("key").rsplit(".", 2)
    assert door.visitor(asked_with(f"{int(born) + 9}.{name}.{signature}")) == ""


def test_a_cookie_is_good_for_a_week(state, monkeypatch):
    door = Authenticator("key", "c", port_secret(1))
    visitor = door.admit("key")
    later = time.time() + auth.LIFETIME_SECONDS + 5
    monkeypatch.setattr(auth.time, "time", lambda: later)
    assert door.visitor(asked_with(visitor)) == ""


def test_the_secret_is_its_owners_alone(state):
    first = port_secret(8)
    (file,) = (state / "ports").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert port_secret(8) == first
    file.chmod(0o644)
    assert port_secret(8) != first


def test_where_nothing_can_be_kept_each_run_has_its_own(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("HDVIS_STATE_DIR", str(tmp_path / "file"))
    assert port_secret(8) != port_secret(8)
    assert port_secret(0) != port_secret(0)
    assert os.listdir(tmp_path) == ["file"]


def test_nothing_is_kept_where_nothing_should_be(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HDVIS_STATE_DIR", "none")
    assert port_secret(8) != port_secret(8)
    assert os.listdir(tmp_path) == []
