"""A file that was changed, replaced or removed is outdated."""

import os

from hdvis.data.stamp import Stamp


def test_each_change_is_noticed(tmp_path):
    path = tmp_path / "a"
    path.write_text("one")
    stamp = Stamp.of(path)
    assert not stamp.outdated()
    (tmp_path / "b").write_text("two")
    os.utime(tmp_path / "b", ns=(stamp.changed_ns, stamp.changed_ns))
    os.replace(tmp_path / "b", path)
    assert stamp.outdated()
    path.unlink()
    assert stamp.outdated()
