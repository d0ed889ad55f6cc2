"""Link ES modules into the one script that Panel wants."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hdvis.errors import HdvisError

TOOLKIT = Path(__file__).parent / "toolkit"
PREFIX = "hdvis/"

_IMPORT = re.compile(
    r"^import\s+(?:\{(?P<names>[^}]*)\}|(?P<text>\w+))\s+from\s+\"(?P<source>[^\"]+)\""
    r"(?:\s+with\s+\{[^}]*\})?;[ \t]*$",
    re.MULTILINE,
)
_EXPORT = re.compile(
    r"^export\s+(?=(?:async\s+)?function\*?\s+(?P<function>\w+)|class\s+(?P<kind>\w+)"
    r"|const\s+(?P<value>\w+))",
    re.MULTILINE,
)
_LEFT_OVER = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_COMMENT = re.compile(
    r"^[ \t]*(?://[^\n]*|/\*\*(?:(?!\*/).)*\*/[ \t]*)\n", re.MULTILINE | re.DOTALL
)


class LinkError(HdvisError):
    """A script cannot be linked: a file, a name or a form of import that is not there."""


_Names = tuple[tuple[str, str], ...]
"""What is taken from one file, as (their name, our name)."""
_Imports = tuple[tuple[Path, _Names], ...]


@dataclass(frozen=True)
class _Script:
    """One module as found: its text with the imports cut out, what it takes and what it gives."""

    text: str
    imports: _Imports
    exports: tuple[str, ...]


def link(entry: Path) -> str:
    """The script at `entry` and all it imports as one module that exports `render`.

    A relative specifier lies beside the importing file, a bare `"hdvis/canvas.js"` in the
    toolkit; `import css from "./view.css" with { type: "text" }` gives a file's text. Each module
    keeps a scope of its own, dependencies come first, and nothing is fetched when the page runs.
    """
    order = _in_order(entry.resolve())
    if "render" not in _read(order[-1]).exports:
        raise LinkError(f"{entry.name}: exports no `render`; Panel calls `render({{ model, el }})`")
    numbers = {path: number for number, path in enumerate(order)}
    last = f"export const {{ render }} = $m{len(order) - 1};"
    return "\n".join([*(_wrapped(path, numbers) for path in order), last])


def _in_order(entry: Path) -> list[Path]:
    """`entry` after all it imports, each once."""
    ordered: list[Path] = []

    def visit(path: Path, above: tuple[Path, ...]) -> None:
        if path in above:
            circle = " → ".join(each.name for each in (*above[above.index(path) :], path))
            raise LinkError(f"{path.name}: imports itself: {circle}")
        for source, _ in _read(path).imports:
            if source.suffix == ".js" and source not in ordered:
                visit(source, (*above, path))
        _check_names(path, _read(path).imports, _read(path).exports)
        ordered.append(path)

    visit(entry, ())
    return ordered


@cache
def _read(path: Path) -> _Script:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise LinkError(f"{path.name}: cannot be read ({error.strerror}): {path}") from error
    text = _COMMENT.sub("", text)
    imports = tuple(_taken(path, match) for match in _IMPORT.finditer(text))
    exports = tuple(
        match["function"] or match["kind"] or match["value"] for match in _EXPORT.finditer(text)
    )
    text = _EXPORT.sub("", _IMPORT.sub("", text))
    if left := _LEFT_OVER.search(text):
        raise LinkError(
            f'{path.name}: got `{left[0][:80]}`; expected `import {{ names }} from "file.js";` or '
            "`export` before a function, class or const"
        )
    return _Script(text.strip("\n"), imports, exports)


def _taken(path: Path, match: re.Match[str]) -> tuple[Path, _Names]:
    """The file that an import statement names, and the names it takes as (theirs, ours)."""
    source = match["source"]
    if source.startswith("."):
        file = (path.parent / source).resolve()
    elif source.startswith(PREFIX):
        file = TOOLKIT / source.removeprefix(PREFIX)
    else:
        raise LinkError(
            f"{path.name}: imports {source!r}; expected a relative path or a toolkit module "
            f"({PREFIX}canvas.js)"
        )
    if not file.is_file():
        raise LinkError(f"{path.name}: imports {source!r}, which does not exist: {file}")
    if match["text"]:
        return file, (("default", match["text"]),)
    names = [name.split() for name in match["names"].split(",") if name.strip()]
    return file, tuple((words[0], words[-1]) for words in names)


def _check_names(path: Path, imports: _Imports, exports: tuple[str, ...]) -> None:
    """Raise where a name is imported twice or from a module that does not export it."""
    seen = set(exports)
    for source, names in imports:
        for theirs, ours in names:
            if source.suffix == ".js" and theirs not in _read(source).exports:
                raise LinkError(
                    f"{path.name}: imports {theirs!r} from {source.name}, which exports "
                    f"{', '.join(_read(source).exports) or 'nothing'}"
                )
            if ours in seen:
                raise LinkError(
                    f"{path.name}: {ours!r} is there twice; import one `as` another name"
                )
            seen.add(ours)


def _wrapped(path: Path, numbers: dict[Path, int]) -> str:
    """A module as a function called once; its imports are constants, its exports the result."""
    script = _read(path)
    taken = [_constant(source, names, numbers) for source, names in script.imports]
    given = ", ".join(script.exports)
    head = f"const $m{numbers[path]} = (() => {{ // {path.name}"
    return "\n".join([head, *taken, script.text, f"return {{ {given} }};", "})();"])


def _constant(source: Path, names: _Names, numbers: dict[Path, int]) -> str:
    if source.suffix != ".js":
        return f"const {names[0][1]} = {json.dumps(source.read_text('utf-8'))};"
    pairs = ", ".join(ours if theirs == ours else f"{theirs}: {ours}" for theirs, ours in names)
    return f"const {{ {pairs} }} = $m{numbers[source]};"
