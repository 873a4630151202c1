"""The design in a real browser: narrow, wide and enlarged (640 pixels are 1,280 at 200 %), light and dark."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from articles.tests.builders import make_image, make_story, make_tag
from articles.tests.files import photo
from comments.tests.builders import make_comment
from newsroom.benchmarks.chromium import serious_faults, width_of
from newsroom.models import FrontPlace, Page, Paper
from newsroom.tests.test_browser import errors_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)
PAGES = [
    "/",
    "/harbour/",
    "/about/ethics/",
    "/search/",
    "/search/?q=zzz",
    "/nothing/",
    "/2023/09/14/story-1/",
]


@pytest.fixture
def paper(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    Paper.objects.create(name="The Llanfairpwllgwyngyll Light", tagline="All the news that drifts ashore")
    text = "Nobody pays us for what we write, and we pay nobody for what we are told. " * 6
    Page.objects.create(title="Ethics", slug="ethics", body=f"<h2>Gifts</h2><p>{text}</p>", is_public=True)
    image = make_image(photo((1200, 800)), alt_text="The quay at dawn", caption="Dawn.", credit="Ann Lee")
    desks = ["Harbour", "Council", "Culture", "Sport", "Weather and tides", "Letters"]
    for number in range(18):
        sections = [{"text": text, "image": image if number % 3 else None, "tags": [make_tag("The bay")]}]
        story = make_story(
            f"Story {number}" if number < 9 else f"A longer story about what happened on day {number}",
            at=THEN + timedelta(days=number),
            desk=desks[number % 6],
            sections=sections,
            slug=f"story-{number}",
        )
        for _number in range(number % 4):
            make_comment(article=story)
    FrontPlace.objects.create(article=story)


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("width", [320, 390, 640, 1280, 2560])
def test_no_page_is_wider_than_the_window(visit, live_server, width):
    for url in PAGES:
        page = visit(url, viewport={"width": width, "height": 800})
        assert width_of(page) <= width, url
        assert [asked for asked in page.asked if not asked.startswith((live_server.url, "data:"))] == []
        assert errors_of(page) == []


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_no_page_has_a_serious_fault_of_accessibility(visit, width, colours):
    for url in PAGES:
        page = visit(url, viewport={"width": width, "height": 800}, color_scheme=colours, bypass_csp=True)
        assert serious_faults(page) == [], url


@pytest.mark.usefixtures("paper")
def test_a_reader_switches_to_dark_and_every_page_is_dark_from_its_first_moment(visit):
    page = visit("/")
    ground = "getComputedStyle(document.body).backgroundColor"
    button = page.get_by_role("button", name="Dark colours")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate(ground) == "rgb(255, 253, 249)"
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(ground) == "rgb(23, 22, 20)"
    page.add_init_script("addEventListener('DOMContentLoaded', () => { window.ground = " + ground + " })")
    page.goto("/harbour/")
    assert page.evaluate("window.ground") == "rgb(23, 22, 20)"
    assert page.context.cookies() == []
    page.get_by_role("button", name="Dark colours").click()
    assert page.evaluate(ground) == "rgb(255, 253, 249)"
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.usefixtures("paper")
def test_without_a_choice_or_a_script_the_systems_colours_stand(visit):
    for scripts in (True, False):
        page = visit("/", color_scheme="dark", java_script_enabled=scripts)
        background = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(background) == "rgb(23, 22, 20)"
        shown = expect(page.get_by_role("button", name="Dark colours"))
        shown.to_be_visible() if scripts else shown.to_be_hidden()


LINES = """() => [...document.querySelectorAll('.prose p')].map((paragraph) => {
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
  return paragraph.textContent.length / lines;
}).filter((length) => length > 20)"""


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("url", ["/about/ethics/", "/2023/09/14/story-1/"])
def test_lines_have_60_to_75_characters_where_there_is_room(visit, url):
    page = visit(url, viewport={"width": 1280, "height": 800})
    for length in page.evaluate(LINES):
        assert 58 <= length <= 75


@pytest.mark.usefixtures("paper")
def test_nothing_moves_while_pictures_come(visit):
    page = visit("/", viewport={"width": 1280, "height": 800})
    watch = """() => new Promise((done) => {
      let moved = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) moved += entry.value; })
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done(moved), 500);
    })"""
    assert page.evaluate(watch) == 0


@pytest.mark.usefixtures("paper")
def test_targets_are_large_enough_for_a_finger(visit):
    page = visit("/", viewport={"width": 390, "height": 800})
    small = """() => [...document.querySelectorAll(':is(header, footer, .rail, .block-title) :is(a, button)')]
      .map((target) => [target.textContent.trim(), target.getBoundingClientRect()])
      .filter(([, box]) => box.width && (box.width < 24 || box.height < 24)).map(([text]) => text)"""
    assert page.evaluate(small) == []


@pytest.mark.usefixtures("paper")
def test_the_keyboard_goes_past_the_masthead_and_sees_where_it_is(visit):
    page = visit("/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    expect(link).to_be_focused()
    assert link.bounding_box()["y"] >= 0
    assert link.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#main_content")).to_be_focused()


@pytest.mark.usefixtures("paper")
def test_paper_gets_the_story_and_not_the_way_around_the_site(visit):
    page = visit("/2023/09/14/story-1/", color_scheme="dark")
    page.get_by_role("button", name="Dark colours").click()
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.get_by_role("navigation", name="Desks")).to_be_hidden()
    expect(page.locator(".tools")).to_be_hidden()
    expect(page.locator(".prose").first).to_be_visible()


@pytest.mark.usefixtures("paper")
def test_the_papers_colours_reach_every_page(visit):
    Paper.objects.update(accent="#0b4f6c", accent_on_dark="#8fd3f0")
    for scheme, colour in [("light", "rgb(11, 79, 108)"), ("dark", "rgb(143, 211, 240)")]:
        page = visit("/harbour/", color_scheme=scheme)
        kicker = page.locator(".kicker a").first
        assert kicker.evaluate("link => getComputedStyle(link).color") == colour
        assert not [text for text in page.said if re.search("Content Security", text[1])]
