"""Find the command that was meant, run it, and say in one line what went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from hdvis.cli.parser import COMMANDS, make_parser
from hdvis.errors import HdvisError, shorten

WRONG = 2
STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `hdvis` with `arguments` (sys.argv's by default); returns the exit status.

    0 is success, 1 a fault that `check` or `plugins` found, 2 a mistake in what was asked.
    HDVIS_TRACEBACK=1 shows where an error comes from.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _run(words)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    except Exception as error:
        if os.environ.get("HDVIS_TRACEBACK"):
            raise
        print(f"hdvis: {_one_line(error)}", file=sys.stderr)
        return WRONG


def _run(words: list[str]) -> int:
    if words and not words[0].startswith("-") and words[0] not in COMMANDS:
        from hdvis.cli.plugin_commands import find_command

        return int(find_command(words[0])(words[1:]) or 0)
    parser = make_parser()
    asked = parser.parse_args(words)
    if not asked.command:
        from hdvis.cli.plugin_commands import own_commands

        print(parser.format_help() + own_commands(), end="")
        return 0
    run = import_module(f"hdvis.cli.{COMMANDS[asked.command]}").run
    return int(run(asked))


def _one_line(error: Exception) -> str:
    if isinstance(error, HdvisError):
        return shorten(error, 1000)
    return f"{type(error).__name__}: {shorten(error, 500)}. HDVIS_TRACEBACK=1 shows where"
