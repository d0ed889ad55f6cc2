"""What once was accepted in silence is said or refused."""

import numpy as np
import pytest
from PIL import Image

from hdvis import Dataset, load
from hdvis.data import Images
from hdvis.errors import DataError


def test_pictures_behind_links_out_of_the_folder_are_counted(tmp_path):
    (tmp_path / "in").mkdir()
    for place in (tmp_path / "out.png", tmp_path / "in" / "a.png"):
        Image.fromarray(np.zeros((4, 4), np.uint8)).save(place)
    (tmp_path / "in" / "b.png").symlink_to(tmp_path / "out.png")
    found = Images.of(tmp_path / "in")
    assert found.n == 1
    assert found.warnings == ("in: 1 picture left out: links to files outside the folder",)
    assert found.warnings[0] in load(tmp_path / "in").warnings


def test_nan_among_words_is_a_missing_label():
    made = Dataset.from_arrays(np.eye(3), labels={"y": [np.nan, "a", None]})
    assert made.labels["y"].categories == ("a",)
    assert made.labels["y"].full_text() == ["", "a", ""]


@pytest.mark.parametrize("unit", ["Y", "D", "s"])
def test_dates_out_of_range_are_refused(unit):
    days = np.array([0, 2**62], f"datetime64[{unit}]")
    with pytest.raises(DataError, match=r"`day`: holds times beyond the years"):
        Dataset.from_arrays(np.eye(2), labels={"day": days})


def test_dates_to_the_nanosecond_and_far_ones_come_in():
    days = np.array(["1677-09-22", "2262-04-11T23:47:16.854775807"], "datetime64[ns]")
    far = np.array(["-4000-01-01", "20000-01-01", "NaT"], "datetime64[D]")
    assert Dataset.from_arrays(np.eye(2), labels={"day": days}).labels["day"].kind == "time"
    assert Dataset.from_arrays(np.eye(3), labels={"day": far}).labels["day"].missing == 1


def test_a_refresh_says_again_what_is_missing_now():
    vectors = np.zeros((10, 2))
    made = Dataset.from_arrays(vectors, names=["a", "b"])
    vectors[3:5, 1] = np.nan
    refreshed = made.refreshed()
    assert refreshed.warnings == ("2 of 10 rows have NaN in `b`; drawn without them",)
    vectors[:] = 0
    assert refreshed.refreshed().warnings == ()
