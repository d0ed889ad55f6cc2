"""Plugins bring commands and demos; none replaces hdvis's own."""

import pytest
from hooks.toys import entry

from hdvis.cli import main, show
from hdvis.errors import HdvisError
from hdvis.hooks import discovery, manager


@pytest.fixture
def installed(monkeypatch):
    """`installed(entry, …)` stands in for what is installed."""

    def install(*entries):
        for module in (discovery, manager):
            monkeypatch.setattr(module, "installed", lambda: list(entries))

    return install


def greet(words):
    """Say hello to each word. And leave."""
    print("hello", *words)
    return 3


def test_a_plugins_command_gets_its_words_and_gives_the_status(installed, capsys):
    installed(entry("toy", hdvis_commands=lambda: {"greet": greet}))
    assert main(["greet", "--loud", "you"]) == 3
    assert capsys.readouterr().out == "hello --loud you\n"


def test_a_plugin_does_not_replace_a_command(installed, capsys):
    installed(entry("toy", hdvis_commands=lambda: {"schema": greet}))
    assert main(["schema"]) == 0
    assert "hello" not in capsys.readouterr().out


def test_help_shows_the_commands_of_hdviss_own_plugins(installed, capsys):
    installed(entry("toy", dist="hdvis", hdvis_commands=lambda: {"greet": greet}))
    main([])
    assert "greet" in capsys.readouterr().out


def test_a_plugins_demo_is_opened_by_name():
    given = {"dataset": [[1.0, 2.0]], "layout": "nddav"}
    assert show._given("Faces", {"Faces": lambda: given}) == given
    with pytest.raises(HdvisError, match='did you mean "Faces"'):
        show._given("fces", {"Faces": lambda: given})


def test_the_first_demo_of_a_plugin_is_the_default_and_digits_where_there_is_none():
    given = {"dataset": [[1.0, 2.0]]}
    assert show._given("", {"faces": lambda: given}) is given
    assert show._given("", {})["dataset"].name == "digits"


def test_digits_come_with_images_and_labels():
    dataset = show.digits()
    assert (dataset.n, dataset.d) == (1797, 64)
    assert next(iter(dataset.images.values())).get([0]).shape[1:3] == (8, 8)
    assert sorted(dataset.columns["digit"].categories) == list("0123456789")
