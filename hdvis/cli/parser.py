"""What can be typed: commands, their options and the help of each."""

from __future__ import annotations

import argparse
import sys
from typing import NoReturn, TypeAlias

COMMANDS = {
    "demo": "show",
    "show": "show",
    "serve": "serve",
    "workspaces": "workspaces",
    "check": "check",
    "plugins": "plugins",
    "schema": "schema",
}
"""Each command with the file beside this one whose `run` answers it."""

_EXAMPLES = """examples:
  hdvis demo                                  drawn faces and a model of them
  hdvis show latents.npy --images faces.zip   your own vectors and pictures
  hdvis check my_layout.json                  is the layout right?
"""


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


class Parser(argparse.ArgumentParser):
    """An argparse parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and leave with status 2."""
        self.exit(2, f"{self.prog}: {message}. {self.prog} --help explains\n")


class _Help(argparse.Action):
    """--help of the whole program: the parser's own and the commands that plugins bring."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        from hdvis.cli.plugin_commands import own_commands

        sys.stdout.write(parser.format_help() + own_commands())
        parser.exit()


class _Version(argparse.Action):
    """--version, looked up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> None:
        from hdvis import __version__

        sys.stdout.write(f"hdvis {__version__}\n")
        parser.exit()


def make_parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    parser = Parser(
        "hdvis",
        description="See inside a model's latent space: linked views of vectors, images, "
        "labels and what a model makes of them.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action=_Help, nargs=0, help="show this and leave")
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", parser_class=Parser
    )
    for add in (_demo, _show, _serve, _workspaces, _check, _plugins, _schema):
        add(commands)
    return parser


def _command(commands: Commands, name: str, text: str, more: str = "") -> Parser:
    made: Parser = commands.add_parser(
        name, help=text, description=f"{text[0].upper()}{text[1:]}. {more}".strip()
    )
    return made


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"got {text}, expected a port from 0 to 65535")
    return int(text)


def _demo(commands: Commands) -> None:
    command = _command(
        commands, "demo", "open a ready data set", "Nothing is downloaded; Ctrl-C ends it."
    )
    command.add_argument(
        "name", nargs="?", default="", metavar="NAME",
        help="one that a plugin brings, such as faces (the default) or terrain, or digits",
    )  # fmt: skip
    _page_options(command)


def _show(commands: Commands) -> None:
    command = _command(
        commands, "show", "open a file of vectors", "Nothing in a file is ever run; Ctrl-C ends it."
    )
    command.add_argument(
        "file", metavar="FILE",
        help=".npy, .npz, .csv, .tsv, .parquet, .txt, a folder or zip of images, or a run folder",
    )  # fmt: skip
    _data_options(command)
    _page_options(command)


def _data_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--images", metavar="PATH", help="one image a row: .npy, a folder or a zip")
    add(
        "--labels",
        metavar="PATH|NAMES",
        help="columns beside the vectors: a file (.npy, .npz, .csv, .parquet), or names of FILE's",
    )
    add(
        "--vectors",
        metavar="NAMES",
        help="the columns of FILE's table that are vectors, with commas (numbers that neither "
        "count rows nor are an outcome)",
    )
    add("--id", metavar="NAME", help="the column of FILE's table that tells rows apart (a counter)")
    add("--scale", choices=("auto", "none", "standard"), default="auto",
        help="standard gives each column mean 0 and deviation 1, auto does where deviations "
        "differ 100-fold (auto)")  # fmt: skip
    add("--model", metavar="PATH", help="a model that decodes the vectors: .safetensors, .onnx, …")
    add("--space", metavar="NAME", help="the vectors that the model decodes (the first ones)")
    add("--isolate", action="store_true",
        help="run the model in a process of its own, so that it may hang or crash")  # fmt: skip
    add("--trust", action="store_true", help="let the model's file run code: only if you made it")


def _page_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--layout", metavar="LAYOUT", help="a ready layout's name, a JSON file or JSON text")
    add("--port", type=_port, default=0, help="the port on this machine (a free one)")
    add("--no-browser", action="store_true", help="print the address and open no browser")
    add("--no-autosave", action="store_true",
        help="begin afresh and keep nothing of what is done on the page")  # fmt: skip


def _serve(commands: Commands) -> None:
    command = _command(
        commands, "serve", "serve a file or a Panel app to others, behind a proxy",
        "Listens on this machine only unless --host says otherwise; every visitor has a session "
        "of their own.",
    )  # fmt: skip
    add = command.add_argument
    add("source", metavar="APP_OR_FILE", help="a Panel script (.py) or a file that show opens")
    _data_options(command)
    add("--layout", metavar="LAYOUT", help="a ready layout's name, a JSON file or JSON text")
    add("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    add("--port", type=_port, default=5006, help="the port to listen on (5006)")
    add("--public-url", metavar="URL", help="where visitors find it: https://hdvis.example.org")
    add("--secret-file", metavar="PATH", help="a file of at least 32 random bytes that signs "
        "sessions (or the variable HDVIS_SECRET_KEY)")  # fmt: skip
    add("--sessions", type=int, default=40, help="most sessions at a time (40)")
    add("--i-know-this-is-open", action="store_true",
        help="allow --host beyond this machine without authentication")  # fmt: skip


def _check(commands: Commands) -> None:
    command = _command(
        commands, "check", "say what is wrong with a layout",
        "An unknown module or option is an error here. The exit status is 1 when there is one.",
    )  # fmt: skip
    command.add_argument(
        "layouts", nargs="+", metavar="LAYOUT", help="a JSON file, a ready layout's name, or JSON"
    )
    command.add_argument(
        "--run-plugin", action="store_true",
        help="run the hdvis_plugin.py beside a layout file; without it no code is run",
    )  # fmt: skip


def _workspaces(commands: Commands) -> None:
    command = _command(
        commands, "workspaces", "list the work that is kept, rename or delete it",
        "Work on a file is kept under its rows and found again when they are opened. It lies "
        "under HDVIS_STATE_DIR; HDVIS_STATE_DIR=none keeps nothing.",
    )  # fmt: skip
    command.add_argument(
        "action", nargs="?", default="list", choices=["list", "open", "rename", "delete"],
        help="what to do (list)",
    )  # fmt: skip
    command.add_argument("id", nargs="?", default="", help="the beginning of its id")
    command.add_argument("name", nargs="?", default="", help="its new name, to rename it")


def _plugins(commands: Commands) -> None:
    _command(
        commands, "plugins", "list plugins, what they offer and what failed",
        "The exit status is 1 when a plugin failed. HDVIS_PLUGINS=none starts without any.",
    )  # fmt: skip


def _schema(commands: Commands) -> None:
    _command(
        commands, "schema", "print the JSON Schema of layouts",
        "It knows the options of every module that is installed; give it to your editor.",
    )  # fmt: skip
