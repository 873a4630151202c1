"""Scheduling, previews and share links in a real browser."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from articles.scheduling import publish_due
from articles.tests.builders import make_article, make_image, make_tag
from articles.tests.files import photo
from newsroom.benchmarks.chromium import serious_faults, width_of
from newsroom.tests.test_browser import DESKTOP, PHONE, errors_of
from newsroom.tests.test_workflow_browser import groups, people, sign_in  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOMENT = datetime(2037, 11, 30, 7, 0, tzinfo=UTC)
TALL = {"width": 390, "height": 844}


def form_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


@pytest.fixture
def draft():
    return make_article(
        "The ferry returns",
        authors=["Nora Pell"],
        sections=[
            {
                "heading": f"Part {number}",
                "text": "The boat is back. " * 30,
                "tags": [make_tag(f"Bay {number}")],
            }
            for number in range(4)
        ],
    )


def shoot(page, name):
    """Keep a picture of the page, where SHOTS says."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}-{page.viewport_size['width']}.png", full_page=True)


@pytest.mark.parametrize("viewport", [TALL, DESKTOP], ids=["phone", "desktop"])
def test_an_editor_schedules_a_story_and_it_goes_out(sign_in, draft, viewport, settings):  # noqa: F811
    settings.TIME_ZONE = "Europe/Kyiv"
    page = sign_in("edith", form_of(draft), viewport=viewport)
    page.get_by_role("group", name="When it goes out").get_by_label("Day").fill("2037-11-30")
    page.get_by_role("group", name="When it goes out").get_by_label("Time").fill("09:00")
    shoot(page, "form")
    page.get_by_role("button", name="Schedule", exact=True).click()
    in_words = "Monday 30 November 2037, 09:00 (Europe/Kyiv), 07:00 UTC"
    expect(page.get_by_text(f"Scheduled. Goes out on {in_words}.")).to_be_visible()
    shoot(page, "scheduled")
    page.get_by_label("Headline").fill("The ferry is back")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".field-standing")).to_contain_text(in_words)
    page.goto("/admin/")
    expect(page.get_by_role("region", name="Goes out next")).to_contain_text(in_words)
    shoot(page, "first-page")
    assert len(list(publish_due(MOMENT))) == 1
    page.goto(draft.current_edition().get_absolute_url())
    expect(page.get_by_role("heading", name="The ferry is back")).to_be_visible()
    assert errors_of(page) == []


def test_of_a_time_that_comes_twice_the_editor_chooses(sign_in, draft, settings):  # noqa: F811
    settings.TIME_ZONE = "Europe/Kyiv"
    page = sign_in("edith", form_of(draft), viewport=TALL)
    when = page.get_by_role("group", name="When it goes out")
    when.get_by_label("Day").fill("2037-10-25")
    when.get_by_label("Time").fill("03:30")
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.get_by_text("03:30 comes twice")).to_be_visible()
    shoot(page, "twice")
    when.get_by_label("Which of the two").select_option(index=2)
    page.get_by_role("button", name="Schedule", exact=True).click()
    expect(page.get_by_text("01:30 UTC").first).to_be_visible()
    assert Article.objects.get().publish_at == datetime(2037, 10, 25, 1, 30, tzinfo=UTC)


def test_an_embargo_hides_the_button_that_publishes(sign_in):  # noqa: F811
    article = make_article(embargo_until=timezone.now() + timedelta(days=1))
    page = sign_in("edith", form_of(article), viewport=TALL)
    expect(page.locator(".field-standing")).to_contain_text("under embargo until")
    expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    page.get_by_text("Embargo", exact=True).click()
    shoot(page, "embargo")
    assert serious_faults(page) == []


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("viewport", [TALL, DESKTOP], ids=["phone", "desktop"])
def test_what_is_typed_is_previewed_in_another_tab(sign_in, draft, viewport, javascript):  # noqa: F811
    image = make_image(photo((1600, 900)), alt_text="A boat", caption="The boat.", credit="Ann Lee")
    draft.sections.filter(heading="Part 0").update(image=image)
    page = sign_in("edith", form_of(draft), viewport=viewport, java_script_enabled=javascript)
    page.get_by_label("Headline").fill("Typed and not saved")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    preview = opened.value
    said = []
    preview.on("console", lambda message: said.append((message.type, message.text)))
    preview.set_viewport_size(viewport)
    frame = preview.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Typed and not saved")).to_be_visible()
    frame.locator("img").first.wait_for()
    # What the frame shows may be there before the style sheet of the page around it.
    preview.wait_for_load_state()
    width = "document.querySelector('iframe').getBoundingClientRect().width"
    assert preview.evaluate(width) >= 1280
    shoot(preview, "preview-desktop")
    preview.get_by_label("Phone").check()
    assert preview.evaluate(width) == 390
    shoot(preview, "preview-phone")
    assert width_of(preview) <= viewport["width"]
    if javascript:
        assert serious_faults(preview) == []
        frame.get_by_role("link", name="Part 3", exact=True).click()
        expect(frame.locator("#part-3")).to_be_in_viewport()
    assert Article.objects.get().title == "The ferry returns"
    assert [text for kind, text in said if kind == "error"] == []
    assert errors_of(page) == []


def test_a_preview_says_what_is_wrong(sign_in, draft):  # noqa: F811
    page = sign_in("edith", form_of(draft), viewport=PHONE)
    page.get_by_label("Headline").fill("")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview").click()
    expect(opened.value.get_by_text("Headline: This field is required.")).to_be_visible()
    shoot(opened.value, "preview-mistakes")


@pytest.mark.parametrize("viewport", [TALL, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_share_link_opens_elsewhere_until_it_is_revoked(sign_in, visit, draft, viewport, colours):  # noqa: F811
    page = sign_in("edith", form_of(draft), viewport=viewport, color_scheme=colours)
    page.get_by_role("link", name="Share", exact=True).click()
    page.get_by_label("It opens for").select_option(label="3 days")
    page.get_by_role("button", name="Make a link").click()
    url = page.get_by_label("The new link").input_value()
    stranger = visit(url, viewport=viewport, color_scheme=colours)
    expect(stranger.get_by_role("heading", name="The ferry returns")).to_be_visible()
    expect(stranger.get_by_text("A draft, not published.")).to_be_visible()
    assert stranger.context.cookies() == []
    assert width_of(stranger) <= viewport["width"]
    assert serious_faults(stranger) == []
    shoot(stranger, f"shared-{colours}")
    assert width_of(page) <= viewport["width"]
    assert serious_faults(page) == []
    shoot(page, f"share-{colours}")
    page.goto(f"/admin/articles/article/{draft.pk}/share/")
    expect(page.get_by_text("opened once, on")).to_be_visible()
    expect(page.get_by_label("The new link")).to_have_count(0)
    page.get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("The link opens no more.")).to_be_visible()
    shoot(page, f"revoked-{colours}")
    stranger.reload()
    expect(stranger.get_by_text("There is nothing at this address")).to_be_visible()
    assert errors_of(page) == errors_of(stranger) == []
