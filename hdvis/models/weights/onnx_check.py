"""Whether an ONNX file stays in its folder and among standard operators; read without onnx."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from hdvis.errors import ModelError

_DOMAINS = ("", "ai.onnx", "ai.onnx.ml", "com.microsoft", "ai.onnx.training", "com.microsoft.nchwc")
# Field numbers of onnx.proto.
_GRAPH, _OPSETS, _FUNCTIONS = 7, 8, 25
_NODES, _INITIALIZERS, _NODE_DOMAIN = 1, 5, 7
_ATTRIBUTES, _ATTRIBUTE_TENSOR, _ATTRIBUTE_GRAPH = 5, 5, 6
_EXTERNAL = 13


def check_onnx(path: Path) -> None:
    """Raise `ModelError`: HDV-M5 for data outside the folder or custom operators, M4 for damage."""
    data = path.read_bytes()
    try:
        fields = list(_fields(data))
        domains = [dict(_texts(value)).get(1, "") for number, value in fields if number == _OPSETS]
        for number, value in fields:
            if number == _GRAPH:
                _check_graph(path, value)
            if number == _FUNCTIONS:
                _check_nodes(path, value, _ATTRIBUTES + 2)
    except (IndexError, UnicodeDecodeError, ValueError):
        raise ModelError(
            f"{path.name}: not a checkpoint (damaged or cut short), expected an ONNX model. "
            "Fetch the file again",
            code="HDV-M4",
        ) from None
    _check_domains(path, domains)
    if not any(number == _GRAPH for number, _ in fields):
        raise ModelError(
            f"{path.name}: not a checkpoint (no graph inside), expected an ONNX model. "
            "Fetch the file again",
            code="HDV-M4",
        )


def _check_graph(path: Path, graph: bytes) -> None:
    for number, value in _fields(graph):
        if number == _INITIALIZERS:
            _check_tensor(path, value)
    _check_nodes(path, graph, _NODES)


def _check_nodes(path: Path, holder: bytes, field: int) -> None:
    for number, node in _fields(holder):
        if number != field:
            continue
        _check_domains(path, [dict(_texts(node)).get(_NODE_DOMAIN, "")])
        for part, attribute in _fields(node):
            if part == _ATTRIBUTES:
                for inner, value in _fields(attribute):
                    if inner == _ATTRIBUTE_TENSOR:
                        _check_tensor(path, value)
                    if inner == _ATTRIBUTE_GRAPH:
                        _check_graph(path, value)


def _check_tensor(path: Path, tensor: bytes) -> None:
    for number, value in _fields(tensor):
        if number != _EXTERNAL:
            continue
        entry = dict(_texts(value))
        place = PurePosixPath(entry.get(2, "").replace("\\", "/"))
        if entry.get(1) != "location":
            continue
        outside = place.is_absolute() or ".." in place.parts or ":" in str(place)
        real = (path.parent / place).resolve()
        if outside or not real.is_relative_to(path.parent.resolve()):
            raise ModelError(
                f"{path.name}: keeps its data at {place}, expected a file in its own folder. "
                "Save it with its data inside",
                code="HDV-M5",
            )


def _check_domains(path: Path, domains: list[str]) -> None:
    custom = [domain for domain in domains if domain not in _DOMAINS]
    if custom:
        raise ModelError(
            f"{path.name}: needs custom operators ({custom[0]}), expected standard ONNX. "
            "Export it without them",
            code="HDV-M5",
        )


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Length-delimited fields of a protobuf message; numbers and fixed fields are skipped."""
    at, end = 0, len(data)
    while at < end:
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == 0:
            _, at = _varint(data, at)
        elif kind == 2:
            length, at = _varint(data, at)
            if at + length > end:
                raise ValueError("a field runs past the end")
            yield tag >> 3, data[at : at + length]
            at += length
        elif kind in (1, 5):
            at += 8 if kind == 1 else 4
        else:
            raise ValueError("no protobuf field")


def _texts(data: bytes) -> Iterator[tuple[int, str]]:
    for number, value in _fields(data):
        yield number, value.decode("utf-8", "replace")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
        if shift > 63:
            raise ValueError("no number")
