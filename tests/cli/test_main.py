"""The command line answers in words, and errors are one line."""

import json
import subprocess
import sys

import pytest

from hdvis.cli import main
from hdvis.cli.parser import COMMANDS


def run(capsys, *words):
    """(status, standard output, standard error) of `hdvis words`."""
    try:
        status = main(words)
    except SystemExit as leaving:  # argparse leaves so
        status = leaving.code
    said = capsys.readouterr()
    return status, said.out, said.err


def test_help_lists_every_command_with_an_example(capsys):
    status, out, _ = run(capsys, "--help")
    assert status == 0
    assert all(f"    {name}" in out for name in COMMANDS)
    assert "hdvis demo" in out


def test_nothing_asked_is_help(capsys):
    assert run(capsys)[:2] == run(capsys, "--help")[:2]


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(capsys, name):
    status, out, _ = run(capsys, name, "--help")
    assert status == 0
    assert f"usage: hdvis {name}" in out


def test_the_version_is_that_of_the_package(capsys):
    from importlib.metadata import version

    assert run(capsys, "--version")[1] == f"hdvis {version('hdvis')}\n"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["shw"], 'did you mean "show"'),
        (["show"], "FILE"),
        (["show", "no-such-file.npy"], "no such file"),
        (["demo", "digts"], 'did you mean "digits"'),
        (["demo", "--port", "123456"], "expected a port"),
        (["show", "x.npy", "--layuot", "explore"], "--layuot"),
        (["demo", "--layout", '{"row": ['], "HDV-L1"),
        (["serve", "app.py", "--host", "0.0.0.0"], "--i-know-this-is-open"),
        (["serve", "no-such-app.py"], "no such file"),
        (["serve", "app.py", "--secret-file", "no-such-secret"], "no-such-secret"),
        (["schema", "extra"], "extra"),
    ],
)
def test_a_mistake_is_one_line_on_stderr_and_status_2(capsys, words, says):
    status, out, err = run(capsys, *words)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert says in err
    assert "Traceback" not in err


def test_check_lists_every_fault_and_gives_status_1(capsys):
    status, out, err = run(capsys, "check", "nddav", '{"row": ["Imge", "Scater Plot"]}')
    assert status == 1
    assert "nddav: good" in out or "nddav: " in err
    assert 'no module named "Imge" at /row/0; did you mean "Image"?' in err
    assert 'no module named "Scater Plot" at /row/1; did you mean "Scatter Plot"?' in err


def test_check_finds_an_unknown_option_and_a_file_that_is_not_there(capsys, tmp_path):
    place = {"module": "Scatter Plot", "options": {"sise": 3}}
    status, _, err = run(capsys, "check", json.dumps({"row": [place]}))
    assert status == 1
    assert "size" in err
    assert run(capsys, "check", str(tmp_path / "gone.json"))[0] == 1


def test_check_runs_no_code_unless_asked(capsys, tmp_path, monkeypatch):
    layout = tmp_path / "mine.json"
    layout.write_text('{"row": ["Beside"]}')
    (tmp_path / "hdvis_plugin.py").write_text("raise SystemExit('it was run')\n" + BESIDE)
    status, _, err = run(capsys, "check", str(layout))
    assert status == 1
    assert "hdvis_plugin.py lies beside it and was not run" in err
    monkeypatch.setenv("HDVIS_PLUGINS", "none")
    assert run(capsys, "check", "--run-plugin", str(layout))[0] == 1
    (tmp_path / "hdvis_plugin.py").write_text(BESIDE)
    assert run(capsys, "check", "--run-plugin", str(layout))[0] == 1
    monkeypatch.setenv("HDVIS_PLUGINS", "hdvis_plugin")
    assert run(capsys, "check", "--run-plugin", str(layout))[0] == 0


def test_check_loads_the_plugin_beside_a_layout(capsys, tmp_path):
    layout = tmp_path / "mine.json"
    layout.write_text('{"row": ["Beside"]}')
    assert run(capsys, "check", str(layout))[0] == 1
    (tmp_path / "hdvis_plugin.py").write_text(BESIDE)
    status, out, _ = run(capsys, "check", "--run-plugin", str(layout))
    assert status == 0
    assert "good, 1 pane" in out


def test_check_names_what_is_wrong_with_the_plugin_beside(capsys, tmp_path):
    layout = tmp_path / "mine.json"
    layout.write_text('{"row": ["Table"]}')
    (tmp_path / "hdvis_plugin.py").write_text("1 / 0")
    status, _, err = run(capsys, "check", "--run-plugin", str(layout))
    assert status == 1
    assert "ZeroDivisionError" in err


BESIDE = """
from hdvis import Module, hookimpl

class Beside(Module):
    title = "Beside"

    def __panel__(self):
        return "here"

@hookimpl
def hdvis_modules():
    return [Beside]
"""


def test_plugins_lists_what_each_offers(capsys):
    status, out, err = run(capsys, "plugins")
    assert status == 0
    assert err == ""
    assert "Scatter Plot" in out


def test_schema_is_json_that_names_the_modules(capsys):
    schema = json.loads(run(capsys, "schema")[1])
    assert "Scatter Plot" in schema["$defs"]["title"]["anyOf"][0]["enum"]


def test_help_loads_nothing_heavy():
    program = (
        "import sys\n"
        "from hdvis.cli import main\n"
        "main([])\n"
        "heavy = {'panel', 'numpy', 'torch', 'sklearn', 'numba'}\n"
        "print(*heavy & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr.split()) == (0, [])


def test_the_module_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "hdvis", "--version"], capture_output=True, text=True
    )
    assert done.stdout.startswith("hdvis ")


def test_check_goes_on_after_the_first_fault(capsys):
    layout = {
        "row": [
            {"module": "Scatter Plot", "options": {"size": 99, "palette": "no such"}},
            {"row": []},
            {"module": "Image", "weight": "wide", "options": {"tile": 1}},
            "Imge",
        ]
    }
    status, _, err = run(capsys, "check", json.dumps(layout))
    assert status == 1
    for path in (
        "/row/0/options/size",
        "/row/0/options/palette",
        "/row/1/row",
        "/row/2/weight",
        "at /row/3",
    ):
        assert path in err


def test_every_default_is_told_by_help():
    from hdvis_zoo.command import make_parser as train_parser

    from hdvis.cli.parser import make_parser

    commands = next(a for a in make_parser()._actions if hasattr(a, "choices") and a.choices)
    untold = [
        f"{parser.prog} {action.option_strings[-1]}"
        for parser in (*commands.choices.values(), train_parser())
        for action in parser._actions
        if action.option_strings and action.dest != "help" and not _is_told(action)
    ]
    assert untold == []


def _is_told(action):
    help = action.help or ""
    told = action.default in (None, False, "") or f"{action.default}" in help
    return bool(help) and (told or "(a free one)" in help)
