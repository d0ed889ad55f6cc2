"""DimReduction in a real page: the scatter plot moves while it works, stops, and comes back."""

import re

import pytest
from browser import serving
from playwright.sync_api import expect


def digits_page():
    from sklearn.datasets import load_digits

    import hdvis

    digits = load_digits()
    dataset = hdvis.Dataset.from_arrays(
        digits.data, name="digits", labels={"digit": [str(t) for t in digits.target]}
    )
    return hdvis.Visualizer({"row": ["Scatter Plot", "DimReduction"]}, dataset=dataset)


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reduction")
    server = serving.start(digits_page, folder, HDVIS_CACHE=str(folder / "cache"))
    expect.set_options(timeout=60_000)
    yield server.url
    expect.set_options(timeout=None)
    server.stop()


def choose(page, **fields):
    for label, value in fields.items():
        page.get_by_label(label).select_option(value)


def row(page, name):
    return page.locator("tr").filter(has=page.get_by_role("button", name=name, exact=True))


def test_a_run_moves_the_plot_stops_at_once_and_is_listed(page, url):
    page.goto(url)
    expect(row(page, "Neighbor embedding")).to_contain_text("%")
    expect(page.get_by_text("Neighbor embedding · colour digit")).to_be_visible()
    choose(page, method="t-SNE")
    page.get_by_role("button", name="Run").click()
    expect(page.get_by_text(re.compile(r"iteration \d+ of 750"))).to_be_visible()
    expect(page.get_by_text("t-SNE · colour digit")).to_be_visible()
    page.get_by_role("button", name="stop", exact=True).click()
    expect(page.get_by_text(re.compile(r"stopped at iteration \d+ of 750"))).to_be_visible()
    expect(row(page, "t-SNE")).to_contain_text("%")
    expect(page.get_by_role("button", name="Run")).to_be_enabled()
    row(page, "PCA").get_by_role("button").click()
    expect(page.get_by_text("PCA · colour digit")).to_be_visible()
    expect(row(page, "PCA").get_by_role("button")).to_have_attribute("aria-pressed", "true")


def test_a_new_tab_has_its_own_list_and_finds_the_kept_result(page, context, url):
    page.goto(url)
    expect(row(page, "Neighbor embedding")).to_contain_text("%")
    row(page, "PCA").get_by_role("button").click()
    other = context.new_page()
    other.goto(url)
    expect(row(other, "Neighbor embedding")).to_contain_text("%")
    expect(other.get_by_text("from cache")).to_be_visible()
    expect(page.get_by_text("PCA · colour digit")).to_be_visible()


def test_a_value_out_of_bounds_is_answered_in_place(page, url):
    page.goto(url)
    expect(row(page, "Neighbor embedding")).to_contain_text("%")
    number = page.get_by_role("spinbutton", name="neighbours")
    number.fill("100000")
    number.press("Tab")
    expect(page.get_by_role("alert").filter(has_text="expected a whole number")).to_be_visible()
    expect(row(page, "PCA")).to_contain_text("%")
