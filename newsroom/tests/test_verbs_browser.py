"""The publishing verbs in a real browser: an editor corrects, readers see; taken down is gone."""

import importlib
from datetime import UTC, datetime
from functools import partial

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from playwright.sync_api import expect

from articles.corrections import ToReaders
from articles.models import Section
from articles.publishing import publish, take_down
from articles.tests.builders import make_story
from articles.withholding import withhold
from comments.tests.builders import make_comment
from newsroom.benchmarks.chromium import serious_faults, width_of
from newsroom.tests.test_browser import DESKTOP, PHONE, errors_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

THEN = datetime(2023, 9, 13, 21, 36, tzinfo=UTC)
URL = "/2023/09/13/ferry-returns/"


@pytest.fixture
def editor():
    # A test that commits leaves the next one a database without what migrations wrote.
    if not Group.objects.filter(name="Editors", permissions__codename="take_down_article").exists():
        for name, act in [
            ("0002_groups", "make_groups"),
            ("0003_roles", "give"),
            ("0004_publishing_verbs", "give"),
        ]:
            getattr(importlib.import_module(f"newsroom.migrations.{name}"), act)(apps, None)
    user = User.objects.create_user("edith", password="a long password", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def sign_in(sign_in_as, editor):
    return partial(sign_in_as, "edith")


@pytest.fixture
def story():
    article = make_story(
        "Ferry returns",
        at=THEN,
        slug="ferry-returns",
        standfirst="And nobody is more surprised than the crew.",
        authors=["Nora Pell"],
        sections=[
            "The boat is back in the bay after seven weeks. " * 4,
            {"heading": "The crew", "text": "They slept for eleven hours. " * 6},
        ],
    )
    make_comment("Good news.", article=article, name="Wren")
    return article


def form_of(article):
    return f"/admin/articles/article/{article.pk}/change/"


def rewrite(article, before, after):
    for section in Section.objects.filter(article=article):
        section.body = section.body.replace(before, after)
        section.save()


def test_an_editor_corrects_a_live_story_and_readers_see_what_was_wrong(sign_in, visit, story):
    page = sign_in(form_of(story), viewport=DESKTOP)
    page.get_by_label("Headline").fill("Ferry is back")
    page.get_by_role("button", name="Correct…").click()
    expect(page.get_by_text("“Correct” needs words to readers.")).to_be_visible()
    expect(page.get_by_label("Headline")).to_have_value("Ferry is back")
    page.get_by_label("Words to readers").fill("The boat was away for nine weeks, not seven.")
    page.get_by_label("serious: the note stands above the story").check()
    page.get_by_label("What a correction is about").select_option(label="2. The crew")
    page.get_by_role("button", name="Correct…").click()
    expect(page.get_by_text("Corrected. Readers see your words")).to_be_visible()

    reader = visit(URL, viewport=PHONE)
    note = reader.get_by_role("complementary", name="Correction")
    expect(note).to_contain_text("The boat was away for nine weeks, not seven.")
    note.get_by_role("link", name="See what was corrected").click()
    expect(reader.locator("#difference")).to_contain_text("Ferry returnsis back")
    reader.goto("/corrections/")
    reader.get_by_role("link", name="Ferry is back").click()
    expect(reader.get_by_role("heading", name="Ferry is back")).to_be_visible()
    assert errors_of(page) == errors_of(reader) == []


def test_a_story_that_is_taken_down_is_gone_with_its_reason(sign_in, visit, story):
    page = sign_in(form_of(story), viewport=DESKTOP)
    page.get_by_label("Words to readers").fill("A court has forbidden us to publish it.")
    page.get_by_label("Note to colleagues").fill("Order of 12 May.")
    page.get_by_role("button", name="Take down…").click()
    expect(page.get_by_text("Taken down. Readers find your words")).to_be_visible()
    reader = visit("/", viewport=PHONE)
    expect(reader.get_by_text("Ferry returns")).to_have_count(0)
    response = reader.goto(URL)
    assert response.status == 410
    expect(reader.get_by_text("A court has forbidden us to publish it.")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_papers_record_has_no_serious_fault_of_accessibility(sign_in, visit, story, colours, viewport):
    rewrite(story, "seven", "eight")
    publish(story)
    rewrite(story, "eight", "nine")
    publish(story, verb="correct", to_readers=ToReaders("It was nine weeks, not seven.", "serious"))
    rewrite(story, "eleven hours", "two days")
    told = ToReaders("The crew slept longer.", section=story.sections.get(heading="The crew").key)
    publish(story, verb="correct", to_readers=told)
    withhold(story.editions.get(number=2), reason="It named a child.")
    gone = make_story("Gone", at=THEN, slug="gone")
    take_down(gone, reason="Order.", to_readers=ToReaders("A court has forbidden us to publish it."))
    public = [URL, "/corrections/", f"{URL}changes/", f"{URL}versions/1/", f"{URL}versions/2/"]
    public += ["/2023/09/13/gone/"]
    reader = visit("/", viewport=viewport, color_scheme=colours)
    look(reader, public, viewport)
    # Django's own table of by-lines has fields without labels.
    story.bylines.all().delete()
    history = f"/admin/articles/article/{story.pk}/history/"
    withheld = f"/admin/articles/article/{story.pk}/editions/1/withhold/"
    page = sign_in(form_of(story), viewport=viewport, color_scheme=colours)
    delete = f"/admin/articles/article/{gone.pk}/delete/"
    look(page, [form_of(story), history, withheld, delete], viewport)


def look(page, urls, viewport):
    for url in urls:
        page.goto(url)
        assert serious_faults(page) == [], url
        assert width_of(page) <= viewport["width"], url
