"""Write docs/errors.md anew from the source: `python tests/architecture/error_codes.py`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from architecture.sources import ROOT, SHIPPED, files, name, parsed

PAGE = ROOT / "docs" / "errors.md"
CODE = re.compile(r"HDV-([A-Z]+)(\d+)")
ROOMS = {
    "A": "Arrays, labels and columns", "F": "Files", "G": "Plugins", "I": "Images",
    "L": "Layouts and selections", "M": "Models and directions", "SV": "Serving",
}  # fmt: skip
HEAD = """# Error codes

A message that begins with `HDV-…` names a row here. Each row shows the message as the source has
it, with … where the program puts what came and what was expected, and the file it comes from.
"""


def used() -> dict[str, list[tuple[str, str]]]:
    """Code -> (message, file) wherever the source names it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for file in files(SHIPPED, ".py"):
        tree = parsed(file)
        listed = set()
        for code, message in _raised(tree):
            found.setdefault(code, []).append((message, name(file)))
            listed.add(code)
        for match in CODE.finditer(_code_only(tree)):
            if match.group(0) not in listed:
                found.setdefault(match.group(0), []).append(("", name(file)))
                listed.add(match.group(0))
    return found


def _raised(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        codes = [word.value for word in node.keywords if word.arg == "code"]
        for code in codes:
            if isinstance(code, ast.Constant) and CODE.fullmatch(str(code.value)):
                yield code.value, next(filter(None, map(_text, node.args)), "")


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return " ".join(node.value.split())
    if isinstance(node, ast.JoinedStr):
        parts = [p.value if isinstance(p, ast.Constant) else "…" for p in node.values]
        return " ".join("".join(map(str, parts)).split())
    return ""


def _code_only(tree: ast.Module) -> str:
    """All string constants that are not documentation."""
    docs = {ast.get_docstring(n, clean=False) for n in ast.walk(tree) if isinstance(
        n, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)}  # fmt: skip
    nodes = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return "\n".join(node.value for node in nodes if node.value not in docs)


def page() -> str:
    """The text of docs/errors.md."""
    known, parts = used(), [HEAD]
    letters = sorted({CODE.fullmatch(code).group(1) for code in known})
    for letter in letters:
        parts.append(f"## {ROOMS.get(letter, letter)}\n\n| code | message | in |\n|---|---|---|")
        own = [code for code in known if CODE.fullmatch(code).group(1) == letter]
        for code in sorted(own, key=lambda c: int(CODE.fullmatch(c).group(2))):
            for message, file in sorted(set(known[code])):
                parts.append(f"| `{code}` | {message.replace('|', chr(92) + '|')} | {file} |")
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
