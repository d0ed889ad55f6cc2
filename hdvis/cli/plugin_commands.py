"""Commands that plugins bring."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable

from hdvis.cli.parser import COMMANDS
from hdvis.errors import HdvisError, shorten

Command = Callable[[list[str]], int]


def find_command(name: str) -> Command:
    """The command `name` of any plugin. Raises `HdvisError` naming the nearest one."""
    from hdvis.hooks.names import did_you_mean, fold

    commands = _commands(only=None)
    for known, command in commands.items():
        if fold(known) == fold(name):
            return command
    guess = did_you_mean(name, [*COMMANDS, *commands])
    raise HdvisError(f'no command named "{shorten(name)}"{guess or ". hdvis --help lists them"}')


def own_commands() -> str:
    """Lines for --help: the commands of hdvis's own plugins, which are quick to ask."""
    commands = _commands(only=())
    if not commands:
        return ""
    lines = [f"    {name:<9} {_first_line(command)}" for name, command in commands.items()]
    return "\n".join(["\ncommands of plugins:", *lines, ""])


def _commands(only: tuple[str, ...] | None) -> dict[str, Command]:
    """Commands by name, the first plugin to name one having it; no other hook is asked."""
    from hdvis.hooks import create_manager

    quiet()
    found: dict[str, Command] = {}
    for _, commands in create_manager(only=only).call("hdvis_commands"):
        found = {**commands, **found}
    return found


def quiet() -> None:
    """Keep plugin problems out of stderr: `hdvis plugins` lists them."""
    logging.getLogger("hdvis.plugins").addHandler(logging.NullHandler())


def _first_line(command: Command) -> str:
    text = (inspect.getdoc(command) or "").split("\n\n")[0]
    return shorten(text, 70).rstrip(".")
