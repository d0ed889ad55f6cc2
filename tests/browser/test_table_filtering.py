"""Rows are sorted, selected, exported and filtered in a real page, and hostile text stays text."""

import csv
import re

import pytest
from browser import serving
from playwright.sync_api import expect


def digits_page():
    import numpy as np
    from sklearn.datasets import load_digits

    import hdvis

    digits = load_digits()
    dataset = hdvis.Dataset.from_arrays(
        digits.data,
        name="digits",
        images=(digits.images * 15).astype(np.uint8),
        labels={"digit": [str(t) for t in digits.target]},
    )
    scatter = {"module": "Scatter Plot", "options": {"x": "x20", "y": "x42"}}
    layout = {"row": [scatter, {"column": ["Table", "Filtering"]}]}
    return hdvis.Visualizer(layout, dataset=dataset)


def hostile_page():
    import numpy as np

    import hdvis

    attack = "<img src=x onerror=window.hurt=1><script>window.hurt=1</script>"
    labels = {
        f"{attack}{{{{x}}}} @col{{safe}}": [attack, "javascript:window.hurt=1", "\x00null"] * 4,
        "turn \u202eed\u202c": ["abc\u202egnp.exe", "{{7*7}}", "l" * 1_000_000] * 4,
        '"><svg onload=window.hurt=1>': np.arange(12) / 7,
    }
    dataset = hdvis.Dataset.from_arrays(np.arange(24.0).reshape(12, 2), labels=labels)
    return hdvis.Visualizer({"column": ["Table", "Filtering"]}, dataset=dataset)


@pytest.fixture(scope="module")
def digits_url(tmp_path_factory):
    server = serving.start(digits_page, tmp_path_factory.mktemp("table"))
    yield server.url
    server.stop()


@pytest.fixture(scope="module")
def hostile_url(tmp_path_factory):
    server = serving.start(hostile_page, tmp_path_factory.mktemp("hostile"))
    yield server.url
    server.stop()


