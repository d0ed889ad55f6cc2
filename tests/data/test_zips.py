"""Zip members stay in their folder and grow within reason."""

import zipfile

import pytest
from data.bad_inputs import bomb, written, zipped

from hdvis.data.zips import check_growth, check_members, open_zip
from hdvis.errors import DataError, LimitError


def members(path):
    with open_zip(path) as archive:
        return archive.infolist()


@pytest.mark.parametrize("name", ["../a", "a/../../b", "/a", "C:/a", "..\\a", "\\\\host\\a"])
def test_members_outside_their_folder_are_refused(tmp_path, name):
    with pytest.raises(DataError, match="outside its folder"):
        check_members(members(zipped(tmp_path, "a.zip", {name: b"1"})), "a.zip")


@pytest.mark.parametrize("name", ["a", "a/b.png", "a..b", "...", "ä b"])
def test_plain_names_are_fine(tmp_path, name):
    check_members(members(zipped(tmp_path, "a.zip", {name: b"1"})), "a.zip")


def test_only_members_that_grow_beyond_reason_are_refused(tmp_path):
    check_growth(members(zipped(tmp_path, "a.zip", {"a": bytes(10**6)})), "a.zip")
    with pytest.raises(LimitError, match="would grow from"):
        check_growth(members(bomb(tmp_path, "b.zip", "a")), "b.zip")


def test_what_is_no_zip_is_said_to_be_none(tmp_path):
    with pytest.raises(DataError, match="not a zip file"):
        open_zip(written(tmp_path, "a.zip", b"PK\x03\x04 and no more"))
    assert isinstance(open_zip(zipped(tmp_path, "b.zip", {"a": b""})), zipfile.ZipFile)
