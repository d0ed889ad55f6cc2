"""Every file says what it is for, and none knows the machine it was written on."""

import ast
import re

import pytest
from architecture.sources import PROGRAMS, ROOT, SHIPPED, files, name, parsed

MACHINE_PATH = re.compile(r"""(?<![\w./:~-])/(work|tmp|home|root|mnt|opt|Users)/(?=[\w.])""")
SECOND_SENTENCE = re.compile(r"(?<!e\.g)(?<!i\.e)(?<!vs)[.!?][\"'`)]* +[A-Z]")
TEXTS = (".py", ".js", ".json", ".toml", ".md", ".css", ".txt", ".ipynb")


def is_one_sentence(text: str) -> bool:
    """Whether the first paragraph of `text` is one sentence with its full stop."""
    first = " ".join(text.split("\n\n")[0].split())
    return first.endswith(".") and not SECOND_SENTENCE.search(first)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("Show how many rows are selected.", True),
        ("Read tables (.csv, .tsv) by name.", True),
        ("Read tables", False),
        ("Read tables. Write them too.", False),
        ("Read tables.\n\nThe format is Smith's. It is old.", True),
    ],
)
def test_a_sentence_is_told_from_two(text, good):
    assert is_one_sentence(text) is good


def test_every_file_opens_with_one_sentence():
    found = []
    for file in files(PROGRAMS, ".py"):
        tree = parsed(file)
        if tree.body and not is_one_sentence(ast.get_docstring(tree) or ""):
            found.append(name(file))
    assert found == []


def test_no_shipped_file_is_empty():
    assert [name(file) for file in files(SHIPPED, ".py") if not parsed(file).body] == []


def test_every_script_of_the_page_opens_with_a_comment():
    scripts = files(SHIPPED, ".js")
    found = [name(file) for file in scripts if not file.read_text().startswith(("//", "/*"))]
    assert found == []


def test_no_file_knows_this_machine():
    at_the_top = [file for file in ROOT.iterdir() if file.is_file() and not file.is_symlink()]
    found = []
    for file in [*files((*PROGRAMS, "layouts"), *TEXTS), *at_the_top, ROOT / ".ci" / "run"]:
        if not file.is_file():
            continue
        for number, line in enumerate(file.read_text(errors="replace").splitlines(), 1):
            if MACHINE_PATH.search(line):
                found.append(f"{name(file)}:{number} {line.strip()[:100]}")
    assert found == []
