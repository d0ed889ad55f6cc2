"""Reads the messages that a script declares in JSDoc, for tests that both sides agree."""

import re
from functools import cache
from pathlib import Path

Messages = dict[str, dict[str, bool]]
"""The fields of each message by its type, `type` left out: whether the field must be there."""

_TYPEDEF = re.compile(r"@typedef\s+\{")


def messages(script: Path, name: str) -> Messages | None:
    """The messages of the typedef `name` of a script, or None where it has none."""
    text = typedefs(script).get(name)
    return None if text is None else _union(script, text)


@cache
def typedefs(script: Path) -> dict[str, str]:
    """The typedefs of a script by name, comments' stars taken out."""
    text = re.sub(r"^\s*\*(?!/)", "", script.read_text("utf-8"), flags=re.MULTILINE)
    found = {}
    for match in _TYPEDEF.finditer(text):
        inside, end = _braced(text, match.end() - 1)
        named = re.match(r"\s*(\w+)", text[end:])
        if named:
            found[named[1]] = inside
    return found


def _union(script: Path, text: str) -> Messages:
    known: Messages = {}
    for part in _split(text, "|"):
        imported = re.fullmatch(r'import\("([^"]+)"\)\.(\w+)', part)
        if part.startswith("{"):
            fields = dict(_field(field) for field in _split(part[1:-1], ","))
            fields.pop("type")
            kinds = re.search(r'type:\s*((?:"\w+"[\s|]*)+)', part)[1]
            known |= dict.fromkeys(re.findall(r"\w+", kinds), fields)
        elif imported:
            known |= messages((script.parent / imported[1]).resolve(), imported[2]) or {}
        elif part in typedefs(script):
            known |= messages(script, part) or {}
        elif part != "never":
            raise ValueError(f"{script}: {part} is no message")
    return known


def _field(text: str) -> tuple[str, bool]:
    name = text.partition(":")[0].strip()
    return name.rstrip("?"), not name.endswith("?")


def _split(text: str, sign: str) -> list[str]:
    """`text` at each `sign` that stands within no bracket."""
    parts, depth, part = [], 0, ""
    for i, letter in enumerate(text):
        depth += (letter in "{[(<") - (letter in "}])" or (letter == ">" and text[i - 1] != "="))
        if letter == sign and depth == 0:
            parts.append(part)
            part = ""
        else:
            part += letter
    return [part.strip() for part in [*parts, part] if part.strip()]


def _braced(text: str, start: int) -> tuple[str, int]:
    """What stands in the braces that open at `start`, and where they end."""
    depth = 0
    for i in range(start, len(text)):
        depth += (text[i] == "{") - (text[i] == "}")
        if depth == 0:
            return text[start + 1 : i].strip(), i + 1
    raise ValueError("a brace is not closed")
