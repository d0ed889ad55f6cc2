"""Every code that a message may begin with stands on the page of codes, and no other."""

from architecture.error_codes import CODE, PAGE, used


def test_the_page_lists_the_codes_of_the_source():
    listed = {match.group(0) for match in CODE.finditer(PAGE.read_text(encoding="utf-8"))}
    assert listed == set(used()), "run: python tests/architecture/error_codes.py"
