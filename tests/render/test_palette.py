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


SIGHTS = {
    "normal": np.eye(3),
    "protanopia": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
    "deuteranopia": [[0.367, 0.861, -0.228], [0.280, 0.673, 0.047], [-0.012, 0.043, 0.969]],
}
"""Linear light as it is seen: Machado, Oliveira and Fernandes 2009, severity 1."""


def cielab(light):
    """CIELAB (n, 3) of linear sRGB (n, 3) under D65, by the formulas of CIE 15."""
    to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    ratio = light @ np.transpose(to_xyz) / [0.9505, 1.0, 1.089]
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116).T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


@pytest.mark.parametrize(
    ("sight", "least"), [("normal", 25), ("protanopia", 12), ("deuteranopia", 12)]
)
def test_categories_are_told_apart_by_every_sight(sight, least):
    light = palette.linear_light(palette.category_colors(12))
    seen = cielab(np.clip(light @ np.transpose(SIGHTS[sight]), 0, 1))
    apart = np.linalg.norm(seen[:, None] - seen[None], axis=2)
    assert apart[np.triu_indices(12, 1)].min() > least


@pytest.mark.parametrize("name", ["cividis", "viridis"])
def test_sequential_maps_stay_within_a_few_levels_of_the_published(name):
    from bokeh import palettes

    published = np.stack([palette.rgb(c) for c in getattr(palettes, name.title() + "256")])
    found = palette.sequential(name)
    assert found.shape == (256, 3)
    assert np.abs(found.astype(int) - published.astype(int)).max() <= 12


def test_frequent_categories_come_first_and_rare_ones_are_other():
    codes = np.array([3, 3, 3, 1, 1, 0, -1])
    renamed, kept = palette.frequent_first(codes, 2)
    assert kept.tolist() == [3, 1]
    assert renamed.tolist() == [0, 0, 0, 1, 1, -1, -1]
    assert palette.frequent_first(np.array([-1, -1]))[0].tolist() == [-1, -1]
