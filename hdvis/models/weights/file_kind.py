"""What kind of file a model file is, judged from its bytes, never by running any of it."""

import json
import pickletools
import zipfile
from pathlib import Path
from typing import IO, Literal

from hdvis.errors import ModelError

FileKind = Literal["safetensors", "npz", "npy", "onnx", "zip-state", "pickle", "torchscript", "pt2"]
_LONGEST_PICKLE = 64 * 1024 * 1024
_PICKLE_STRINGS = ("SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8", "UNICODE")


def sniff(path: Path) -> FileKind:
    """The kind of `path`; raises `ModelError` HDV-M4 for what is no model file at all."""
    if not path.exists():
        raise ModelError(
            f"{path.name}: got no such file, expected a model file. Looked at {path.absolute()}",
            code="HDV-F10",
        )
    if path.is_dir():
        raise ModelError(
            f"{path.name}: got a folder, expected a file. Name the weights inside it", code="HDV-M4"
        )
    if path.stat().st_size == 0:
        raise _not_a_checkpoint(path, "0 bytes")
    with path.open("rb") as file:
        head = file.read(512)
    if _looks_like_html(head):
        raise _not_a_checkpoint(path, "looks like HTML; the download went to a web page")
    if head.startswith(b"PK"):
        return _zip_kind(path)
    return _plain_kind(path, head)


def pickle_globals(stream: IO[bytes]) -> list[str]:
    """Every "module.name" that a pickle would import, found without loading it."""
    found, strings = [], ["", ""]
    for opcode, argument, _ in pickletools.genops(stream):
        if opcode.name in _PICKLE_STRINGS:
            strings = [strings[-1], str(argument)]
        elif opcode.name in ("GLOBAL", "INST"):
            found.append(str(argument).replace(" ", "."))
        elif opcode.name == "STACK_GLOBAL":
            found.append(".".join(strings))
    return list(dict.fromkeys(found))


def globals_of(path: Path, kind: FileKind) -> list[str]:
    """The imports in a torch file; what can be read of a damaged one."""
    try:
        if kind == "pickle":
            with path.open("rb") as file:
                return _all_pickles(file)
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if m.filename.endswith("data.pkl")]
            small = [m for m in members if m.file_size <= _LONGEST_PICKLE]
            return [name for member in small for name in pickle_globals(archive.open(member))]
    except Exception:  # a hostile file may raise anything; this only improves a message
        return []


def _all_pickles(file: IO[bytes]) -> list[str]:
    """torch's old format is several pickles in a row."""
    found: list[str] = []
    for _ in range(4):
        try:
            found += pickle_globals(file)
        except Exception:
            break
    return list(dict.fromkeys(found))


def _zip_kind(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except zipfile.BadZipFile:
        raise _not_a_checkpoint(path, "cut short: the archive has no end") from None
    if any(name.endswith("constants.pkl") or "/code/" in name for name in names):
        return "torchscript"
    if any(name.endswith(("archive_format", "serialized_exported_program.json")) for name in names):
        return "pt2"
    if any(name.endswith("data.pkl") for name in names):
        return "zip-state"
    if names and all(name.endswith(".npy") for name in names):
        return "npz"
    raise _not_a_checkpoint(path, "a zip archive without weights")


def _plain_kind(path: Path, head: bytes) -> FileKind:
    if head.startswith(b"\x93NUMPY"):
        return "npy"
    if path.suffix == ".onnx":
        return "onnx"
    if _has_safetensors_header(path, head):
        return "safetensors"
    if len(head) > 1 and head[0] == 0x80 and head[1] <= 5:
        return "pickle"
    raise _not_a_checkpoint(path, "unknown bytes at the start")


def _has_safetensors_header(path: Path, head: bytes) -> bool:
    if path.suffix == ".safetensors":
        return True
    if len(head) < 10 or head[8:9] != b"{":
        return False
    try:
        json.loads(head[8 : 8 + int.from_bytes(head[:8], "little")])
    except ValueError:
        return int.from_bytes(head[:8], "little") > len(head) - 8
    return True


def _looks_like_html(head: bytes) -> bool:
    text = head.lstrip().lower()
    return text.startswith((b"<!doctype", b"<html", b"<?xml", b"<head"))


def _not_a_checkpoint(path: Path, why: str) -> ModelError:
    return ModelError(
        f"{path.name}: not a checkpoint ({why}), expected safetensors, npz, a torch state dict or "
        "ONNX. Fetch the file again",
        code="HDV-M4",
    )
