"""The source files that the architecture tests read."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHIPPED = ("hdvis", "plugins")
PROGRAMS = (*SHIPPED, "examples", "tests")
MADE = {"__pycache__", "node_modules", "build", "dist", "test-output", "bench-results"}


def files(folders: tuple[str, ...], *endings: str) -> list[Path]:
    """Files below `folders` with one of `endings`, made and hidden ones apart."""
    found = []
    for folder in folders:
        for file in sorted((ROOT / folder).rglob("*")):
            parts = file.relative_to(ROOT).parts
            hidden = any(part in MADE or part.startswith(".") for part in parts)
            if file.suffix in endings and file.is_file() and not hidden:
                found.append(file)
    return found


def name(file: Path) -> str:
    """The path of `file` as the repository spells it."""
    return file.relative_to(ROOT).as_posix()


@cache
def parsed(file: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def imported(tree: ast.AST) -> Iterator[tuple[str, str, int]]:
    """(module, local name, line) for each import statement, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, alias.asname or alias.name.split(".")[0], node.lineno
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                yield f"{node.module}.{alias.name}", alias.asname or alias.name, node.lineno