@pytest.fixture(scope="module", autouse=True)
def patience():
    """A fresh program compiles its kernels first, which takes a busy machine a while."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=5_000)


class Views:
    """The table and the filters of a page."""

    def __init__(self, page, url):
        self.page = page
        page.goto(url)
        self.grid = page.get_by_role("grid")
        expect(self.row(0)).to_contain_text(re.compile(r"\d"))
        self.filters = page.get_by_role("list", name="filters")
        self.captions = page.locator("header > .caption")

    def row(self, place):
        return self.page.locator(f"[data-place='{place}']")

    def cell(self, place, column):
        return self.row(place).locator(f"[data-column='{column}']")

    def header(self, label):
        return self.page.get_by_role("columnheader", name=label, exact=True)

    def says(self, text):
        expect(self.captions.filter(has_text=text)).to_have_count(1)

    def click(self, place, *modifiers):
        self.row(place).click(position={"x": 200, "y": 8}, modifiers=list(modifiers))


@pytest.fixture
def views(page, digits_url):
    return Views(page, digits_url)


def test_a_header_sorts_and_the_keyboard_walks_to_the_end(views, digits):
    header = views.header("x4")
    header.click()
    views.says("1,797 rows, sorted by x4")
    expect(header).to_have_attribute("aria-sort", "ascending")
    header.click()
    expect(header).to_have_attribute("aria-sort", "descending")
    expect(views.cell(0, 5)).to_have_text(f"{digits.data[:, 4].max():.0f}")
    views.grid.focus()
    views.page.keyboard.press("End")
    expect(views.row(1796)).to_be_in_viewport()
    expect(views.cell(1796, 5)).to_have_text(f"{digits.data[:, 4].min():.0f}")
    expect(views.row(1796)).to_have_class(re.compile("focused"))


def test_scrolling_shows_the_rows_that_belong_there(views, digits):
    views.grid.evaluate("grid => { grid.scrollTop = 1000 * 32; }")
    expect(views.row(1005)).to_contain_text("1,005")
    for column in (1, 2, 3, 4):
        expect(views.cell(1005, column)).to_have_text(f"{digits.data[1005, column - 1]:.0f}")


def test_clicks_select_rows_and_the_file_reads_back(views, digits, tmp_path):
    views.click(2)
    expect(views.page.locator("span.selected")).to_have_text("focus row 2")
    views.click(4, "Control")
    views.click(6, "Control")
    expect(views.page.locator("span.selected")).to_contain_text("2 selected")
    expect(views.row(4)).to_have_class(re.compile("chosen"))
    expect(views.row(5)).not_to_have_class(re.compile("chosen"))
    views.page.get_by_role("button", name="export ▾").last.click()
    with views.page.expect_download() as download:
        views.page.get_by_role("menuitem", name="CSV", exact=True).last.click()
    file = tmp_path / "selection.csv"
    download.value.save_as(file)
    with file.open(newline="") as text:
        _, *lines = csv.reader(text)
    assert [int(line[0]) for line in lines] == [4, 6]
    assert [float(value) for value in lines[1][2:]] == digits.data[6].tolist()
    views.page.keyboard.press("Control+z")
    expect(views.page.locator("span.selected")).to_contain_text("1 selected")


def test_a_filter_hides_rows_everywhere_inverts_and_undoes(views, digits):
    sevens = int((digits.target == 7).sum())
    canvas = views.page.locator("canvas").first
    everything = canvas.evaluate("c => c.toDataURL()")
    views.page.get_by_label("filter by a column").select_option(label="an expression")
    field = views.page.get_by_role("textbox", name="expression")
    field.fill("digits == 7")
    expect(views.page.get_by_role("alert").filter(has_text="did you mean digit")).to_be_visible()
    field.fill("digit == 7")
    expect(views.page.get_by_text(f"keeps {sevens} of 1,797")).to_be_visible()
    views.page.get_by_role("button", name="add filter").click()
    views.says(f"{sevens} of 1,797 rows shown")
    expect(views.grid).to_have_attribute("aria-rowcount", str(sevens + 1))
    expect(views.cell(0, 0)).to_have_text("7")
    views.page.wait_for_function(
        "([c, old]) => c.toDataURL() !== old", arg=[canvas.element_handle(), everything]
    )
    views.page.get_by_role("button", name=re.compile("^invert")).click()
    expect(views.grid).to_have_attribute("aria-rowcount", str(1797 - sevens + 1))
    undo = views.page.get_by_role("button", name="undo")
    undo.click()
    expect(views.grid).to_have_attribute("aria-rowcount", str(sevens + 1))
    undo.click()
    expect(views.grid).to_have_attribute("aria-rowcount", "1798")
    expect(views.filters.get_by_role("listitem")).to_have_count(0)


def test_what_is_found_or_drawn_becomes_the_selection(views, digits):
    views.page.get_by_label("search rows").fill("digit == 7")
    views.page.get_by_role("button", name="select the rows found").click()
    sevens = int((digits.target == 7).sum())
    selected = views.page.locator("span.selected")
    expect(selected).to_contain_text(f"{sevens} selected")
    views.page.get_by_label("filter by a column").select_option(label="x2")
    bars = views.page.locator(".bars")
    expect(bars).to_be_visible()
    box = bars.bounding_box()
    bars.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
    eights = int((digits.data[:, 2] == 8).sum())  # the middle one of 51 bars over 0..16
    expect(selected).to_contain_text(f"{eights} selected")
    views.page.get_by_role("button", name="select the rows of this form").click()
    expect(selected).to_contain_text("1,797 selected")


def test_a_selection_is_written_completed_named_and_combined(views, digits):
    page, selected = views.page, views.page.locator("span.selected")
    choose = page.get_by_role("button", name="select ▾", exact=True)
    choose.click()
    page.get_by_role("menuitem", name="write or paste a selection…").click()
    field = page.get_by_role("textbox", name="selection as an expression")
    field.press_sequentially("dig")
    expect(page.get_by_role("option", name="digit column")).to_be_visible()
    field.press("Tab")
    expect(field).to_have_value("digit")
    field.press_sequentially(" == 'seven'")
    field.press("Enter")
    expect(selected).to_contain_text("0 selected")
    page.locator(".reason").click()
    expect(field).to_have_value("digit == 'seven'")
    field.fill("digits == 7")
    field.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="did you mean digit")).to_be_visible()
    field.fill("digit == 7")
    field.press("Enter")
    expect(field).not_to_be_visible()
    sevens, high = digits.target == 7, digits.data[:, 2] > 8
    expect(selected).to_contain_text(f"{sevens.sum()} selected")
    choose.click()
    page.get_by_role("menuitem", name="save this selection as…").click()
    naming = page.get_by_role("textbox", name="name of this selection")
    naming.fill("sevens")
    naming.press("Enter")
    page.locator(".reason").click()
    field.fill("x2 > 8")
    field.press("Enter")
    expect(selected).to_contain_text(f"{high.sum()} selected")
    choose.click()
    page.get_by_role("menuitem", name="− without sevens").click()
    expect(selected).to_contain_text(f"{(high & ~sevens).sum()} selected")
    choose.click()
    page.get_by_role("menuitem", name="✎ rename sevens…").click()
    naming.fill("7")
    naming.press("Enter")
    renamed = page.get_by_role("menuitem", name="↺ 7")
    for _ in range(50):  # a menu lists what there was when it opened
        choose.click()
        if renamed.is_visible():
            break
        page.keyboard.press("Escape")
        page.wait_for_timeout(100)
    renamed.click()
    expect(selected).to_contain_text(f"{sevens.sum()} selected")


def test_hostile_names_and_labels_are_shown_as_text(page, hostile_url):
    views = Views(page, hostile_url)
    expect(views.cell(0, 0)).to_contain_text("<script>window.hurt=1</script>")
    expect(views.cell(0, 1)).to_have_text("abc[U+202E]gnp.exe")
    expect(views.cell(1, 1)).to_have_text("{{7*7}}")
    assert len(views.cell(2, 1).text_content()) == 200
    expect(page.get_by_role("columnheader").nth(1)).to_contain_text("{{x}} @col{safe}")
    expect(page.get_by_role("columnheader").nth(2)).to_contain_text("turn [U+202E]ed")
    views.cell(0, 0).hover()
    chooser = page.get_by_label("filter by a column")
    for index in (2, 3, 4):
        chooser.select_option(index=index)
        page.get_by_role("button", name="add filter").click()
        expect(views.filters.get_by_role("listitem")).to_have_count(index - 1)
    page.get_by_role("button", name=re.compile("^edit")).first.click()
    expect(page.get_by_role("checkbox", name=re.compile("^<img.* rows$"))).to_be_visible()
    page.get_by_label("search rows").fill("<img src=x onerror=window.hurt=1>")
    expect(page.get_by_role("alert").filter(has_text="invalid syntax")).to_be_visible()
    assert page.locator("img, svg").count() == 0
    assert page.evaluate("window.hurt") is None
