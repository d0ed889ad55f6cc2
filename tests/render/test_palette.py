"""Colours are those of the sources they name."""

import numpy as np
import pytest

from hdvis.render import palette


def test_the_first_categories_are_okabe_and_itos():
    from bokeh.palettes import Colorblind8

    assert set(palette.hexes(palette.category_colors(7))) == {c.lower() for c in Colorblind8[:7]}


def test_twelve_categories_differ_and_the_rest_are_other():
    colors = palette.category_colors(14)
    assert len({tuple(c) for c in colors[:12]}) == 12
    assert palette.hexes(colors[12:]) == [palette.OTHER] * 2
    assert palette.category_colors(0).shape == (0, 3)


@pytest.mark.parametrize("name", ["cividis", "viridis"])
def test_sequential_maps_stay_within_a_few_levels_of_the_published(name):
    from bokeh import palettes

    published = np.stack([palette.rgb(c) for c in getattr(palettes, name.title() + "256")])
    found = palette.sequential(name)
    assert found.shape == (256, 3)
    assert np.abs(found.astype(int) - published.astype(int)).max() <= 12


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_middle_of_a_diverging_map_is_the_pane(theme):
    colors = palette.diverging(theme)
    assert palette.hexes(colors[127:129]) == [palette.THEMES[theme]["pane"]] * 2
    assert colors[20, 0] > colors[20, 2]
    assert colors[235, 2] > colors[235, 0]


def test_both_themes_name_the_same_meanings():
    assert palette.THEMES["light"].keys() == palette.THEMES["dark"].keys()


def test_frequent_categories_come_first_and_rare_ones_are_other():
    codes = np.array([3, 3, 3, 1, 1, 0, -1])
    renamed, kept = palette.frequent_first(codes, 2)
    assert kept.tolist() == [3, 1]
    assert renamed.tolist() == [0, 0, 0, 1, 1, -1, -1]
    assert palette.frequent_first(np.array([-1, -1]))[0].tolist() == [-1, -1]
