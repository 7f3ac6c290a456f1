"""The HTML page in a real browser: offline, accessible, small screens, print."""

import shutil

import pytest

from slaspec.report.review_html import html
from tests.review.reviews import rich, with_text

CHROMIUM = shutil.which("chromium") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def browser():
    """One browser for all tests, without a network."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running.chromium.launch(executable_path=CHROMIUM)


@pytest.fixture
def opened(browser, tmp_path):
    """`opened(review, **context)`: the page, what it asked for, and what it complained about."""
    contexts = []

    def open_page(review, **options):
        file = tmp_path / "review.html"
        file.write_text(html(review), "utf-8")
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        asked, said = [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(file.as_uri())
        return page, asked, said

    yield open_page
    for context in contexts:
        context.close()


def test_it_asks_for_nothing_and_complains_about_nothing(opened):
    """One request, that for the page itself; its own policy forbids nothing that it has."""
    page, asked, said = opened(rich())

    assert [page.url] == asked
    assert [] == said


@pytest.mark.parametrize("unfolded", [False, True])
def test_it_is_accessible(opened, unfolded):
    """axe finds no violation, folded or not."""
    from axe_playwright_python.sync_playwright import Axe

    page, _, _ = opened(rich())
    if unfolded:
        page.eval_on_selector_all("details", "all => all.forEach(each => each.open = true)")

    found = Axe().run(page)

    assert 0 == found.violations_count, found.generate_report()


def test_it_works_without_scripts(opened):
    """Every figure is on the page, and what is folded opens by the keyboard."""
    page, _, _ = opened(rich(), java_script_enabled=False)

    assert page.get_by_text("+860.00 EUR ± 26.53 EUR").is_visible()
    detail = page.get_by_text("worst case 4h 30min")
    assert not detail.is_visible()
    page.get_by_text("What stands behind the promises, and why").last.focus()
    page.locator("summary", has_text="What stands behind").press("Enter")
    assert detail.is_visible()


def test_a_small_screen_needs_no_scrolling_sideways(opened):
    """At 320 pixels the page fits; wide tables scroll in themselves, by the keyboard too."""
    page, _, _ = opened(rich(), viewport={"width": 320, "height": 700})

    assert 320 == page.evaluate("document.documentElement.scrollWidth")
    assert "0" == page.locator(".wide").first.get_attribute("tabindex")


def test_each_printed_page_says_what_it_is_of(opened, tmp_path):
    """The header is on every page, and what is folded is printed."""
    from pypdf import PdfReader

    page, _, _ = opened(rich())
    file = tmp_path / "review.pdf"
    file.write_bytes(page.pdf(format="A4"))

    pages = [" ".join(each.extract_text().split()) for each in PdfReader(file).pages]
    assert len(pages) > 2
    for text in pages:
        assert text.startswith(
            "SLA review · acme 2.3.0 → 2.4.0 · Compared with origin/main (3f1c9ab)"
        )
        assert "As of 2026-11-22." in text
    assert "worst case 4h 30min" in " ".join(pages)


def test_it_is_readable_with_forced_colours(opened):
    """Bars of the picture differ by more than colour; the page has no error in this mode."""
    page, _, said = opened(rich(), forced_colors="active")

    assert page.locator("svg").first.is_visible()
    assert [] == said


@pytest.mark.parametrize(
    "hostile",
    ["<script>document.title='x'</script>", "</style><script>document.title='x'</script>",
     '"><img src=x onerror="document.title=1">', "javascript:document.title=1"],
)  # fmt: skip
def test_no_text_of_a_contract_runs(opened, hostile):
    """The title stays, nothing is loaded."""
    page, asked, said = opened(with_text(hostile))

    assert "SLA review, as of 2026-11-22" == page.title()
    assert ([page.url], []) == (asked, said)
