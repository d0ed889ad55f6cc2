"""Options that name columns, spaces and images know what they may name."""

import pytest

from hdvis.modules import ColumnName, ColumnNames, ImagesName, Module, SpaceName


class Named(Module):
    """One option of each kind."""

    one = ColumnName(kinds=("numeric",), doc="A column.")
    several = ColumnNames(["a"], kinds=("category",))
    space = SpaceName()
    images = ImagesName("photos")


def test_they_hold_names_and_begin_with_none_chosen():
    module = Named()
    assert (module.one, module.several, module.space, module.images) == ("", ["a"], "", "photos")
    assert module.param["one"].kinds == ("numeric",)
    assert module.param["several"].kinds == ("category",)
    assert module.param["one"].doc == "A column."


def test_two_modules_do_not_share_a_list_of_names():
    first, second = Named(), Named()
    first.several = [*first.several, "b"]
    assert second.several == ["a"]
    assert first.several is not Named().several


@pytest.mark.parametrize(
    ("name", "value"), [("one", 1), ("several", [1]), ("several", "a"), ("space", 2), ("images", 3)]
)
def test_anything_but_a_name_is_refused(name, value):
    with pytest.raises((TypeError, ValueError), match=name):
        setattr(Named(), name, value)
