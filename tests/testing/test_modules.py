"""`check_module` passes a good view and names what is wrong with a bad one."""

import numpy as np
import param
import pytest

from hdvis import Module
from hdvis.hooks import Catalog, create_manager
from hdvis.testing import ChecksFailed, check_module, module_checks

CATALOG = Catalog.of(create_manager(discover=False))


class Good(Module):
    """How many rows there are, times a number."""

    title = "Good"
    times = param.Number(1.0, bounds=(0, 10), doc="The number.")

    @param.depends("state.dataset", "times")
    def _text(self):
        return f"{self.state.dataset.n * self.times}"

    def __panel__(self):
        import panel as pn

        return pn.widgets.StaticText(value=self._text)


def failures(kind, **options):
    """Names of the checks that `kind` fails, with why."""
    with pytest.raises(ChecksFailed) as failed:
        check_module(kind, catalog=CATALOG, **options)
    return failed.value.failures


def test_a_good_view_passes_every_check():
    check_module(Good, catalog=CATALOG)


def test_checks_have_names_of_their_own():
    names = [name for name, _ in module_checks(Good, catalog=CATALOG)]
    assert len(names) == len(set(names)) > 25


def test_a_view_that_cannot_draw_empty_data_is_told_where():
    class Maximal(Good):
        @param.depends("state.dataset")
        def _text(self):
            return str(self.state.dataset.vectors.max())

    found = failures(Maximal)
    assert "ValueError" in found["empty_data"]
    assert "test_modules.py" in found["empty_data"]
    assert "one_row" not in found


def test_an_option_without_words_is_named():
    class Wordless(Good):
        colour = param.String()

    assert failures(Wordless) == {"explains_its_options": "options without doc=…: colour"}


def test_a_slot_that_no_state_has_is_named():
    class Waiting(Good):
        needs = ("datasett",)

    assert "datasett" in failures(Waiting)["needs_slots_that_exist"]


def test_work_while_hidden_is_noticed():
    class Busy(Good):
        def __panel__(self):
            self.state.param.watch(lambda event: self.run(int), ["selection"])
            return super().__panel__()

    found = failures(Busy)
    assert "while it is hidden" in found["catches_up_when_shown"]
    assert "taken off the page" in found["ends_when_it_is_let_go"]


def test_changed_globals_are_named():
    class Rude(Good):
        def __panel__(self):
            np.random.rand()
            return super().__panel__()

    assert failures(Rude) == {
        "leaves_global_settings_alone": "changed numpy's random state; "
        "leave global settings as they are"
    }


def test_an_option_that_breaks_the_view_is_named_with_its_value():
    class Fragile(Good):
        limit = param.Number(1.0, bounds=(0.0, 1.0), doc="Not below a half.")

        @param.depends("limit", watch=True)
        def _check(self):
            if self.limit < 0.5:
                raise ValueError("too low")

    found = failures(Fragile)
    assert "limit=0.0: ValueError: too low" in found["takes_every_value_it_offers"]


def test_an_error_for_data_that_is_not_for_it_may_be_in_words():
    from hdvis.errors import DataError

    class Picky(Good):
        @param.depends("state.dataset")
        def _text(self):
            if self.state.dataset.n < 3:
                raise DataError("rows: got fewer than 3, expected some. Give more")
            return super()._text()

    check_module(Picky, catalog=CATALOG)


def test_a_failure_can_be_expected_and_is_reported_once_it_passes():
    class Wordless(Good):
        colour = param.String()

    reason = {"explains_its_options": "will be written"}
    check_module(Wordless, catalog=CATALOG, expected_failures=reason)
    assert "passes now" in failures(Good, expected_failures=reason)["explains_its_options"]
    assert "no check" in failures(Good, expected_failures={"explains": ""})["explains"]
