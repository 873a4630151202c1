"""A discussion in an editor's hands, in a real browser: closed, picked from, and quoted in a story."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.tests.builders import make_story
from comments.tests.builders import make_comment, without_limits
from newsroom.benchmarks.chromium import serious_faults, width_of
from newsroom.tests.test_admin import change_form
from newsroom.tests.test_browser import DESKTOP, PHONE, errors_of
from newsroom.tests.test_discussion_admin import url_of
from newsroom.tests.test_workflow_browser import groups, people, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["groups", "people", "sign_in"]


@pytest.fixture
def story():
    without_limits()
    story = make_story("Ferry returns", sections=["The boat is back."])
    make_comment("The timetable is from before the dredging.", article=story, name="Ada")
    make_comment("Well said.", article=story, name="Ben")
    return story


def test_an_editor_closes_a_discussion_and_picks_from_it(sign_in, visit, story):
    page = sign_in("edith", change_form(story), viewport=DESKTOP)
    page.get_by_role("link", name="Discussion", exact=True).click()
    expect(page.get_by_text("Open: as nobody has decided otherwise.")).to_be_visible()
    page.get_by_role("button", name="Close", exact=True).click()
    expect(page.get_by_text("Closed: decided for this story.")).to_be_visible()
    page.get_by_label("Words or name").fill("timetable")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Pick the comment of Ada").click()
    expect(page.get_by_role("button", name="Unpick the comment of Ada").first).to_be_visible()
    assert errors_of(page) == []

    reader = visit(story.current_edition().get_absolute_url(), viewport=PHONE)
    expect(reader.get_by_text("This discussion is closed.")).to_be_visible()
    picks = reader.get_by_role("region", name="Editors’ picks")
    expect(picks.get_by_text("The timetable is from before the dredging.")).to_be_visible()
    picks.get_by_role("link", name="In its thread").click()
    expect(reader.locator(".comment:target")).to_contain_text("The timetable")
    assert serious_faults(reader) == []

    page.get_by_role("button", name="Unpick the comment of Ada").first.click()
    page.get_by_role("button", name="As the desk says").click()
    reader.reload()
    expect(reader.get_by_role("region", name="Editors’ picks")).to_have_count(0)
    expect(reader.get_by_role("button", name="Post the comment")).to_be_visible()


def test_an_address_that_is_typed_on_a_line_of_its_own_is_a_comment_for_readers(sign_in, visit, story):
    page = sign_in("edith", url_of(story), viewport=DESKTOP)
    address = page.get_by_label("Address").last.input_value()
    page.goto(change_form(story))
    words = page.locator(".order-machine [contenteditable=true]").first
    words.click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.keyboard.insert_text(address)
    page.keyboard.press("Enter")
    page.keyboard.type("And so it goes.")
    page.get_by_role("button", name="Update", exact=True).click()
    expect(page.get_by_role("link", name="Read it")).to_be_visible()

    reader = visit(story.current_edition().get_absolute_url(), viewport=DESKTOP)
    quoted = reader.locator("article.story figure")
    expect(quoted).to_contain_text("The timetable is from before the dredging.")
    expect(reader.locator("article.story")).to_contain_text("And so it goes.")
    assert serious_faults(reader) == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_the_page_is_for_everybody_who_edits(sign_in, story, colours, size):
    page = sign_in("edith", url_of(story), viewport=size, color_scheme=colours)
    page.get_by_role("button", name="Pick the comment of Ben").click()
    expect(page.get_by_role("button", name="Unpick the comment of Ben").first).to_be_visible()
    page.wait_for_load_state()
    # What Django's own pages lack is not ours to mend.
    faults = Axe().run(page, context="#content-main").response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults] == []
    assert width_of(page) <= size["width"]
