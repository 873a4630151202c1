"""Reporting, appealing and their pages in a real browser, without JavaScript."""

import pytest
from playwright.sync_api import expect

from articles.tests.builders import make_story
from comments.deciding import approve, reject
from comments.models import Appeal, Comment, Decision, ErrorReport, Report
from comments.tests.builders import make_comment
from newsroom.benchmarks.chromium import serious_faults, width_of
from newsroom.tests.test_browser import DESKTOP, PHONE, errors_of, url_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story():
    sections = [{"text": "The boat is back. " * 20}, {"heading": "The crew", "text": "They slept."}]
    return make_story("The ferry returns to Whitmoor Bay", sections=sections)


def write(visit, story, **options):
    """The page on which a reader has just posted a comment."""
    page = visit(url_of(story), java_script_enabled=False, **options)
    page.get_by_label("Name").fill("Old Gannet")
    page.get_by_label("Comment", exact=True).fill("I saw it come in. The mate was asleep, as always.")
    page.get_by_role("button", name="Post the comment").click()
    return page


def test_a_reader_reports_a_comment_and_reads_what_became_of_it(visit, story):
    comment = make_comment("You are all fools.", article=story, name="Wren")
    page = visit(url_of(story), java_script_enabled=False, viewport=PHONE)
    page.get_by_role("link", name="Report the comment of Wren").click()
    page.get_by_label("It attacks or insults somebody").check()
    page.get_by_label("In your own words").fill("All of us?")
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("status")).to_contain_text("a moderator will look at it")
    assert Report.objects.get().words == "All of us?"
    approve(comment, by=None)
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("it stays")


def test_a_reader_reports_an_error_in_a_part_of_the_story(visit, story):
    page = visit(url_of(story), java_script_enabled=False)
    page.get_by_role("link", name="Report an error in this story").click()
    page.get_by_label("Where is it?").select_option("The crew")
    page.get_by_label("What is wrong, and how do you know?").fill("They were awake: I am one.")
    page.get_by_role("button", name="Send it to the desk").click()
    expect(page.get_by_text("They were awake: I am one.")).to_be_visible()
    assert ErrorReport.objects.get().section == story.sections.get(heading="The crew").key


def test_a_writer_reads_why_and_asks_for_another_look(visit, story):
    page = write(visit, story)
    comment = Comment.objects.get()
    reject(comment, by=None, reason=Decision.Reason.ABUSE)
    page.goto(f"/comments/{comment.pk}/")
    expect(page.get_by_role("status")).to_contain_text("The reason: it attacks somebody.")
    page.get_by_role("link", name="Ask for another look").click()
    page.get_by_label("Why should it be shown?").fill("I am the mate.")
    page.get_by_role("button", name="Ask for another look").click()
    expect(page.get_by_role("heading", name="Another look")).to_be_visible()
    assert Appeal.objects.get().words == "I am the mate."


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_forms_have_no_serious_fault_and_fit_a_phone(visit, story, colours):
    comment = make_comment("You are all fools. " * 10, article=story, name="W" * 60)
    for url in [f"/comments/{comment.pk}/report/", f"/comments/on/{story.pk}/error/"]:
        for viewport in [PHONE, DESKTOP]:
            page = visit(url, color_scheme=colours, viewport=viewport, bypass_csp=True)
            assert width_of(page) <= viewport["width"], url
            assert serious_faults(page) == [], url
            assert errors_of(page) == []
