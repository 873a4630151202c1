"""The pages that readers read, search and leaf through, in a real browser."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from articles.models import Author
from articles.tests.builders import make_image, make_story, make_tag
from articles.tests.files import drawing, file_of
from comments.models import Comment
from comments.tests.builders import make_comment, without_limits
from newsroom.benchmarks.chromium import serious_faults, width_of

from .test_browser import errors_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEN = datetime(2023, 9, 13, 12, tzinfo=UTC)
URL = "/2023/09/13/the-ferry-returns/"
WIDTHS = [320, 390, 1280]


@pytest.fixture
def story():
    """A story with all that a story can have, and a thread of twelve levels with names of all lengths."""
    without_limits()
    bay = make_tag("Whitmoor Bay", "The Bay of Llanfairpwllgwyngyllgogerychwyrndrobwll")
    crew = make_tag("Crew")
    image = make_image(file_of(drawing((900, 500))), alt_text="A boat", caption="The boat.", credit="Ann Lee")
    article = make_story(
        "The ferry returns",
        at=THEN,
        kind="analysis",
        authors=["Nora Pell"],
        sections=[
            {"text": "The boat is back. " * 20, "image": image, "tags": [bay, crew]},
            *[
                {
                    "heading": f"Part {n}, of some length, as it were",
                    "text": "A boat. " * 60,
                    "tags": [bay, crew],
                }
                for n in range(4)
            ],
        ],
    )
    for number in range(3):
        make_story(f"Another boat {number}", at=THEN, sections=[{"text": "A boat.", "tags": [bay]}])
    Author.objects.update(biography="She writes.")
    comment = make_comment("First.", article=article, name="Wren")
    for depth in range(12):
        name = ["Old Gannet", "A. Longwinded-Name of the Upper Residents’ Association", "דנה"][depth % 3]
        words = ["Why?", f"https://a.example/{'x' * 80}", "המעבורת תמיד מאחרת."][depth % 3]
        comment = make_comment(words, parent=comment, name=name)
    return article


def pages():
    return [
        URL,
        f"{URL}threads/{Comment.objects.earliest('pk').thread_id}/",
        "/archive/",
        "/archive/2023/09/",
        "/topics/whitmoor-bay/",
        "/authors/nora-pell/",
        "/search/",
        "/search/?q=boat",
        "/search/?q=boat&desk=harbour&topic=nothing&since=x",
        "/search/?q=submarine&desk=harbour",
    ]


@pytest.mark.usefixtures("story")
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_fits_the_screen_and_shuts_nobody_out(visit, width, colours):
    viewport = {"width": width, "height": 800}
    page = visit(URL, viewport=viewport, color_scheme=colours, bypass_csp=True)
    for url in pages():
        page.goto(url)
        assert width_of(page) <= width, url
        assert serious_faults(page) == [], url
        assert errors_of(page) == [], url


@pytest.mark.usefixtures("story")
def test_headings_leave_out_no_level(visit):
    page = visit(URL)
    for url in pages():
        page.goto(url)
        levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4')].map(h => +h.tagName[1])")
        assert levels[0] == 1, url
        assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False)), url


SMALL = """
[...document.querySelectorAll("main a, main button, main input, main select, main summary")].filter(one => {
  const box = one.getBoundingClientRect(), inText = one.closest(".prose, .comment-text, .byline > span");
  return !inText && box.width > 1 && box.height > 1 && (box.height < 23.9 || box.width < 23.9);
}).map(one => one.outerHTML)
"""


@pytest.mark.usefixtures("story")
def test_everything_to_be_pressed_is_24_pixels_high_and_wide(visit):
    page = visit(URL, viewport={"width": 390, "height": 800})
    for url in pages():
        page.goto(url)
        assert page.evaluate(SMALL) == [], url


def test_by_keyboard_alone_one_gets_from_the_contents_to_a_section_and_its_address(visit, story):
    page = visit(URL, viewport={"width": 1280, "height": 800})
    page.get_by_role("navigation", name="In this story").get_by_role("link").nth(2).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{URL}#part-2-of-some-length-as-it-were")
    page.keyboard.press("Tab")
    own = page.get_by_role("link", name="Link to “Part 2, of some length, as it were”")
    expect(own).to_be_focused()
    expect(own).to_have_css("opacity", "1")


def test_the_address_is_copied_by_a_press_of_a_key(visit, story):
    page = visit(URL, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").press("Enter")
    expect(page.get_by_text("The address is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(URL)


def test_without_javascript_the_address_is_there_and_no_button_that_does_nothing(visit, story):
    page = visit(URL, java_script_enabled=False)
    expect(page.get_by_label("Address of this story")).to_be_visible()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()


def test_a_reader_narrows_a_search_by_keyboard_without_javascript(visit, story):
    page = visit("/search/", java_script_enabled=False)
    page.get_by_label("Words, or “a phrase”").fill("boat")
    page.get_by_text("Only certain stories").click()
    page.get_by_label("Topic").fill("crew")
    page.get_by_label("Topic").press("Enter")
    expect(page.get_by_role("heading", name="5 passages")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("boat")
    page.locator(".found .line-title a").first.click()
    expect(page).to_have_title("The ferry returns · Newsroom")
