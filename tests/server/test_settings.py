"""Settings of servers: safe by default, and refused where they would not be."""

import pytest

from hdvis.errors import HdvisError
from hdvis.server.settings import ServerSettings, host_name, is_loopback

SECRET = "s" * 32
PUBLIC = "https://hdvis.example.org"


def test_a_script_is_alone_on_its_machine_with_secrets_of_its_own():
    one, two = ServerSettings(), ServerSettings()
    assert is_loopback(one.address)
    assert (one.sessions, one.unused_lifetime, one.check_interval) == (10, 15_000, 5_000)
    assert one.token_seconds == 300
    assert min(len(one.key), len(one.secret)) >= 32
    assert one.key != two.key
    assert one.secret != two.secret
    assert one.secret not in repr(one)
    assert one.key not in repr(one)


def test_a_shared_server_has_room_for_forty_of_which_one_visitor_takes_four():
    shared = ServerSettings.for_visitors(secret=SECRET, public_url=PUBLIC)
    assert (shared.address, shared.sessions, shared.each) == ("127.0.0.1", 40, 4)
    assert (shared.unused_lifetime, shared.check_interval) == (60_000, 5_000)
    assert shared.hosts() == {"hdvis.example.org"}
    assert shared.origins(5006) == {"hdvis.example.org:80"}
    assert ServerSettings.for_visitors(public_url=PUBLIC + ":8443").origins(1) == {
        "hdvis.example.org:8443"
    }


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"host": "0.0.0.0", "public_url": PUBLIC}, "without authentication"),
        ({"host": "::", "public_url": PUBLIC}, "without authentication"),
        ({"host": "192.168.0.7", "public_url": PUBLIC}, "--i-know-this-is-open"),
        ({"host": "0.0.0.0", "open_to_all": True}, "--public-url"),
        ({"public_url": "hdvis.example.org"}, "https://"),
        ({"public_url": "ftp://x"}, "https://"),
        ({"secret": "change me"}, "32"),
    ],
)
def test_an_unsafe_setting_is_refused(settings, words):
    with pytest.raises(HdvisError, match=words):
        ServerSettings.for_visitors(**settings)


def test_the_network_is_reached_with_authentication_or_on_purpose():
    assert (
        ServerSettings.for_visitors(host="0.0.0.0", public_url=PUBLIC, key="k").address == "0.0.0.0"
    )
    assert (
        ServerSettings.for_visitors(host="0.0.0.0", public_url=PUBLIC, open_to_all=True).key == ""
    )


@pytest.mark.parametrize(
    ("host", "answer"),
    [("127.0.0.1", True), ("127.3.2.1", True), ("localhost", True), ("[::1]", True), ("::1", True),
     ("0.0.0.0", False), ("::", False), ("10.0.0.1", False), ("example.org", False), ("", False)],
)  # fmt: skip
def test_addresses_of_this_machine_are_known(host, answer):
    assert is_loopback(host) is answer


@pytest.mark.parametrize(
    ("host", "name"),
    [("localhost:1", "localhost"), ("LOCALHOST", "localhost"), ("[::1]:1", "[::1]"),
     ("[::1]", "[::1]"), ("a.b:80", "a.b"), ("a:b", "a:b"), ("", "")],
)  # fmt: skip
def test_the_name_of_a_host_is_told_from_its_port(host, name):
    assert host_name(host) == name


@pytest.mark.parametrize("sessions", [0, -3, 10_001, True])
def test_places_have_bounds(sessions):
    with pytest.raises(HdvisError, match="expected 1 to 10,000"):
        ServerSettings.for_visitors(sessions=sessions)
