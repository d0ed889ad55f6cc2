"""A safetensors file whose header does not fit it is refused, whatever it lies about."""

import json

import pytest
import torch
from safetensors.torch import save_file

from hdvis.errors import ModelError
from hdvis.models.weights.safetensors_file import MOST_ENTRIES, checked_header, read_safetensors

FOUR = {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]}


def entry(**changes):
    return {**FOUR, **changes}


LIES = {
    "a length beyond the file": (b"{}", b"", 1000),
    "a length beyond memory": (b"{}", b"", 2**63),
    "no JSON": (b"{x}", b"", None),
    "a list": (b"[]", b"", None),
    "an unknown dtype": ({"a": entry(dtype="Z")}, b"0000", None),
    "bytes of another": ({"a": FOUR, "b": FOUR}, b"0000", None),
    "a hole": ({"a": entry(data_offsets=[4, 8])}, b"00000000", None),
    "more than there is": ({"a": entry(shape=[2], data_offsets=[0, 8])}, b"0000", None),
    "less than there is": ({"a": FOUR}, b"00000000", None),
    "a shape that its bytes do not fill": ({"a": entry(shape=[3])}, b"0000", None),
    "a negative size": ({"a": entry(shape=[-1])}, b"0000", None),
    "a size beyond 64 bits": ({"a": entry(shape=[2**62, 2**62])}, b"0000", None),
    "too many tensors": (
        {f"a{i}": entry(shape=[0], data_offsets=[0, 0]) for i in range(MOST_ENTRIES + 1)},
        b"",
        None,
    ),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_header_that_lies_is_refused(tmp_path, lie):
    header, data, length = LIES[lie]
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    size = len(text) if length is None else length
    (tmp_path / "a.safetensors").write_bytes(size.to_bytes(8, "little") + text + data)
    with pytest.raises(ModelError, match="do not fit the file") as caught:
        read_safetensors(tmp_path / "a.safetensors")
    assert caught.value.code == "HDV-F13"
    assert len(str(caught.value)) < 300


def test_tensors_and_metadata_come_back(tmp_path):
    save_file({"a": torch.arange(3.0)}, tmp_path / "a.safetensors", {"by": "us"})
    tensors, metadata = read_safetensors(tmp_path / "a.safetensors")
    assert tensors["a"].tolist() == [0, 1, 2]
    assert metadata == checked_header(tmp_path / "a.safetensors") == {"by": "us"}
