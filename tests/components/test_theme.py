"""Both themes mean the same, are read from one file and can be read by the eye."""

import pytest

from hdvis.components.theme import THEMES, diverging
from hdvis.render.palette import hexes, linear_light, rgb


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_middle_of_a_diverging_map_is_the_pane(theme):
    colors = diverging(theme)
    assert hexes(colors[127:129]) == [THEMES[theme]["pane"]] * 2
    assert colors[20, 0] > colors[20, 2]
    assert colors[235, 2] > colors[235, 0]


def test_both_themes_name_the_same_meanings():
    assert THEMES["light"].keys() == THEMES["dark"].keys()
    assert {"page", "pane", "line", "text", "muted", "rows", "selection"} < THEMES["light"].keys()


def contrast(one, other):
    """The contrast of two colours by WCAG 2.2."""
    light = sorted(float(linear_light(rgb(c)) @ [0.2126, 0.7152, 0.0722]) for c in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("text", ["text", "muted", "selection-text", "focus", "failure"])
def test_every_text_stands_out_from_page_and_pane(theme, text):
    colors = THEMES[theme]
    for ground in ("page", "pane"):
        assert contrast(colors[text], colors[ground]) >= 4.5, ground
