"""Every bad layout gives one clear error or a visible warning (rows L1 to L24)."""

import json
import math

import numpy as np
import param
import pytest
from hooks.toys import catalog_of, entry, view

from hdvis.data import Dataset
from hdvis.errors import DataError, HdvisError, LayoutError, LimitError
from hdvis.layout import parse_layout
from hdvis.selection import Clause, Rows, Selection

DATA = Dataset.from_arrays(np.zeros((5, 2)))


@pytest.fixture(scope="module")
def catalog():
    scatter = view(
        "Scatter Plot",
        size=param.Integer(4, bounds=(1, 20)),
        opacity=param.Number(0.5, bounds=(0, 1)),
        tint=param.Color("#1864ab"),
        mode=param.Selector(objects=["auto", "density"]),
        x=param.String(""),
        source=param.Filename(),
        work=param.Callable(),
        span=param.Range((0, 1)),
        labels=param.Boolean(True),
    )
    return catalog_of(
        entry("views", hdvis_modules=lambda: [scatter, view("Parallel Coordinate"), view("Image")])
    )


def nested(depth):
    return '{"row":[' * depth + '"Image"' + "]}" * depth


def cyclic():
    layout = {"row": ["Image"]}
    layout["row"].append({"column": [layout]})
    return layout


def place(**fields):
    return {"row": [{"module": "Scatter Plot", **fields}]}


def option(**options):
    return place(options=options)


