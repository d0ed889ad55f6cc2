"""Text becomes a predicate and comes back; nothing in it is ever executed."""

import string

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selection.tables import ODD, predicates, small_table

from hdvis.errors import DataError, HdvisError, LimitError
from hdvis.selection import And, Everything, Not, OneOf, Or, Range, Rows, Xor, parse_expression

TABLE = small_table()


def mask(text):
    return parse_expression(text).mask(TABLE)


@settings(max_examples=150)
@given(predicates)
def test_the_text_of_a_predicate_reads_back_as_the_same_rows(predicate):
    again = parse_expression(predicate.text())
    assert np.array_equal(again.mask(TABLE), predicate.mask(TABLE))
    assert parse_expression(again.text()).text() == again.text()
    assert again.names() == predicate.names()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "x0 > 1.5 and digit == 7",
            And((Range("x0", 1.5, strict=(True, False)), OneOf("digit", (7,)))),
        ),
        ("1 < x <= 2", Range("x", 1, 2, (True, False))),
        ("2 >= x > 1", Range("x", 1, 2, (True, False))),
        ("3 >= x", Range("x", hi=3)),
        (
            "1 < x > 0",
            And((Range("x", 1, strict=(True, False)), Range("x", 0, strict=(True, False)))),
        ),
        ("-inf < x <= inf", Range("x", strict=(True, False))),
        ("kind in ['a', \"b\"]", OneOf("kind", ("a", "b"))),
        ("kind not in ('a',)", Not(OneOf("kind", ("a",)))),
        ("kind != red", Not(OneOf("kind", ("red",)))),
        ("`my column` >= -2", Range("my column", -2)),
        ("`tick``ed` < 1", Range("tick`ed", hi=1, strict=(False, True))),
        ("kind == 'a `b` c'", OneOf("kind", ("a `b` c",))),
        (
            "(x > 1)\n  & ~(y < 2)",
            And((Range("x", 1, strict=(True, False)), Not(Range("y", hi=2, strict=(False, True))))),
        ),
        ("all ^ none", Xor((Everything(), Or(())))),
        ("rows[0:3, 7]", Rows.of([0, 1, 2, 7])),
        ("rows[]", Rows.of([])),
        ("rows([2, 1])", Rows.of([1, 2])),
        ("day >= '1970-01-02'", Range("day", 86_400)),
    ],
)
def test_each_form_of_the_language_is_read(text, expected):
    assert parse_expression(text) == expected


def test_numbers_texts_and_dates_are_compared_as_what_they_are():
    year, day = TABLE.columns["year"], TABLE.columns["day"]
    assert np.array_equal(mask("year > 2020"), year.values >= 1)
    assert np.array_equal(mask("2019 <= year < 2024"), (year.values >= 0) & (year.values < 2))
    assert np.array_equal(mask("day == '1970-02-01'"), day.values == 31 * 86_400)
    assert np.array_equal(mask("day < '1970-02-01'"), day.values < 31 * 86_400)
    assert np.flatnonzero(mask(f"big == {2**60 + 7}")).tolist() == [7]
    assert np.array_equal(mask("`all` == yes"), TABLE.columns["all"].values == 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a condition"),
        ("x >", "invalid syntax"),
        ("x > y", "expected a number: y"),
        ("x + 1 > 2", "needs a column on one side: x \\+ 1"),
        ("`a b` * 2", "not a condition: `a b`"),
        ("x == [1]", "use `in`"),
        ("x in 3", "expected a list"),
        ("x in [[1]]", "expected a list"),
        ("x == None", "only numbers"),
        ("x == b'1'", "only numbers"),
        ("x > True", "expected a number"),
        ("x > 'soon'", "expected a number"),
        ("x is 3", "not understood"),
        ("__import__('os').system('true')", "not a condition"),
        ("open('x')", "open\\(...\\) is none of rows"),
        ("rows(5)", "expected a list"),
        ("rows[1:2:3]", "no range of rows"),
        ("rows[1] == 3", "stands alone"),
        ("rows([-1])", "got row -1"),
        ("nearest(v, 'a', 2)", "expected a whole number"),
        ("inside(x, y, [1, 2])", "inside"),
        ("lambda: 1", "not a condition"),
        ("[r for r in x]", "not a condition"),
        ("x := 3", "not a condition|invalid syntax"),
        ("not " * 500 + "x", "too deeply nested|nested"),
        ("(" * 500 + "x" + ")" * 500, "too deeply|too many nested"),
    ],
)
def test_what_is_not_understood_is_named(text, words):
    with pytest.raises(DataError, match=words) as caught:
        parse_expression(text)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Xx > 1", "no column named 'Xx'; did you mean x\\?"),
        ("knid == 1", "did you mean kind\\?"),
        ("zzzzzz > 1", "pass one of x, y"),
        ("nearest(`latent spice`, 1, 2)", "did you mean latent space\\?"),
        ("nearest(`latent space`, 999, 2)", "a row from 0 to 199"),
        ("x == 'abc'", "`x` holds numbers, got 'abc'"),
        ("day == 'abc'", "`day` holds dates, got 'abc'"),
    ],
)
def test_what_the_table_lacks_is_named_with_its_nearest(text, words):
    with pytest.raises(DataError, match=words):
        mask(text)


@pytest.mark.parametrize(
    "text",
    ["x > 1 and " * 20_000 + "x > 1", "rows[0:999999999999]", "rows[" + "0:9000000," * 3 + "]"],
)
def test_endless_texts_are_refused_before_they_are_read(text):
    with pytest.raises(LimitError):
        parse_expression(text)


TOKENS = [
    "x", "kind", "`a b`", "`", "'", '"', "red", "1", "-2.5", "1e999", "inf", "0x1", "1_0", "None",
    "(", ")", "[", "]", ",", ":", "rows", "rows[", "nearest(", "inside(", "and", "or", "not", "in",
    "<", "<=", "==", "!=", ">", "^", "&", "|", "~", "all", "none", "is", "lambda", "if", "else",
    "for", ".", "__class__", "**", "\n", "#", "\\", "_hdv0_", "_hdvv1_", "\x00", "é", "𝐱", ODD,
]  # fmt: skip


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
@settings(max_examples=300)
@given(st.lists(st.sampled_from(TOKENS), max_size=12).map(" ".join) | st.text(string.printable))
def test_any_text_is_read_or_refused_with_a_clear_error(text):
    try:
        found = parse_expression(text)
        rows = found.mask(TABLE)
    except HdvisError:
        return
    assert rows.dtype == bool
    assert np.array_equal(parse_expression(found.text()).mask(TABLE), rows)


def test_nothing_is_executed(monkeypatch):
    fired = []
    for call in ("builtins.eval", "builtins.exec", "builtins.print", "os.system"):
        monkeypatch.setattr(call, lambda *_: fired.append(1))
    for text in ("eval('1')", "exec('1')", "x > __import__('os').system('1')", "x == eval('1')",
                 "x.__class__", "x in [print(1)]", "f'{x}'", "x == f'{print(1)}'"):  # fmt: skip
        with pytest.raises(DataError):
            parse_expression(text)
    assert fired == []