REFUSED = {
    "L1 empty": ("", "HDV-L1", "got nothing"),
    "L1 blank": (" \n ", "HDV-L1", "got nothing"),
    "L1 not JSON": ("{nope", "HDV-L1", "line 1, column 2"),
    "L1 line and column": ('{"row":\n ["Image" "Image"]}', "HDV-L1", "line 2, column 11"),
    "L1 comment": ('{"row": ["Image"]} // mine', "HDV-L1", "comments"),
    "L1 comment at the top": ("# mine\n{}", "HDV-L1", "comments"),
    "L1 block comment": ('{"row": [/* mine */ "Image"]}', "HDV-L1", "comments"),
    "L1 trailing comma in a list": ('{"row": ["Image",]}', "HDV-L1", "trailing comma"),
    "L1 trailing comma in an object": ('{"row": ["Image"],}', "HDV-L1", "trailing comma"),
    "L1 single quotes": ("{'row': ['Image']}", "HDV-L1", "single quote"),
    "L1 half written": ('{"row": ["Image", {"col', "HDV-L1", "too early"),
    "L1 half an object": ('{"row": ["Image"]', "HDV-L1", "too early"),
    "L2 UTF-16": ('{"row": ["Image"]}'.encode("utf-16"), "HDV-L2", "expected UTF-8"),
    "L2 UTF-16 without mark": ('{"row": []}'.encode("utf-16-le"), "HDV-L2", "expected UTF-8"),
    "L3 Latin-1": (b'{"row"\xe9', "HDV-L3", "not UTF-8 at byte 6"),
    "L3 half a character": ('{"row": ["\\ud800"]}', "HDV-L3", "/row/0"),
    "L4 NaN": ('{"row": [{"module": "Image", "weight": NaN}]}', "HDV-L4", "/row/0/weight"),
    "L4 Infinity": ('{"row": [{"module": "Image", "weight": -Infinity}]}', "HDV-L4", "-Infinity"),
    "L4 1e999": ('{"row": [{"module": "Image", "weight": 1e999}]}', "HDV-L4", "1e999"),
    "L4 NaN from Python": (place(weight=math.nan), "HDV-L4", "/row/0/weight"),
    "L5 duplicate keys": ('{"row": ["Image"], "row": ["Image"]}', "HDV-L5", '"row"'),
    "L5 duplicate keys inside": ('{"row": [{"module": "a", "module": "b"}]}', "HDV-L5", "/row/0"),
    "L6 1,000 deep": (nested(1000), "HDV-L6", "deeper than 64"),
    "L6 deep from Python": (json.loads(nested(40)), "HDV-L6", "deeper than 64"),
    "L7 5,000 digits": (
        '{"row": [{"module": "a", "weight": ' + "9" * 5000 + "}]}",
        "HDV-L7",
        "5,000",
    ),
    "L7 from Python": (place(weight=10**5000), "HDV-L7", "/row/0/weight"),
    "L8 3 MB": ('{"row": ["' + "x" * 3_000_000 + '"]}', "HDV-L8", "2,000,000"),
    "L8 3 MB of bytes": (b" " * 3_000_000, "HDV-L8", "2,000,000"),
    "L8 65 panels": ({"row": ["Image"] * 65}, "HDV-L8", "64 panels"),
    "L8 1e6 panels": ({"row": ["Image"] * 1_000_000}, "HDV-L8", "more than"),
    "L9 list": ("[1, 2]", "HDV-L9", "a list"),
    "L9 list from Python": (["Image"], "HDV-L9", "a list"),
    "L9 number": (b"7", "HDV-L9", "7"),
    "L9 null": (b"null", "HDV-L9", "null"),
    "L9 None": (None, "HDV-L9", "null"),
    "L10 missing version": ({"layout": "Image"}, "HDV-L10", "/version: got nothing"),
    "L10 unknown version": ({"version": "one", "layout": "Image"}, "HDV-L10", "/version"),
    "L10 true version": ({"version": True, "layout": "Image"}, "HDV-L10", "/version"),
    "L10 zero version": ({"version": 0, "layout": "Image"}, "HDV-L10", "/version"),
    "L10 future version": (
        {"version": 3, "layout": "Image"},
        "HDV-L10",
        "made by a newer hdvis (format 3, this reads 1)",
    ),
    "L10 future options": (place(options_version=9), "HDV-L10", "/row/0/options"),
    "L13 weight": (
        {"row": ["Image", {"column": ["Image", {"module": "Image", "weight": "wide"}]}]},
        "HDV-L13",
        "/row/1/column/1/weight",
    ),
    "L13 true weight": (place(weight=True), "HDV-L13", "/row/0/weight"),
    "L13 options": (place(options=[1]), "HDV-L13", "/row/0/options"),
    "L13 options_version": (place(options_version="1"), "HDV-L13", "/row/0/options_version"),
    "L13 title": (place(title=3), "HDV-L13", "/row/0/title"),
    "L13 id": (place(id="a b<script>"), "HDV-L13", "/row/0/id"),
    "L13 empty id": (place(id=""), "HDV-L13", "/row/0/id"),
    "L13 module": ({"row": [{"module": None}]}, "HDV-L13", "/row/0/module"),
    "L13 no name": ({"row": ["--"]}, "HDV-L13", "/row/0"),
    "L13 children": ({"row": "Image"}, "HDV-L13", "/row"),
    "L13 no children": ({"row": []}, "HDV-L13", "/row"),
    "L13 child": ({"row": [["Image"]]}, "HDV-L13", "/row/0"),
    "L13 no kind": ({"row": [{"rwo": []}]}, "HDV-L13", 'did you mean "row"?'),
    "L13 two kinds": ({"row": ["Image"], "column": ["Image"]}, "HDV-L13", "exactly one"),
    "L13 empty": ({}, "HDV-L13", "exactly one"),
    "L13 active": ({"stack": ["Image"], "active": 1}, "HDV-L13", "/active"),
    "L13 key": ({"row": [{3: "Image"}]}, "HDV-L13", "/row/0"),
    "L13 not JSON": ({"row": [np.zeros(3)]}, "HDV-L13", "/row/0"),
    "L13 option": (option(size="big"), "HDV-L13", "/row/0/options/size"),
    "L13 option out of bounds": (option(opacity=3), "HDV-L13", "from 0 to 1"),
    "L13 true option": (option(opacity=True), "HDV-L13", "/row/0/options/opacity"),
    "L13 option choice": (option(mode="autp"), "HDV-L13", "one of 'auto', 'density'"),
    "L13 option flag": (option(labels="yes"), "HDV-L13", "true or false"),
    "L13 code": (option(work="os.system"), "HDV-L13", "cannot set"),
    "L14 duplicate ids": (
        {"row": [{"module": "Image", "id": "a"}, {"module": "Image", "id": "a"}]},
        "HDV-L14",
        '/row/1/id: the id "a" is also at /row/0/id',
    ),
    "L15 own ancestor": (cyclic(), "HDV-L15", "/ → /row → /row/1"),
    "L21 zero weight": (place(weight=0), "HDV-L21", "/row/0/weight"),
    "L21 negative weight": (place(weight=-1), "HDV-L21", "/row/0/weight"),
    "L21 half a pixel": (option(size=2.5), "HDV-L21", "/row/0/options/size"),
    "L22 colour": (option(tint="red;background:url(x)"), "HDV-L22", "colour"),
    "L24 half written": (json.dumps(place(id="a"))[:-5], "HDV-L1", "Is the file half written?"),
    "L23 file": (option(source="secret.txt"), "HDV-L23", "not read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_layout_is_refused_by_row_and_place(name, catalog):
    value, code, text = REFUSED[name]
    kind = LimitError if code in ("HDV-L6", "HDV-L8") else LayoutError
    with pytest.raises(kind) as caught:
        parse_layout(value, catalog)
    assert caught.value.code == code
    assert text in str(caught.value)
    assert len(str(caught.value)) < 500


SUSPECT = {
    "L11 unknown module": ({"row": ["Scater Plot"]}, "HDV-L11", 'did you mean "Scatter Plot"?'),
    "L11 absent plugin": ({"row": ["acme:Globe"]}, "HDV-L11", "needs the plugin acme"),
    "L12 unknown field": (place(wieght=2), "HDV-L12", "unknown field wieght"),
    "L12 unknown field of a box": ({"row": ["Image"], "gap": 1}, "HDV-L12", "unknown field gap"),
    "L12 unknown option": (option(sice=2), "HDV-L12", "/row/0/options/sice: unknown option; did"),
    "L16 links": ({"row": ["Image"], "links": [["image", "gone"]]}, "HDV-L12", "field links"),
    "L20 __class__": (place(__class__="os.system"), "HDV-L12", "unknown field __class__"),
    "L20 __proto__": (option(__proto__={"a": 1}), "HDV-L12", "/row/0/options/__proto__"),
    "L20 import path": ({"row": ["os.system"]}, "HDV-L11", 'no module named "os.system"'),
    "L20 script": ({"row": ["javascript:alert(1)"]}, "HDV-L11", "needs the plugin javascript"),
    "L20 template": ({"row": ["{{ 7*7 }} ${x}"]}, "HDV-L11", "{{ 7*7 }}"),
    "L20 contract": (option(state="x", jobs=1, name="y"), "HDV-L12", "unknown option"),
    "L21 huge weight": (place(weight=1e9), "HDV-L21", "taken as 1000"),
}


@pytest.mark.parametrize("name", SUSPECT)
def test_an_odd_layout_opens_with_a_warning_and_is_refused_in_strict_mode(name, catalog):
    value, code, text = SUSPECT[name]
    layout = parse_layout(value, catalog)
    assert any(w.startswith(code) and text in w for w in layout.warnings)
    with pytest.raises(LayoutError) as caught:
        parse_layout(value, catalog, strict=True)
    assert caught.value.code == code


WELCOME = {
    "L2 byte-order mark": (b'\xef\xbb\xbf{"row": ["Image"]}', ["Image"]),
    "L2 byte-order mark in text": ('\ufeff{"row": ["Image"]}', ["Image"]),
    "L17 a column that may not exist": (option(x="no such column"), ["Scatter Plot"]),
    "L20 payload as a caption": (place(title="<img src=x onerror=alert(1)>"), ["Scatter Plot"]),
    "L22 a colour": (option(tint="#123456"), ["Scatter Plot"]),
    "a list for a range": (option(span=[0, 0.5]), ["Scatter Plot"]),
    "a whole float for an integer": (option(size=3.0), ["Scatter Plot"]),
}


@pytest.mark.parametrize("name", WELCOME)
def test_a_good_layout_opens_without_a_warning(name, catalog):
    value, modules = WELCOME[name]
    layout = parse_layout(value, catalog, strict=True)
    assert [place.module for place in layout.places()] == modules
    assert layout.warnings == ()


def selected(rows):
    """The rows that a saved selection of `rows` gives."""
    return Selection((Clause("saved", Rows.of(rows)),)).rows(DATA).tolist()


def test_saved_rows_are_those_the_data_has():
    """Row L18: repeated ones count once, those out of range not at all, others are no rows."""
    assert selected([3, 1, 3, 99]) == [1, 3]
    for wrong in ([-1], [0.5], ["1"]):
        with pytest.raises(DataError) as caught:
            selected(wrong)
        assert caught.value.code == "HDV-L18"


def test_a_fingerprint_tells_another_dataset():
    """Row L19: what a saved selection is bound to."""
    other = Dataset.from_arrays(np.ones((5, 2)))
    assert DATA.fingerprint == Dataset.from_arrays(np.zeros((5, 2))).fingerprint
    assert DATA.fingerprint != other.fingerprint


def test_every_row_of_the_table_of_layouts_has_a_case():
    rows = {name.split()[0] for name in (*REFUSED, *SUSPECT, *WELCOME)} | {"L18", "L19"}
    assert {f"L{i}" for i in range(1, 25)} <= rows


def test_an_unknown_module_keeps_its_json_to_the_letter(catalog):
    written = {"module": "Globe", "weight": 1, "spin": [1, None], "options": {"a": {"b": 1e3}}}
    layout = parse_layout({"row": ["Image", written, "Gone"]}, catalog)
    assert layout.to_json()["layout"] == {"row": ["Image", written, "Gone"]}
    assert [bool(place.missing) for place in layout.places()] == [False, True, True]


def test_an_unknown_field_is_saved_back(catalog):
    written = {"row": [{"module": "Image", "note": "mine"}], "gap": 4}
    assert parse_layout(written, catalog).to_json()["layout"] == written


def test_the_message_for_an_unknown_module_is_the_published_one(catalog):
    with pytest.raises(LayoutError) as caught:
        parse_layout({"row": [{"column": ["Image", "Scater Plot"]}]}, catalog, strict=True)
    assert caught.value.message == (
        'no module named "Scater Plot" at /row/0/column/1; did you mean "Scatter Plot"?'
    )


def test_a_file_option_stays_within_the_layouts_folder(tmp_path, catalog):
    (tmp_path / "in").mkdir()
    (tmp_path / "out.txt").write_text("secret")
    base = tmp_path / "in"
    (base / "ok.txt").write_text("fine")
    (base / "link.txt").symlink_to(tmp_path / "out.txt")
    parse_layout(option(source="ok.txt"), catalog, base=base)
    for path in ("../out.txt", str(tmp_path / "out.txt"), "link.txt", "a\0b"):
        with pytest.raises(LayoutError):
            parse_layout(option(source=path), catalog, base=base)


def test_options_of_an_older_module_are_brought_up_to_date():
    def upgrade(options, version):
        return {"size": options["radius"] * 2}

    new = view("Dots", version=2, upgrade=staticmethod(upgrade), size=param.Integer(1))
    catalog = catalog_of(entry("dots", hdvis_modules=lambda: [new]))
    saved = {"module": "Dots", "options": {"radius": 3}, "options_version": 1}
    layout = parse_layout({"row": [saved]}, catalog)
    (place,) = layout.places()
    assert (place.options, place.options_version) == ({"size": 6}, 2)
    assert "version 2" in layout.warnings[0]
    broken = {**saved, "options": {}}
    with pytest.raises(LayoutError, match="could not read its options"):
        parse_layout({"row": [broken]}, catalog)


def test_a_name_that_two_plugins_share_becomes_a_placeholder():
    catalog = catalog_of(
        entry("a", "aa", hdvis_modules=lambda: [view("Map")]),
        entry("b", "bb", hdvis_modules=lambda: [view("Map")]),
    )
    layout = parse_layout({"row": ["Map", "bb:Map"]}, catalog)
    first, second = layout.places()
    assert "aa:Map or bb:Map" in first.missing
    assert second.missing == ""


def test_a_layout_outlives_its_plugin():
    with_plugin = catalog_of(entry("a", hdvis_modules=lambda: [view("Map")]))
    written = {"row": [{"module": "Map", "options": {}, "weight": 2}]}
    parse_layout(written, with_plugin, strict=True)
    without = parse_layout(written, catalog_of())
    assert without.to_json()["layout"] == written


def test_a_missing_file_is_named(tmp_path):
    for path in (tmp_path / "gone.json", tmp_path):
        with pytest.raises(LayoutError) as caught:
            parse_layout(path)
        assert path.name in str(caught.value)


@pytest.mark.parametrize("text", ["explor", "Scater Plot", "no such thing", "5", "a/b"])
def test_an_unknown_name_is_answered(text, catalog):
    with pytest.raises(HdvisError, match="no layout or module named"):
        parse_layout(text, catalog)
